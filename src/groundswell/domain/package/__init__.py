"""Step 4: what exactly it is that is spread; whether it is whole, tried, and still what was evaluated."""
