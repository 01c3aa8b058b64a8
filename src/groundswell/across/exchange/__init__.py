"""In and out: files of others become our rows, and our tables become files."""
