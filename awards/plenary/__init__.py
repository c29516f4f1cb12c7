"""The plenary meeting: what it has to talk over, what it decided on each point, who was there."""
