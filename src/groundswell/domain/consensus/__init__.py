"""Step 5: who agrees, who decides, who objects; and what a study's effect means in counts of people."""
