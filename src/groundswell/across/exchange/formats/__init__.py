"""One file per format; nothing here knows the database."""
