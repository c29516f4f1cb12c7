"""Questions about regulations and innovations: years, numbers, doubles, and what contradicts itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regencies.checks.findings import Concern, RuleBook
from regencies.checks.snapshot import AskedFigures, RegulationFacts, Snapshot

REGULATIONS = RuleBook("soft")

# What has a box of its own and does not belong into the number.
WORDS = re.compile(
    r"\b(?:no|nomor|nomer|tahun|thn|perbup|perwali|perwako|perkada|perda|pergub|peraturan|keputusan|instruksi|"
    r"edaran|bupati|wali ?kota|daerah|tentang)\b\.?",
    re.IGNORECASE,
)
STATUS_MEANS = {"berlaku": True, "dicabut": False, "rancangan": False}  # "diubah" may be either


@REGULATIONS.rule("later_than_the_year", "Tahun setelah tahun penilaian")
def later_than_the_year(report: Snapshot) -> Iterator[Concern]:
    """Regulations and innovations of a year that the assessed year does not know yet."""
    request = "Perbaiki tahunnya, atau jelaskan."
    after = f"setelah tahun penilaian {report.year}"
    for rule in report.regulations:
        if rule.year > report.year:
            message = f"{rule.label}: tahunnya {after}."
            figures = {"year": rule.year, "assessed": report.year}
            yield Concern("regulasi", message, rule.entry, "year", request, figures)
    for innovation in report.innovations:
        if innovation.since_year is not None and innovation.since_year > report.year:
            message = f"Inovasi “{innovation.name}” tertulis sejak {innovation.since_year}, {after}."
            figures = {"year": innovation.since_year, "assessed": report.year}
            yield Concern("inovasi", message, innovation.entry, "since_year", request, figures)


@REGULATIONS.rule("number_is_no_number", "Nomor produk hukum tidak lazim")
def number_is_no_number(report: Snapshot) -> Iterator[Concern]:
    """Numbers that repeat kind or year in words, or have no digit."""
    for rule in report.regulations:
        if WORDS.search(rule.number) or not re.search(r"\d", rule.number):
            message = f"Nomor produk hukum tertulis “{rule.number}”."
            request = f"Tulis nomornya saja, misalnya {_number_alone(rule)}, atau jelaskan."
            figures: AskedFigures = {"number": rule.number}
            yield Concern("regulasi", message, rule.entry, "number", request, figures)


@REGULATIONS.rule("regulation_twice", "Produk hukum tercantum dua kali")
def regulation_twice(report: Snapshot) -> Iterator[Concern]:
    """Regulations of one kind and year whose numbers differ in zeros, spaces or words only; asked at the later one."""
    first: dict[tuple[str, int, str], RegulationFacts] = {}
    for rule in report.regulations:
        earlier = first.setdefault((rule.kind, rule.year, _bare_number(rule)), rule)
        if earlier is not rule:
            message = f"{rule.label} tampak sama dengan {earlier.label}."
            figures: AskedFigures = {"number": rule.number, "earlier": earlier.number, "entry": earlier.entry}
            request = "Hapus salah satunya, atau jelaskan bedanya."
            yield Concern("regulasi", message, rule.entry, "number", request, figures)


@REGULATIONS.rule("in_force_or_not", "Status dan jawaban “Masih berlaku?” bertentangan")
def in_force_or_not(report: Snapshot) -> Iterator[Concern]:
    """Revoked or draft regulations said to be in force, and those in force said not to be."""
    for rule in report.regulations:
        means = STATUS_MEANS.get(rule.status)
        if means is None or rule.still_in_force is None or means == rule.still_in_force:
            continue
        said = "Ya" if rule.still_in_force else "Tidak"
        message = f"{rule.label} berstatus {rule.status_label}, tetapi “Masih berlaku?” dijawab {said}."
        figures = {"status": rule.status, "still_in_force": said}
        request = "Perbaiki salah satunya, atau jelaskan."
        yield Concern("regulasi", message, rule.entry, "still_in_force", request, figures)


def _number_alone(rule: RegulationFacts) -> str:
    """Return the number as typed, without words and the year behind it; "33" where it has no digit."""
    text = re.sub(rf"\s{rule.year}\s*$", "", f" {WORDS.sub(' ', rule.number)}").strip(" .,:;-")
    return " ".join(text.split()) if re.search(r"\d", text) else "33"


def _bare_number(rule: RegulationFacts) -> str:
    """Return the number without words, zeros in front and a year at its end: "Perbup No. 012 Tahun 2024" is "12"."""
    parts = re.findall(r"[^\W_]+", WORDS.sub(" ", rule.number.casefold()))
    if len(parts) > 1 and parts[-1] == str(rule.year):
        parts.pop()
    return "/".join(part.lstrip("0") or "0" for part in parts)
