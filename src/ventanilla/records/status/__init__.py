"""The health of services: outages, their updates, planned work."""
