"""The papers of a result and their signed copies: made from what is published, signed, kept, packed to be sent on."""
