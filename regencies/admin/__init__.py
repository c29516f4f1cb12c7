from regencies.admin import invitations, official_figures, outbox, people, places, reports, security
from regencies.admin.nominees import pages as nominees

__all__ = ["invitations", "nominees", "official_figures", "outbox", "people", "places", "reports", "security"]
