"""Schemas that follow from the record definitions: Cerberus, JSON Schema for editors, the data dictionary."""
