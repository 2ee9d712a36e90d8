"""How fast the whole path is, against what the usual libraries do with the same documents."""
