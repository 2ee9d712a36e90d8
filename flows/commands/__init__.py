"""One module for each command of `tripartite` that starts a flow."""
