"""Personal data: how long mail is kept, what is held about one person, and taking it out again."""
