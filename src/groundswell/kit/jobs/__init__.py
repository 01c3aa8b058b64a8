"""Background work: leased, shown, stopped, resumed (docs/operations/jobs.md)."""
