from regencies.admin import invitations, outbox, people, places, reports, security, workforce

__all__ = ["invitations", "outbox", "people", "places", "reports", "security", "workforce"]
