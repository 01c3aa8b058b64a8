"""Step 5: who agrees, who decides, who objects; and the case for added value on one page."""
