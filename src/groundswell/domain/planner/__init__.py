"""Where next: which communities start when, with which package, served and paid by whom, for the most people."""
