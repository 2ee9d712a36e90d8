"""Money as French writes it: numbers, units, magnitudes, ranges, and the passage that speaks of each amount."""
