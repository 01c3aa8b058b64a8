"""Step 1: how far, by when, with whom?"""
