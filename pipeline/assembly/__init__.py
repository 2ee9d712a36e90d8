"""The facts of one document to the contracts that it reports."""
