"""What the answer of a source leads to."""
