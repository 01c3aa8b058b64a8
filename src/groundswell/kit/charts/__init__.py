"""Charts: figures in, a drawing, a table and a sentence out. Pure Python, one file per kind."""
