"""The inputs of a publication with as many entrants as one likes."""

from __future__ import annotations

from typing import Any

from tests.builders.document import PANEL, PANEL_CRITERIA, entrant, figures, inputs, sheet


def contest(many: int) -> dict[str, Any]:
    """Every third a candidate less, notes and special awards for some, and every total shared by two."""
    entrants = []
    for number in range(many):
        marks = {
            code: str(40 + (number // 2 * 7 + place * 13) % 61) for place, code in enumerate(PANEL_CRITERIA)
        }
        own = figures((900 + number // 2, 100), (800, 90), (2000, 500), (1900, 450), "40")
        entrants.append(
            entrant(
                f"{number // 100:02}.{number % 100:02}",
                f"Kabupaten {number:04}",
                figures=own,
                candidate=number % 3 > 0,
                reason=None if number % 3 else "Nilai seleksi di bawah batas.",
                sheets=[sheet(panelist, marks) for panelist in PANEL] if number % 3 else [],
                notes=[{"figure": "coverage", "text": "Diperiksa bersama BPJS."}] * (number % 4 == 0),
            )
        )
    awards = [
        {"title": "Inovasi", "code": e["code"], "name": e["name"], "citation": "Terbaik"}
        for e in entrants[::5]
    ]
    return inputs(entrants=entrants, special_awards=awards)
