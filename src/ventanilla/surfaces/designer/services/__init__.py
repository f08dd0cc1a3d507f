"""The services as their designers read them."""
