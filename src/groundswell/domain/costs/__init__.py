"""What the work costs, how that changes with its size, and who pays: shared by steps 3 and 8 and the planner."""
