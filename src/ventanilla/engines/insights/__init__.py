"""How services, forms and articles do, in figures that say what they count."""
