from regencies.admin import invitations, outbox, people, places, reports, security, workforce
from regencies.admin.nominees import pages as nominees

__all__ = ["invitations", "nominees", "outbox", "people", "places", "reports", "security", "workforce"]
