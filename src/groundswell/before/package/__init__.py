"""Step 4: what exactly is it that we spread?"""
