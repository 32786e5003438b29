"""The playbook website: records become Markdown pages, MkDocs makes them a site of static files."""
