"""What the award knows of a person whose data is to be erased."""
