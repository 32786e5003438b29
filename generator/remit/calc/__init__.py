"""Pure functions of records: what follows from them, computed once for rules, documents and pages alike."""
