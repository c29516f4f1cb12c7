"""Which phase of an award year may follow which, and what each one opens and closes."""

from __future__ import annotations

from awards.choices import Phase
from awards.models import Edition
from regencies.actions.errors import Refused
from regencies.choices import WindowState

(
    PREPARATION,
    FILLING,
    VERIFICATION,
    CANDIDATES,
    SCORING,
    PLENARY,
    PROVISIONAL,
    OBJECTIONS,
    ANNOUNCED,
    ARCHIVED,
) = Phase

FORWARD: dict[Phase, set[Phase]] = {
    PREPARATION: {FILLING},
    FILLING: {VERIFICATION},
    VERIFICATION: {CANDIDATES},
    CANDIDATES: {SCORING},
    SCORING: {PLENARY},
    PLENARY: {PROVISIONAL},
    PROVISIONAL: {OBJECTIONS, ANNOUNCED},
    OBJECTIONS: {ANNOUNCED},
    ANNOUNCED: {ARCHIVED},
    ARCHIVED: set(),
}

# Always with a reason, and only while nothing that depends on the later phase exists: see awards.preflight.run.
BACK: dict[Phase, set[Phase]] = {
    PREPARATION: set(),
    FILLING: {PREPARATION},
    VERIFICATION: {FILLING},
    CANDIDATES: {VERIFICATION},
    SCORING: {CANDIDATES},
    PLENARY: {SCORING},
    PROVISIONAL: {PLENARY},
    OBJECTIONS: {PLENARY},
    ANNOUNCED: {OBJECTIONS},
    ARCHIVED: set(),
}

ALLOWED: dict[Phase, set[Phase]] = {phase: FORWARD[phase] | BACK[phase] for phase in Phase}

# What the province accepts from its regencies; closed in every other phase.
WINDOWS = {FILLING: WindowState.OPEN, VERIFICATION: WindowState.CORRECTIONS}
DEADLINES = {FILLING: "filling_deadline", VERIFICATION: "verification_deadline"}

# The last phase in which a category's own date means anything: it is moved until that one is over.
MOVES_UNTIL = {
    "filling_deadline": FILLING,
    "verification_deadline": VERIFICATION,
    "presentation_date": SCORING,
    "objections_deadline": OBJECTIONS,
    "ceremony_date": OBJECTIONS,
}

# Officers read the criteria before they fill in, so criteria stay what they were from then on.
CRITERIA_OPEN = frozenset({PREPARATION})
SEATS_OPEN = frozenset({PREPARATION, FILLING, VERIFICATION, CANDIDATES})
CANDIDATES_OPEN = frozenset({CANDIDATES})
SLOTS_OPEN = frozenset({CANDIDATES, SCORING})
WORKFORCE_OPEN = frozenset({PREPARATION, FILLING, VERIFICATION, CANDIDATES})
RESULTS_OPEN = frozenset({PLENARY, PROVISIONAL, OBJECTIONS, ANNOUNCED})  # to look at, and to the plenary
PUBLISHING_OPEN = frozenset({PROVISIONAL, OBJECTIONS, ANNOUNCED})
OBJECTIONS_OPEN = PUBLISHING_OPEN


def is_back(start: Phase, to: Phase) -> bool:
    """Return whether going from one phase to the other is going back."""
    return to in BACK[start]


def is_after(phase: Phase, other: Phase) -> bool:
    """Return whether a phase comes after another one."""
    order = list(Phase)
    return order.index(phase) > order.index(other)


def why_not_in(edition: Edition, phases: frozenset[Phase], what: str) -> str:
    """Return why something belongs to other phases, "" when it does not; `what` begins the sentence."""
    if edition.phase in phases:
        return ""
    names = ", ".join(f"“{phase.label}”" for phase in Phase if phase in phases)
    return f"{what} hanya pada tahap {names}; tahap sekarang “{edition.get_phase_display()}”."


def require_phase(edition: Edition, phases: frozenset[Phase], what: str) -> None:
    """Raise Refused unless the edition is in one of the phases; `what` begins the sentence."""
    if reason := why_not_in(edition, phases, what):
        raise Refused(reason)
