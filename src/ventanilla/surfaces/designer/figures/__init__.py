"""How services do: the figures of one, and of all that somebody designs."""
