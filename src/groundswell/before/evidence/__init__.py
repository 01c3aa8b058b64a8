"""Step 2: does the approach work well enough to scale?"""
