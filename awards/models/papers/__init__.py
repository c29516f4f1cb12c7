"""Paper: score sheets filled in on it, as a clerk entered them, and what is made of a result to be signed."""
