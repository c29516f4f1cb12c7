from regencies.models.evidence import Evidence, Explanation, Review
from regencies.models.invitations import Invitation
from regencies.models.kept_file import PageImage, Quarantined
from regencies.models.mail import Notice, OutgoingMail
from regencies.models.nominees import Nominee
from regencies.models.official_figures import BranchFigure, FiguresFile, OfficialFigure, OfficialWorkforce
from regencies.models.people import Membership, User
from regencies.models.places import MinimumPremium, Province, Regency
from regencies.models.reports import Receipt, ReportEntry, YearlyReport
from regencies.models.sections import (
    BudgetLine,
    Compliance,
    EmployerCompliance,
    FundedGroup,
    Headcount,
    Identity,
    Innovation,
    NomineeProfile,
    Participation,
    ProgrammeParticipants,
    PublicWorkers,
    Regulation,
    RegulationUse,
    Statement,
    UcjTarget,
    Wages,
    WorkforceProposal,
)
from regencies.models.security import HistoryCheck, HistorySeal, SecurityLine
from regencies.models.verification.messages import EntryMessage
from regencies.models.verification.minutes import SignedMinutes
from regencies.models.windows import Extension, FillingWindow

__all__ = [
    "BranchFigure",
    "BudgetLine",
    "Compliance",
    "EmployerCompliance",
    "EntryMessage",
    "Evidence",
    "Explanation",
    "Extension",
    "FiguresFile",
    "FillingWindow",
    "FundedGroup",
    "Headcount",
    "HistoryCheck",
    "HistorySeal",
    "Identity",
    "Innovation",
    "Invitation",
    "Membership",
    "MinimumPremium",
    "Nominee",
    "NomineeProfile",
    "Notice",
    "OfficialFigure",
    "OfficialWorkforce",
    "OutgoingMail",
    "PageImage",
    "Participation",
    "ProgrammeParticipants",
    "Province",
    "PublicWorkers",
    "Quarantined",
    "Receipt",
    "Regency",
    "Regulation",
    "RegulationUse",
    "ReportEntry",
    "Review",
    "SecurityLine",
    "SignedMinutes",
    "Statement",
    "UcjTarget",
    "User",
    "Wages",
    "WorkforceProposal",
    "YearlyReport",
]
