"""Django's PostgreSQL, with room for more prepared statements on each connection."""
