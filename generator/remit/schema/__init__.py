"""Schemas that follow from the record definitions: Cerberus for explanations, JSON Schema for editors, the data dictionary."""
