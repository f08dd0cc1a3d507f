"""The list of what people know by name: components and their services, audience and order."""
