"""What the chair's room shows at a glance: the states of all sheets; what marks say about candidates and members."""
