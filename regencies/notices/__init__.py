"""What people are told about reports: in their inbox, and by mail where they want it."""
