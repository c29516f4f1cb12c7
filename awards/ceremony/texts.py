"""What each paper says, as text for its template. The same result, panel and details say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from awards.ceremony import panel_facts
from awards.ceremony.papers import Details, Paper, winners
from awards.ceremony.result import Result
from awards.choices import ResultPaperKind as Kind
from awards.presenters import wording
from awards.presenters.ranking_page import page, published_at
from regencies.l10n.dates import format_date
from regencies.l10n.number_words import day_in_words
from regencies.models.people import User

ORDINALS = {1: "Pertama", 2: "Kedua", 3: "Ketiga"}
LONGEST_REASON = 320  # letters of a citation that fit on a certificate
TEMPLATES = {kind: str(kind) for kind in Kind} | {Kind.SPECIAL: "certificate"}


def texts_of(result: Result, paper: Paper, details: Details) -> dict[str, Any]:
    """Return what a paper says; without a number it is a draft. Reads the panel where its members sign."""
    document, edition = result.document, result.document["edition"]
    moment = published_at(document).astimezone(result.category.edition.province.zone)
    published = result.publication
    own = WRITERS[paper.kind](result, paper, details)
    day = format_date(details.day) if details.day else ""
    return {
        "title": str(paper.kind.label),
        "short": f"{paper.kind.label} · Paritrana Award {edition['award_year']} · {edition['province']['name']}",
        "province": edition["province"]["name"],
        "award_year": str(edition["award_year"]),
        "assessed_year": str(edition["assessed_year"]),
        "category": document["category"]["name"],
        "number": details.number,
        "day": day,
        "place_day": f"{details.place or '…………………'}, {day or '…………………'}",
        "draft": result.is_draft or not details.number,
        "sample": document["sample_data"],
        "date": [moment.year, moment.month, moment.day],
        "made_from": result.made_from,
        "sha256": published.sha256 if published else "",
        "verify": result.address if published else "",
    } | own


def _minutes(result: Result, paper: Paper, details: Details) -> dict[str, Any]:
    category, document = result.category, result.document
    edition = category.edition
    seats = panel_facts.seats_of(category)
    ranking = page(document, result.names)
    sections = [
        ("Benturan kepentingan", panel_facts.recusals(category), "Tidak ada."),
        ("Tidak hadir dan pengganti", panel_facts.absences(category), "Tidak ada."),
        ("Cara penilaian", _method(ranking["method"]), ""),
        ("Nilai sama dan keputusan pleno", _ties(ranking) + panel_facts.decisions(category), "Tidak ada."),
        (
            "Riwayat perubahan sebelum pengumuman",
            panel_facts.sealed_history(category, published_at(document)),
            "Belum ada kode keaslian.",
        ),
    ]
    decree = f"SK nomor {edition.sk_number}, {format_date(edition.sk_date)}" if edition.sk_number else ""
    return {
        "day_words": day_in_words(details.day) if details.day else "",
        "place": details.place,
        "decree": decree,
        "members": panel_facts.members(seats),
        "sections": [
            {"title": title, "lines": lines, "none": none, "listed": True} for title, lines, none in sections
        ],
        "rows": [
            {key: str(row[key]) for key in ("rank", "name", "total")} | {"remark": row["tie"]}
            for row in ranking["rows"]
        ],
        "others": [f"{one['name']} ({one['reason']})" for one in ranking["others"]],
        "closing": "Berita acara ini dibuat dengan sebenarnya dan ditandatangani oleh anggota Tim Sembilan.",
        "signers": [_signer(f"ttd-{seat.number}", _seat_title(seat), seat.user) for seat in seats],
    }


def _method(said: Mapping[str, Any]) -> list[str]:
    return [
        f"{said['aggregation']}.",
        f"Kuorum {said['quorum']} lembar nilai; nilai akhir dibulatkan sampai {said['places']} desimal.",
        "Penentu bila nilai sama: " + "; ".join(said["tie_steps"]) + ".",
    ]


def _ties(ranking: Mapping[str, Any]) -> list[str]:
    tied = [f"{row['name']}: {row['tie']}." for row in ranking["rows"] if row["tie"]]
    decided = [f"Urutan {' – '.join(one['order'])}. Alasan: {one['reason']}" for one in ranking["plenary"]]
    return tied + decided


def _seat_title(seat: Any) -> str:
    position = f"{seat.get_position_display()}, " if seat.is_chair or seat.is_secretary else ""
    return f"{position}{seat.element}"


def _attendance(result: Result, paper: Paper, details: Details) -> dict[str, Any]:
    seats = panel_facts.seats_of(result.category)
    return {
        "members": [
            one | _signer(f"ttd-{seat.number}", _seat_title(seat), seat.user)
            for one, seat in zip(panel_facts.members(seats), seats, strict=True)
        ],
        "presentations": panel_facts.presentations(result.category),
    }


def _recap(result: Result, paper: Paper, details: Details) -> dict[str, Any]:
    ranking = page(result.document, result.names)
    rows = [
        {
            "rank": str(row["rank"]),
            "name": row["name"],
            "remark": row["tie"],
            "groups": [group["value"] for group in row["groups"]],
            "total": row["total"],
            "ranks": row["ranks"],
        }
        for row in ranking["rows"]
    ]
    only = result.document["disclosure"] == "ranks"
    return {"groups": ranking["groups"], "rows": rows, "ranks_only": only, "signers": _leaders(result)}


def _criteria(result: Result, paper: Paper, details: Details) -> dict[str, Any]:
    document = result.document
    full = document["disclosure"] == "full"
    ranked = [row for row in document["entrants"] if row["rank"] is not None] if full else []
    lead = (
        "Anggota ditulis P1, P2, dan seterusnya seperti dalam dokumen yang diumumkan; urutannya acak."
        if full
        else "Yang diumumkan dalam kategori ini hanya peringkat; lembar nilai tidak dicantumkan."
    )
    listed = [_criterion(one, document, ranked) for one in document["criteria"]]
    return {"lead": lead, "criteria": listed, "signers": _leaders(result)}


def _criterion(one: Mapping[str, Any], document: Mapping[str, Any], ranked: list[Any]) -> dict[str, Any]:
    panel = [member["id"] for member in document["panel"]] if one["source"] == "panel" and ranked else []
    rows = []
    for entrant in sorted(ranked, key=lambda row: (row["rank"], row["code"])):
        marks = {sheet["panelist"]: sheet["scores"].get(one["code"]) for sheet in entrant["sheets"]}
        rows.append(
            {
                "name": entrant["name"],
                "marks": [wording.decimal(marks.get(member)) for member in panel],
                "score": wording.decimal(entrant["scores"].get(one["code"]), 2),
            }
        )
    return {
        "code": one["code"],
        "name": one["name"],
        "weight": wording.decimal(one["weight"]),
        "measured": wording.measured(one),
        "members": panel,
        "rows": rows,
    }


def _decree(result: Result, paper: Paper, details: Details) -> dict[str, Any]:
    places = result.document["method"]["places"]
    ranked = [
        {
            "name": one["name"],
            "award": f"Peringkat {ORDINALS[one['rank']]}",
            "remark": f"Nilai akhir {wording.decimal(one['total'], places)}",
        }
        for one in winners(result.document)
    ]
    special = [
        {"name": one["name"], "award": one["title"], "remark": one["citation"] or "–"}
        for one in result.document["special_awards"]
    ]
    return {"awards": ranked + special, "signers": [_official(details)]}


def _letter(result: Result, paper: Paper, details: Details) -> dict[str, Any]:
    document, places = result.document, result.document["method"]["places"]
    edition = document["edition"]
    return {
        "title": f"Penyampaian pemenang Paritrana Award tingkat provinsi tahun {edition['award_year']}",
        "addressee": details.addressee,
        "attached": "1 (satu) bundel",
        "rows": [
            {"rank": str(one["rank"]), "name": one["name"], "total": wording.decimal(one["total"], places)}
            for one in winners(document)
        ],
        "signers": [_official(details)],
    }


def _certificate(result: Result, paper: Paper, details: Details) -> dict[str, Any]:
    about, document, edition = paper.about or {}, result.document, result.document["edition"]
    award = about["title"] if paper.kind == Kind.SPECIAL else f"Peringkat {ORDINALS[about['rank']]}"
    general = (
        f"Paritrana Award Tahun {edition['award_year']} Tingkat Provinsi {edition['province']['name']}, kategori "
        f"{document['category']['name']}, atas pelindungan pekerja melalui jaminan sosial ketenagakerjaan."
    )
    return {
        "recipient": paper.recipient,
        "as": "sebagai penerima" if paper.kind == Kind.SPECIAL else "sebagai",
        "award": award,
        "reason": _shortened(about.get("citation") or general) if paper.kind == Kind.SPECIAL else general,
        "signers": [_official(details)],
    }


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_REASON:
        return text
    return text[:LONGEST_REASON].rpartition(" ")[0] + " …" if " " in text else text[:LONGEST_REASON] + "…"


def _leaders(result: Result) -> list[dict[str, str]]:
    """Return chair and secretary; who is not named has a line to write on."""
    seats = panel_facts.seats_of(result.category)
    leading = [seat for seat in seats if seat.is_chair or seat.is_secretary]
    return [_signer(f"ttd-{seat.number}", f"{seat.get_position_display()},", seat.user) for seat in leading]


def _signer(box: str, title: str, person: User) -> dict[str, str]:
    return {"box": box, "title": title, "name": str(person), "below": ""}


def _official(details: Details) -> dict[str, str]:
    below = f"NIP {details.signer_nip}" if details.signer_nip else ""
    title = f"{details.signer_title}," if details.signer_title else "Gubernur,"
    return {"box": "ttd", "title": title, "name": details.signer, "below": below}


WRITERS: dict[Kind, Callable[[Result, Paper, Details], dict[str, Any]]] = {
    Kind.MINUTES: _minutes,
    Kind.ATTENDANCE: _attendance,
    Kind.RECAP: _recap,
    Kind.CRITERIA: _criteria,
    Kind.DECREE: _decree,
    Kind.LETTER: _letter,
    Kind.CERTIFICATE: _certificate,
    Kind.SPECIAL: _certificate,
}
