from regencies.admin import people, places, reports, security, workforce

__all__ = ["people", "places", "reports", "security", "workforce"]
