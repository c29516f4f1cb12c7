"""Any changed digit of a document, one after the other: all are found, and without a seal which are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awards.document.build import build
from regencies.seals.canonical import canonical
from tests.builders.document import leaves, small_inputs


def digits_changed(text: str) -> Iterator[tuple[int, str]]:
    """The text with one digit replaced, by the next one and by 0, for each of its digits in turn."""
    for found in re.finditer("[0-9]", text):
        place = found.start()
        for digit in {str((int(text[place]) + 1) % 10), "0"} - {text[place]}:
            yield place, text[:place] + digit + text[place + 1 :]


def test_any_changed_digit_is_found(verify):
    """A digit in the name of a field or of the schema leaves no document (2); any other is a difference (1)."""
    content = canonical(build(small_inputs())).decode()
    names = re.finditer(r'"paritrana\.publication/(1)"|"sealed_sha(256)":|"sha(256)":', content)
    in_names = {place for found in names for group in (1, 2, 3) for place in range(*found.span(group))}
    for place, changed in digits_changed(content):
        status, lines = verify(changed.encode())
        assert status == (2 if place in in_names else 1), content[place - 40 : place + 5]
        assert len(lines) == 1 or status == 1


def test_without_a_seal_only_what_no_result_depends_on_can_change(verify):
    """The fields for which the official SHA-256 is the only witness, and no others."""
    document = {**build(small_inputs()), "sealed_sha256": None}
    found, missed = set(), set()
    for path, container, key in list(leaves(document)):
        original = container[key]
        if isinstance(original, str | int) and not isinstance(original, bool):
            for _, changed in digits_changed(str(original)):
                container[key] = type(original)(changed)
                status, _ = verify(canonical(document))
                (missed if status == 0 else found).add(path)
            container[key] = original
    assert missed == {
        "edition.award_year",
        "edition.assessed_year",
        "edition.province.code",
        "published_at",
        "reason",
        "supersedes.sha256",
        "method.quorum",  # lowered
        "method.tie_break.*",  # where nobody is tied
        "method.trim",  # of a plain mean
        "entrants.*.code",
        "entrants.*.reason",
        "entrants.*.notes.*.text",
        "special_awards.*.code",
        "special_awards.*.citation",
    }
    assert found - missed == {
        "schema",
        "number",
        "supersedes.number",
        "method.places",
        "criteria.*.code",
        "criteria.*.weight",
        "criteria.*.full_mark",
        "panel.*.id",
        *(
            f"entrants.*.figures.{part}.{segment}"
            for part in ("registered", "registered_previous")
            for segment in ("wage_earners", "non_wage_earners")
        ),
        *(
            f"entrants.*.figures.{part}.{segment}"
            for part in ("workforce", "workforce_previous")
            for segment in ("formal", "informal")
        ),
        "entrants.*.figures.target_pct",
        "entrants.*.sheets.*.panelist",
        *(f"entrants.*.sheets.*.scores.{code}" for code in ("B1", "C1")),
        *(f"entrants.*.scores.{code}" for code in ("A1", "A2", "A3", "A4", "B1", "C1")),
        *(f"entrants.*.groups.{group}" for group in "ABC"),
        "entrants.*.total",
        "entrants.*.rank",
        "entrants.*.stability.best",
        "entrants.*.stability.worst",
    }
