"""Rules on who else is protected and on employers: parts of a whole, and what is said without its words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from regencies.checks.findings import Concern, RuleBook
from regencies.checks.snapshot import OwnFacts, Snapshot
from regencies.figures.indicators import total
from regencies.l10n.numbers import format_integer

PARTS = RuleBook("hard")
EMPLOYERS = RuleBook("soft")

# Field of the section → the group whose premium is paid, and what the people are called.
PUBLIC_WORKERS = {
    "non_civil_servants": ("non_asn", "pegawai non-ASN"),
    "village_officials": ("aparatur_desa", "aparatur desa"),
    "neighbourhood_heads": ("rt_rw", "ketua RT/RW"),
    "village_bodies": ("lembaga_desa", "anggota lembaga desa"),
}
# Part → (its name, the whole it is a part of, the name of that).
OF_THE_WHOLE = {
    "employers_registered": ("yang terdaftar", "employers", "pemberi kerja di daerah"),
    "employers_noncompliant": ("yang belum patuh", "employers", "pemberi kerja di daerah"),
    "employers_sanctioned": ("yang dikenai sanksi", "employers", "pemberi kerja di daerah"),
    "services_withheld": (
        "yang tidak mendapat pelayanan publik tertentu",
        "employers_sanctioned",
        "pemberi kerja yang dikenai sanksi",
    ),
}


@PARTS.rule("employers_over_whole", "Sebagian pemberi kerja melebihi seluruhnya")
def employers_over_whole(report: Snapshot) -> Iterator[Concern]:
    """More employers registered, non-compliant or under a sanction than there are."""
    if (found := report.own.get("pengawasan")) is None:
        return
    for name, (called, whole, all_called) in OF_THE_WHOLE.items():
        part, most = _number(found, name), _number(found, whole)
        if part is not None and most is not None and part > most:
            message = (
                f"Pemberi kerja {called} tertulis {format_integer(part)}, melebihi {format_integer(most)} "
                f"{all_called}. Perbaiki salah satunya."
            )
            yield Concern("pengawasan", message, found.entry, name)


@EMPLOYERS.rule("protected_over_people", "Yang dilindungi melebihi jumlahnya")
def protected_over_people(report: Snapshot) -> Iterator[Concern]:
    """More people of a group protected than there are."""
    if (found := report.own.get("aparatur")) is None:
        return
    for name, (group, called) in PUBLIC_WORKERS.items():
        people, protected = _number(found, name), protected_of(report, group)
        if people is not None and protected is not None and protected > people:
            message = (
                f"{format_integer(protected)} {called} dilindungi menurut bagian Kelompok yang didanai, melebihi "
                f"{format_integer(people)} {called} yang ada."
            )
            request = "Perbaiki salah satunya, atau jelaskan, misalnya satu orang dibiayai dua sumber dana."
            figures = {"people": people, "protected": protected}
            yield Concern("aparatur", message, found.entry, name, request, figures)


@EMPLOYERS.rule("people_not_counted", "Jumlah seluruhnya belum diisi")
def people_not_counted(report: Snapshot) -> Iterator[Concern]:
    """People of a group protected while nobody says how many there are: their coverage has no denominator."""
    if (found := report.own.get("aparatur")) is None:
        return
    for name, (group, called) in PUBLIC_WORKERS.items():
        protected = protected_of(report, group)
        if name in found.values and _number(found, name) is None and protected:
            message = (
                f"{format_integer(protected)} {called} dilindungi, sedangkan jumlah seluruhnya belum diisi."
            )
            request = "Isi jumlahnya, atau jelaskan mengapa tidak diketahui."
            yield Concern("aparatur", message, found.entry, name, request, {"protected": protected})


@EMPLOYERS.rule("enforcement_without_words", "Kerja sama atau sanksi belum dijelaskan")
def enforcement_without_words(report: Snapshot) -> Iterator[Concern]:
    """Co-operation or sanctions that are claimed without saying which."""
    if (found := report.own.get("pengawasan")) is None:
        return
    with_whom = [
        called
        for name, called in (
            ("with_prosecutor", "kejaksaan"),
            ("with_inspection", "pengawas ketenagakerjaan"),
        )
        if found.values[name] is True
    ]
    if with_whom and not found.texts["cooperation"]:
        message = (
            f"Tertulis bekerja sama dengan {' dan '.join(with_whom)}, bentuk dan hasilnya belum ditulis."
        )
        request = "Tulis bentuk dan hasil kerja samanya, atau jelaskan."
        figures: dict[str, int | str | None] = {"with": ", ".join(with_whom)}
        yield Concern("pengawasan", message, found.entry, "cooperation", request, figures)
    sanctioned = _number(found, "employers_sanctioned")
    if sanctioned and not found.texts["sanctions"]:
        message = f"{format_integer(sanctioned)} pemberi kerja dikenai sanksi, sanksinya belum ditulis."
        request = "Tulis sanksi dan dasar hukumnya, atau jelaskan."
        yield Concern("pengawasan", message, found.entry, "sanctions", request, {"sanctioned": sanctioned})


def protected_of(report: Snapshot, group: str) -> int | None:
    """Return how many people of a group are insured with somebody else's money, whatever the source."""
    return total(one.persons for one in report.groups if one.group == group)


def _number(found: OwnFacts, name: str) -> int | None:
    value = found.values.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
