"""Départements, collectivities and bodies: what is known of them, and where a text names them."""
