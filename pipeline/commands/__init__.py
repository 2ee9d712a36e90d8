"""One module for each command of `tripartite` that runs without Prefect."""
