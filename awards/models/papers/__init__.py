"""Score sheets filled in on paper, as a clerk entered them; the member's own sheet is written on confirmation."""
