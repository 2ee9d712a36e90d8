"""Raw bytes by their SHA-256, in a folder or an object store."""
