"""How the site is: measured once (facts.py), told to monitors (health.py) and to the admins in words (table.py)."""
