"""A hundred thousand documents through a whole run: `make soak`."""
