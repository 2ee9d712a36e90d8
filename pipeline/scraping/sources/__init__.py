"""What is scraped, as corpus/sources.yaml declares it."""
