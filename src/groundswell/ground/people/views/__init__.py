"""Pages of people's room."""
