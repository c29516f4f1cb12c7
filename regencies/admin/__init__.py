from regencies.admin import people, places, reports, workforce

__all__ = ["people", "places", "reports", "workforce"]
