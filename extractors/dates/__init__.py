"""When: dates with their kind, periods, and the dates of the document itself."""
