"""What verifying leaves behind beside the findings themselves."""
