"""Step 10: is it still working as it spreads?"""
