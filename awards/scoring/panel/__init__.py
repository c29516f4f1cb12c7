"""What the marks of all members say about candidates and about the members themselves; none of it changes a rank."""
