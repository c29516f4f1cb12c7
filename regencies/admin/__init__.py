from regencies.admin import outbox, people, places, reports, security, workforce

__all__ = ["outbox", "people", "places", "reports", "security", "workforce"]
