"""What happens between the program and the sites it reads: declared sources, polite fetching, what is kept."""
