"""Asking politely, within limits, and keeping every answer."""
