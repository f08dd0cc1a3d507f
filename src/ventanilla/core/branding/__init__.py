"""How the portal looks and what it calls itself: name, logos, colours."""
