"""The security log: what each request did that concerns who may do what, as JSON lines and as rows of a table."""
