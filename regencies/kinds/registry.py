"""The kinds of participants, each one entry: adding a kind is adding one here, and its fixture of criteria."""

from regencies.kinds.companies import COMPANY, SMALL_BUSINESS
from regencies.kinds.kind import Kind
from regencies.kinds.regency import REGENCY
from regencies.kinds.village import VILLAGE

KINDS: dict[str, Kind] = {kind.slug: kind for kind in (REGENCY, VILLAGE, COMPANY, SMALL_BUSINESS)}


def kind_labels() -> list[tuple[str, str]]:
    """Return (slug, label) of every kind, as the choices of a box."""
    return [(kind.slug, kind.label) for kind in KINDS.values()]


def nominated_labels() -> list[tuple[str, str]]:
    """Return (slug, label) of the kinds whose participants are nominated."""
    return [(kind.slug, kind.label) for kind in KINDS.values() if kind.is_nominated]
