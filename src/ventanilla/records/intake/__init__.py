"""Forms: what is asked, what may be answered, what is wrong, and how answers read."""
