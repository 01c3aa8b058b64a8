"""Home, the frame of every page, root addresses, the demonstration and the command."""
