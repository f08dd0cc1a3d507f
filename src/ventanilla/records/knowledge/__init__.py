"""Articles and guided steps, with versions, translations and audiences."""
