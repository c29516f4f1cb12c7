"""What goes with a winner to the next stage: asked for, packed by a process of its own, with an index of hashes."""
