"""HTML to text: what stands where, and what of it is the main text."""
