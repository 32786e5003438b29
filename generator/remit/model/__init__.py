"""The records that a playbook consists of. Each kind of record is defined once, here."""
