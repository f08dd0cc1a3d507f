"""E-mail in: replies become comments."""
