"""Acme, an example organisation with services, people and two months behind it, made through the actions."""
