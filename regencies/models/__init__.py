from regencies.models.evidence import Evidence, Explanation, Review
from regencies.models.invitations import Invitation
from regencies.models.mail import OutgoingMail
from regencies.models.people import Membership, User
from regencies.models.places import MinimumPremium, OfficialWorkforce, Province, Regency
from regencies.models.reports import Receipt, ReportEntry, YearlyReport
from regencies.models.seals import HistorySeal
from regencies.models.sections import (
    BudgetLine,
    FundedGroup,
    Identity,
    Innovation,
    Participation,
    Regulation,
    RegulationUse,
    UcjTarget,
    WorkforceProposal,
)
from regencies.models.security import SecurityLine
from regencies.models.windows import Extension, FillingWindow

__all__ = [
    "BudgetLine",
    "Evidence",
    "Explanation",
    "Extension",
    "FillingWindow",
    "FundedGroup",
    "HistorySeal",
    "Identity",
    "Innovation",
    "Invitation",
    "Membership",
    "MinimumPremium",
    "OfficialWorkforce",
    "OutgoingMail",
    "Participation",
    "Province",
    "Receipt",
    "Regency",
    "Regulation",
    "RegulationUse",
    "ReportEntry",
    "Review",
    "SecurityLine",
    "UcjTarget",
    "User",
    "WorkforceProposal",
    "YearlyReport",
]
