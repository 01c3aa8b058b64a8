"""Countries, districts, communities: a tree with a past."""
