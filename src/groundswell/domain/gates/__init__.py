"""May we start the next wave? Judged of lines that every room offers in the same shape."""
