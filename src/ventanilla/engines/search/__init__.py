"""One search over services, articles and tickets; what was looked for and not found."""
