"""To do what: the engagements and actions of a contract, in lists, tables and running text."""
