"""Cost centres, what they have left, and what is reserved of it."""
