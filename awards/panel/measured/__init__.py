"""What the marks of the whole panel say, in the terms of the screen: candidates, seats, criteria."""
