"""Pages of programs' room."""
