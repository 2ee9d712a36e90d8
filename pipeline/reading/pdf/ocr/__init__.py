"""Scanned pages to words, by character recognition."""
