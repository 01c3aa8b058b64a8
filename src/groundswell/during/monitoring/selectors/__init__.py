"""Reading: sheets, values, roll-ups, lights, reports."""
