"""What the entries of a report say, one model for each section, the region's and those of nominees.

Drafts may have holes: nothing is required here that an officer may not know yet; `regencies.checks.registry`
says what must be there before a report is sent.
"""

import pgtrigger
from django.apps import apps

from regencies.models.reports import DETAIL_OF, REPORT_OF_ENTRY, EntryDetail, frozen_when_locked
from regencies.models.sections.funding import BudgetLine, FundedGroup, PublicWorkers
from regencies.models.sections.nominee import (
    Compliance,
    Headcount,
    NomineeProfile,
    ProgrammeParticipants,
    Statement,
    Wages,
)
from regencies.models.sections.policy import EmployerCompliance, Innovation, Regulation, RegulationUse
from regencies.models.sections.region import Identity, Participation, UcjTarget, WorkforceProposal

__all__ = [
    "DETAIL_MODELS",
    "BudgetLine",
    "Compliance",
    "EmployerCompliance",
    "FundedGroup",
    "Headcount",
    "Identity",
    "Innovation",
    "NomineeProfile",
    "Participation",
    "ProgrammeParticipants",
    "PublicWorkers",
    "Regulation",
    "RegulationUse",
    "Statement",
    "UcjTarget",
    "Wages",
    "WorkforceProposal",
]

DETAIL_MODELS: dict[str, type[EntryDetail]] = {
    section: apps.get_registered_model("regencies", name) for section, name in DETAIL_OF.items()
}
for _model in DETAIL_MODELS.values():
    pgtrigger.register(frozen_when_locked(REPORT_OF_ENTRY))(_model)
