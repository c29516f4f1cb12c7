"""A published ranking on paper: what its PDF prints, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awards.presenters.ranking_page import published_at

Document = Mapping[str, Any]


def on_paper(
    own: Mapping[str, Any], document: Document, ranking: Mapping[str, Any], address: str, verify: str
) -> dict[str, Any]:
    """Return what ranking.typ prints, as text; `own` is the publication in words, `verify` where to check it."""
    moment, edition = published_at(document), document["edition"]
    notices = [f"Ralat atas pengumuman nomor {own['number'] - 1}. Alasan: {own['reason']}"] * bool(
        document["supersedes"]
    )
    if document["disclosure"] == "ranks":
        notices.append("Yang diumumkan hanya peringkat; angka dan lembar nilai disegel.")
    return {
        "title": f"Peringkat Paritrana Award {edition['award_year']}",
        "short": f"Paritrana Award {edition['award_year']} · {edition['province']['name']} · nomor {own['number']}",
        "eyebrow": f"Provinsi {edition['province']['name']} · {document['category']['name']}",
        "lead": f"Tahun penilaian {edition['assessed_year']}. Pengumuman nomor {own['number']}, {own['moment']}.",
        "date": [moment.year, moment.month, moment.day],
        "sample": document["sample_data"],
        "notices": notices,
        "groups": ranking["groups"],
        "rows": [
            {
                "rank": str(row["rank"]),
                "name": row["name"],
                "remark": row["tie"],
                "total": row["total"],
                "groups": [group["value"] for group in row["groups"]],
                "ranks": row["ranks"],
            }
            for row in ranking["rows"]
        ],
        "sections": _sections(document, ranking),
        "sha256": own["sha256"],
        "address": address,
        "verify": verify,
    }


def _sections(document: Document, ranking: Mapping[str, Any]) -> list[dict[str, Any]]:
    awards = [
        f"{award['title']}: {award['name']}"
        + (f". {award['citation']}" if award["citation"] else "")
        + (f" Bukti: {award['evidence']}" if award.get("evidence") else "")
        for award in document["special_awards"]
    ]
    sections = {
        "Penghargaan khusus": awards,
        "Keputusan pleno": [f"{' – '.join(p['order'])}. Alasan: {p['reason']}" for p in ranking["plenary"]],
        "Catatan": [f"{n['name']}, {n['figure'].lower()}: {n['text']}" for n in ranking["notes"]],
        "Bukan kandidat": [f"{other['name']}: {other['reason']}" for other in ranking["others"]],
    }
    return [{"title": title, "lines": lines} for title, lines in sections.items() if lines]
