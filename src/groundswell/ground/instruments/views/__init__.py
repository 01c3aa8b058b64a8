"""Pages of rounds: for those who ask, and for those who answer by a link."""
