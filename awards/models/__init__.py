from awards.models.criteria import Band, Criterion, CriterionGroup
from awards.models.editions import Category, Edition
from awards.models.entries import Entry, NotApplicable
from awards.models.library.items import LibraryItem
from awards.models.objections import Objection, ObjectionFile
from awards.models.panel import Absence, Declaration, Recusal, Substitution
from awards.models.papers.packets import NominationPacket
from awards.models.papers.results import ResultPaper, SignedCopy
from awards.models.papers.sheets import PaperFile, PaperMark, PaperSheet
from awards.models.plenary.decisions import PlenaryDecision
from awards.models.plenary.points import PlenaryAttendance, PlenaryPoint
from awards.models.presentations import Attendance, Claim, Presentation, RecordedFact
from awards.models.publications import (
    Correction,
    CoveragePage,
    PackedPage,
    Publication,
    PublicationFile,
    PublicationPlan,
)
from awards.models.reminders import Reminder
from awards.models.scores import MarkBefore, Score, ScoreSheet, SheetReceipt
from awards.models.seats import Seat, SeatCategory
from awards.models.special_awards import SpecialAward, SpecialAwardFile

__all__ = [
    "Absence",
    "Attendance",
    "Band",
    "Category",
    "Claim",
    "Correction",
    "CoveragePage",
    "Criterion",
    "CriterionGroup",
    "Declaration",
    "Edition",
    "Entry",
    "LibraryItem",
    "MarkBefore",
    "NominationPacket",
    "NotApplicable",
    "Objection",
    "ObjectionFile",
    "PackedPage",
    "PaperFile",
    "PaperMark",
    "PaperSheet",
    "PlenaryAttendance",
    "PlenaryDecision",
    "PlenaryPoint",
    "Presentation",
    "Publication",
    "PublicationFile",
    "PublicationPlan",
    "RecordedFact",
    "Recusal",
    "Reminder",
    "ResultPaper",
    "Score",
    "ScoreSheet",
    "Seat",
    "SeatCategory",
    "SheetReceipt",
    "SignedCopy",
    "SpecialAward",
    "SpecialAwardFile",
    "Substitution",
]
