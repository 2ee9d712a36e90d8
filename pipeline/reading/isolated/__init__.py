"""A process of its own for what may be hostile."""
