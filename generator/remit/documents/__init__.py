"""Word documents: a subject from the ledger, a template, and the file that comes of them."""
