"""How good the extraction is, against annotated documents and a baseline."""
