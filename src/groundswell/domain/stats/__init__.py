"""Statistical methods, one file each, with their source."""
