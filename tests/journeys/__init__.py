"""Whole commands, as a user runs them, from a clean folder."""
