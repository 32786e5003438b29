"""Other people's formats: registry records and study definitions that come in, and YAML text for records that go out."""
