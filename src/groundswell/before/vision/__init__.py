"""Step 1: have a vision to scale up from the beginning."""
