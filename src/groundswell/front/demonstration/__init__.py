"""The demonstration programme: an invented country, six published trials, a dilution that is hidden in its values."""
