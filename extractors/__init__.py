"""Text to facts: French grammars as spaCy components. Knows no file, database, network or Prefect."""
