"""Outages at the desk: opening, telling, ending, and the reports that are joined to them."""
