"""Benches: one file per promised figure, peers in the same run, shown as ratios."""
