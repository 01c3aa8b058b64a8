"""Documents: which version is the newest, which languages lack it, how hard a text is to read."""
