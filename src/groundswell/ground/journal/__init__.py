"""Who did what, when, why: append only, and sealed."""
