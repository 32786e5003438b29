"""From bytes to records: a tree of files, YAML read as text, records built by their definitions, positions on demand."""
