"""Drafts of new records: what the playbook and similar records already tell, and remarks where a person must decide."""
