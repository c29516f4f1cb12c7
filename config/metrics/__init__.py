"""Numbers for Prometheus: every process of the server counts (counting.py), whichever is asked tells (page.py)."""
