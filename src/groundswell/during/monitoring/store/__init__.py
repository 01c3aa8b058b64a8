"""The monitoring store: immutable columns beside the database of record, which stays the truth."""
