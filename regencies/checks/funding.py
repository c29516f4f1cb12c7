"""Questions about who pays for whom: vulnerable workers, funded groups, premiums and budgets. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from regencies.checks.findings import TOLERANCE, Concern, RuleBook
from regencies.checks.snapshot import AskedFigures, GroupFigures, Snapshot
from regencies.figures import indicators
from regencies.figures.indicators import total
from regencies.l10n.numbers import format_integer, format_rupiah
from regencies.l10n.rounding import round_half_up

PREMIUM_BAND = Fraction(1, 10)

FUNDING = RuleBook("soft")


@FUNDING.rule("vulnerable_over_bpu", "Pekerja rentan melebihi peserta BPU")
def vulnerable_over_bpu(report: Snapshot) -> Iterator[Concern]:
    """More vulnerable workers declared than participants who earn no wage."""
    insured = total(s.registered for s in report.segments if s.segment == "non_wage_earners")
    declared = report.vulnerable_workers
    if declared is not None and insured is not None and declared > insured:
        message = (
            f"{format_integer(declared)} pekerja rentan yang dilindungi melebihi {format_integer(insured)} "
            "peserta Bukan Penerima Upah (BPU)."
        )
        request = "Mohon jelaskan sebabnya, misalnya perlindungannya berakhir lebih awal."
        figures = {"vulnerable_workers": declared, "registered": insured}
        yield Concern("target", message, report.target_entry, "vulnerable_workers", request, figures)


@FUNDING.rule("shares_do_not_add_up", "Kelompok tidak mencapai jumlah pekerja rentan")
def shares_do_not_add_up(report: Snapshot) -> Iterator[Concern]:
    """Funded groups that add up to fewer people than the vulnerable workers declared."""
    declared, parts = report.vulnerable_workers, [group.persons for group in report.groups]
    persons = None if None in parts else total(parts)
    if declared is not None and persons is not None and persons < declared * (1 - TOLERANCE):
        message = (
            f"Kelompok yang didanai berjumlah {format_integer(persons)} orang, kurang "
            f"{format_integer(declared - persons)} dari {format_integer(declared)} pekerja rentan."
        )
        request = "Tambahkan kelompok yang belum ditulis, atau jelaskan selisihnya."
        figures = {"vulnerable_workers": declared, "persons": persons}
        yield Concern("kelompok", message, request=request, figures=figures)


@FUNDING.rule("own_group_twice", "Kelompok lain tercantum dua kali")
def own_group_twice(report: Snapshot) -> Iterator[Concern]:
    """Groups of an own name and one source that stand in the report twice; asked at the later one."""
    first: dict[tuple[str, str], GroupFigures] = {}
    for group in report.groups:
        name = " ".join(group.own_name.casefold().split())
        if not name:
            continue
        earlier = first.setdefault((name, group.funding_source), group)
        if earlier is not group:
            message = f"Kelompok {group.label} tercantum dua kali."
            request = "Gabungkan keduanya, beri nama yang berbeda, atau jelaskan bedanya."
            figures: AskedFigures = {"name": group.own_name, "earlier": earlier.entry}
            yield Concern("kelompok", message, group.entry, "group_name", request, figures)


@FUNDING.rule("premium_outside", "Iuran di luar kisaran")
def premium_outside(report: Snapshot) -> Iterator[Concern]:
    """Groups whose premium per person and month is more than a tenth off the least BPU premium."""
    least = Fraction(report.premium)
    for group in report.groups:
        paid = indicators.premium_per_person_month(group.realised, group.persons, group.months_covered)
        if paid is None or not least or abs(paid - least) <= least * PREMIUM_BAND:
            continue
        usual = f"lazimnya sekitar {_rupiah(least)}"
        message = f"{group.label}: iuran terhitung {_rupiah(paid)} per orang per bulan; {usual}."
        request = "Periksa jumlah orang, bulan, atau realisasi."
        figures = {
            "realised": group.realised,
            "persons": group.persons,
            "months": group.months_covered,
            "premium": int(report.premium),
        }
        yield Concern("kelompok", message, group.entry, "realised", request, figures)


@FUNDING.rule("group_spending_over_budget", "Belanja kelompok melebihi realisasi anggaran")
def group_spending_over_budget(report: Snapshot) -> Iterator[Concern]:
    """Groups that spent more than their funding source's budget; asked at its first line, silent while one is blank."""
    for source in dict.fromkeys(line.funding_source for line in report.budgets):
        lines = [line for line in report.budgets if line.funding_source == source]
        realised = [line.realised for line in lines]
        budget = None if None in realised else total(realised)
        spent = total(group.realised for group in report.groups if group.funding_source == source)
        if budget is not None and spent is not None and spent > budget * (1 + TOLERANCE):
            message = (
                f"Realisasi kelompok dari {lines[0].funding_label} {format_rupiah(spent)} melebihi "
                f"realisasi anggarannya {format_rupiah(budget)}."
            )
            request = "Perbaiki salah satunya, atau jelaskan selisihnya."
            figures = {"groups": spent, "budget": budget}
            yield Concern("anggaran", message, lines[0].entry, "realised", request, figures)


def _rupiah(value: Fraction) -> str:
    return format_rupiah(int(round_half_up(value, 0)))
