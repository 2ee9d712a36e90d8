"""Which contracts a text speaks of, and what is done to them."""
