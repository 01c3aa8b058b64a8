"""Step 3: can it grow, and what stands in the way?"""
