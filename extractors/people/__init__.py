"""Who: names, offices and roles, and by the grammar of sentence or contract who signs."""
