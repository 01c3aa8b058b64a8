"""May we scale? Conditions from all steps, the verdict and its signature."""
