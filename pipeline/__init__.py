"""Bytes to documents, contracts and files. Knows no Prefect."""
