"""The shape of a publication, `paritrana.publication/1`.

The typed dictionaries below are its only definition: mypy holds our code to them, `conform` any JSON value, and
`publication-1.schema.json` beside this file says the same to other people's programs. Every number that is not an
integer is a plain decimal in a string; `None` is "not reported", "does not apply" or "not decided", as the field
says.
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, NotRequired, TypedDict

from awards.contract.conform import Must

SCHEMA: Final = "paritrana.publication/1"

LARGEST_INTEGER = 2**53 - 1  # the largest one every JSON reader keeps exact
LARGEST_PLACES = 9


def _whole(most: int, words: str) -> Must:
    return Must(lambda n: 0 <= n <= most, words, {"minimum": 0, "maximum": most})


def _matching(pattern: str, words: str) -> Must:
    return Must(re.compile(pattern).fullmatch, words, {"pattern": f"^{pattern}$"})


Count = Annotated[int, _whole(LARGEST_INTEGER, "bilangan bulat 0 atau lebih")]
Places = Annotated[int, _whole(LARGEST_PLACES, "bilangan bulat 0 sampai 9")]
PlainDecimal = Annotated[
    str, _matching(r"[0-9]{1,15}(\.[0-9]{1,15})?", 'desimal polos dalam teks, misalnya "68.02"')
]
Hash = Annotated[str, _matching("[0-9a-f]{64}", "SHA-256: 64 angka heksadesimal huruf kecil")]
Slug = Annotated[str, _matching("[a-z_]+", "huruf kecil a–z dan garis bawah")]

Aggregate = Literal["mean", "trimmed_mean", "median"]
Indicator = Literal["coverage", "coverage_growth_pp", "target_attainment", "participant_growth_pct"]


class Province(TypedDict):
    """The province that published."""

    code: str
    name: str


class Edition(TypedDict):
    """An award year of a province."""

    province: Province
    award_year: Count
    assessed_year: Count


class Category(TypedDict):
    """The kind of entrants that compete with each other."""

    slug: str
    name: str


class Superseded(TypedDict):
    """The publication this one corrects."""

    number: Count
    sha256: Hash


class Method(TypedDict):
    """How the marks of members become scores, and how equal totals are separated."""

    aggregate: Aggregate
    trim: Count  # how many highest and how many lowest a trimmed mean drops
    quorum: Count  # sheets of members not recused
    places: Places  # decimals of totals and groups
    tie_break: list[str]  # "group:A", "criterion:A2", in order


class Criterion(TypedDict):
    """One criterion: its weight, and whether figures or the panel decide its score."""

    code: str
    group: str
    name: str
    weight: PlainDecimal  # all of them sum to 100
    source: Literal["figures", "panel"]
    stage: Literal["desk", "interview"]
    indicator: Indicator | None
    full_mark: PlainDecimal | None  # the indicator value worth 100


class Panelist(TypedDict):
    """A member of the panel, without a name."""

    id: str  # anonymous: "P1"


# Segment → people, summed over whatever it holds: another year may count other segments.
People = dict[Slug, Count | None]


class Figures(TypedDict):
    """What an entrant's report comes to: people by segment, and its own target in per cent."""

    registered: People  # active participants
    registered_previous: People
    workforce: People  # eligible workers: the denominator of coverage
    workforce_previous: People
    target_pct: PlainDecimal | None


class Note(TypedDict):
    """A public footnote to a figure."""

    figure: str
    text: str


class Sheet(TypedDict):
    """One member's marks for one entrant, both stages together; a recused sheet has none."""

    panelist: str
    recused: bool
    scores: dict[str, PlainDecimal]  # criterion → 0 to 100


class Stability(TypedDict):
    """Best and worst rank over the base and its variants."""

    best: Count
    worst: Count


class Plenary(TypedDict):
    """A decision of the plenary on entrants that were still tied: `order` is `codes`, best first."""

    codes: list[str]
    order: list[str]
    reason: str


class SpecialAward(TypedDict):
    """An award outside the ranking."""

    title: str
    code: str | None
    name: str
    citation: str | None
    evidence: NotRequired[str]  # what it rests on, in words


class Identity(TypedDict):
    """Who an entrant is, and how the panel decided about it."""

    code: str
    name: str
    candidate: bool
    reason: str | None
    notes: list[Note]
    not_applicable: list[str]  # criteria


class EntrantInputs(Identity):
    """An entrant with everything its results are computed from."""

    figures: Figures
    sheets: list[Sheet]


class Outcome(TypedDict):
    """An entrant's results; all null for one that is not a candidate."""

    total: PlainDecimal | None
    rank: Count | None
    tie: str | None  # null, a step of `tie_break`, "plenary" or "shared"
    stability: Stability | None


class Entrant(EntrantInputs, Outcome):
    """An entrant with inputs and results, where everything is disclosed."""

    scores: dict[str, str | None]  # criterion → 4 decimals, rounded: not to be computed with
    groups: dict[str, str | None]  # group → 0 to 100


class RankedEntrant(Identity, Outcome):
    """An entrant where only ranks are disclosed."""


class Labels(TypedDict):
    """What segments and indicators are called, so that a reader need not know them."""

    segments: dict[Slug, str]
    indicators: dict[Slug, str]


class Header(TypedDict):
    """What a publication says besides its entrants."""

    edition: Edition
    category: Category
    number: Count
    supersedes: Superseded | None
    reason: str | None
    published_at: str  # RFC 3339 with offset
    sample_data: bool
    method: Method
    criteria: list[Criterion]
    panel: list[Panelist]
    plenary: list[Plenary]
    special_awards: list[SpecialAward]
    labels: NotRequired[Labels]


class Inputs(Header):
    """Everything the results are computed from, and nothing computed."""

    entrants: list[EntrantInputs]


class Publication(Header):
    """A header with the name of the schema, what is disclosed, and the seal."""

    schema: Literal["paritrana.publication/1"]
    disclosure: Literal["full", "ranks"]
    sealed_sha256: Hash | None


class FullDocument(Publication):
    """A publication that discloses everything."""

    entrants: list[Entrant]


class RanksDocument(Publication):
    """A publication that discloses ranks and totals only."""

    entrants: list[RankedEntrant]


# Schema → the shapes of its documents by what they disclose. Readers are added, and never removed.
READERS: Final[dict[str, dict[str, type[FullDocument] | type[RanksDocument]]]] = {
    SCHEMA: {"full": FullDocument, "ranks": RanksDocument},
}
