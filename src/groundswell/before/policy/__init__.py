"""Step 6: advocate for supportive policies."""
