"""The scale-up effort, and the numbers it judges by."""
