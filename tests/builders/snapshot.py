"""A complete report as plain values, with nothing to mend or ask, for the tests of the checks to break."""

from dataclasses import replace
from decimal import Decimal

from regencies.checks.employers import OF_THE_WHOLE, PUBLIC_WORKERS
from regencies.checks.snapshot import (
    BudgetFigures,
    EntryState,
    EvidenceFile,
    GroupFigures,
    InnovationFacts,
    OwnFacts,
    ProposalFigures,
    RegulationFacts,
    SegmentFigures,
    Snapshot,
)
from regencies.kinds.companies import COMPANY as COMPANY_KIND

IDENTITY, PU, BPU, PMI, TARGET, VILLAGES, PALM_OIL, PALM_OIL_BUDGET, VILLAGE_BUDGET, RULING = range(1, 11)
PROPOSAL, RULING_AGAIN, SCHEME, RIDERS, PUBLIC, EMPLOYERS = range(11, 17)

ENTRIES = (
    (IDENTITY, "identitas", "Identitas dinas"),
    (PU, "kepesertaan", "Penerima Upah (PU)"),
    (BPU, "kepesertaan", "Bukan Penerima Upah (BPU)"),
    (PMI, "kepesertaan", "Pekerja Migran Indonesia"),
    (TARGET, "target", "Target UCJ dan pekerja rentan"),
    (VILLAGES, "kelompok", "Pekerja rentan desa (APBDes)"),
    (PALM_OIL, "kelompok", "Pekerja perkebunan sawit (DBH Sawit)"),
    (PALM_OIL_BUDGET, "anggaran", "Iuran JKK dan JKM (DBH Sawit)"),
    (VILLAGE_BUDGET, "anggaran", "Iuran pekerja rentan (APBDes)"),
    (RULING, "regulasi", "Peraturan Bupati/Wali Kota 83/2023"),
)
LABELS = {entry: label for entry, _, label in ENTRIES}


def perbup(entry, number, year=2023, status="berlaku", still_in_force=True):
    """A regulation of the regent."""
    label = f"Peraturan Bupati/Wali Kota Nomor {number} Tahun {year}"
    return RegulationFacts(entry, label, "perkada", number, year, status, status.capitalize(), still_in_force)


def innovation(since_year):
    """An innovation that began in this year."""
    return InnovationFacts(SCHEME, "Gerakan Pekerja Terlindungi", since_year)


def proposal(now, before):
    """Another number of formal workers in both years."""
    return ProposalFigures(PROPOSAL, "formal", "Semesta pekerja formal", now, before)


def evidence(entry, sha256):
    section = next(section for number, section, _ in ENTRIES if number == entry)
    return EvidenceFile(entry, LABELS[entry], section, f"Berkas {sha256}", sha256)


# Kabupaten Ketapang 2024 as published, but for what the checks would ask: an even workforce, seven months.
KETAPANG = Snapshot(
    region="Kabupaten Ketapang",
    year=2024,
    villages=253,
    entries=tuple(
        EntryState(entry, section, label, missing=(), blank=(), evidence=1)
        for entry, section, label in ENTRIES
    ),
    segments=(
        SegmentFigures(PU, "wage_earners", LABELS[PU], 80_101, 71_405),
        SegmentFigures(BPU, "non_wage_earners", LABELS[BPU], 42_217, 29_647),
        SegmentFigures(PMI, "migrant_workers", LABELS[PMI], None, None),
    ),
    workforce={"formal": 99_827, "informal": 80_000, "construction": None},
    workforce_previous={"formal": 99_827, "informal": 80_000, "construction": None},
    registered_last_year={},
    workforce_last_year={},
    proposals=(),
    target_entry=TARGET,
    target_pct=Decimal("65.5"),
    vulnerable_workers=34_400,
    groups=(
        GroupFigures(VILLAGES, LABELS[VILLAGES], "apbdes", "APBDes", 17_400, 7, 2_175_000_000, 253),
        GroupFigures(PALM_OIL, LABELS[PALM_OIL], "dbh_sawit", "DBH Sawit", 17_000, 7, 2_125_000_000, None),
    ),
    budgets=(
        BudgetFigures(
            PALM_OIL_BUDGET, LABELS[PALM_OIL_BUDGET], "dbh_sawit", "DBH Sawit", 2_500_000_000, 2_125_000_000
        ),
        BudgetFigures(
            VILLAGE_BUDGET, LABELS[VILLAGE_BUDGET], "apbdes", "APBDes", 2_175_000_000, 2_175_000_000
        ),
    ),
    regulations=(perbup(RULING, "83"),),
    innovations=(),
    evidence=tuple(
        evidence(entry, f"{entry:064x}") for entry, section, _ in ENTRIES if section != "identitas"
    ),
    premium=Decimal(16_800),
    answers={},
)


def amend(report, entry, **changes):
    """The report with other figures in one entry, whatever its section."""
    parts = {
        name: tuple(
            replace(part, **changes) if part.entry == entry else part for part in getattr(report, name)
        )
        for name in ("segments", "groups", "budgets", "proposals")
    }
    return replace(report, **parts)


def riders(*names):
    """The report with the workers of palm oil as groups of these names, which the list does not have."""
    (palm_oil,) = (group for group in KETAPANG.groups if group.entry == PALM_OIL)
    share = {"persons": palm_oil.persons // len(names), "realised": palm_oil.realised // len(names)}
    own = tuple(
        replace(palm_oil, entry=entry, label=f"{name} (DBH Sawit)", group="lainnya", own_name=name, **share)
        for entry, name in zip((PALM_OIL, RIDERS), names, strict=True)
    )
    rest = tuple(group for group in KETAPANG.groups if group.entry != PALM_OIL)
    return replace(KETAPANG, groups=rest + own)


def with_employers(**values):
    """The report with what it says of employers, a file supporting it; what is not given is blank."""
    return _with_own(
        "pengawasan", EMPLOYERS, {*OF_THE_WHOLE, "employers", "with_prosecutor", "with_inspection"}, values
    )


def with_public_workers(rt_rw=None, **values):
    """The report with how many public workers there are, and so many heads of RT/RW protected among the villages'."""
    report = _with_own("aparatur", PUBLIC, {*PUBLIC_WORKERS}, values)
    if rt_rw is None:
        return report
    (villages,) = (group for group in report.groups if group.entry == VILLAGES)
    paid = rt_rw * 125_000
    others = replace(villages, persons=villages.persons - rt_rw, realised=villages.realised - paid)
    heads = replace(
        villages,
        entry=RIDERS,
        label="Ketua RT/RW (APBDes)",
        group="rt_rw",
        persons=rt_rw,
        realised=paid,
        villages=None,
    )
    rest = tuple(group for group in report.groups if group.entry != VILLAGES)
    return replace(report, groups=(others, *rest, heads))


def _with_own(section, entry, names, values):
    state = EntryState(entry, section, section, (), (), 1)
    texts = {name: values.pop(name, "") for name in ("cooperation", "sanctions", "source")}
    facts = OwnFacts(entry, section, dict.fromkeys(names) | values, texts)
    return replace(KETAPANG, entries=(*KETAPANG.entries, state), own={section: facts})


def proposing(evidence):
    """The report with another number of formal workers, and so many files that support it."""
    state = EntryState(PROPOSAL, "semesta", "Semesta pekerja formal", (), (), evidence)
    return replace(KETAPANG, entries=(*KETAPANG.entries, state), proposals=(proposal(99_827, 99_827),))


def amend_state(report, entry, **changes):
    """The report with another state of one entry: what is missing, how many files support it."""
    states = (replace(state, **changes) if state.entry == entry else state for state in report.entries)
    return replace(report, entries=tuple(states))


HEADCOUNT, WORKERS, PROGRAMMES, WAGES, COMPLIANCE, LETTER = range(21, 27)

# A company of which every worker takes part, with nothing to mend or ask.
COMPANY = Snapshot(
    region="PT Sawit Contoh",
    year=2025,
    villages=0,
    entries=(
        EntryState(HEADCOUNT, "tenaga-kerja", "Tenaga kerja dan target", (), (), 1, needs_evidence=True),
        EntryState(WORKERS, "kepesertaan", "Penerima Upah (PU)", (), (), 1),
        EntryState(PROGRAMMES, "program", "Program yang diikuti", (), (), 1),
        EntryState(WAGES, "upah", "Upah dan iuran", (), (), 1, needs_evidence=True),
        EntryState(COMPLIANCE, "kepatuhan", "Kepatuhan", (), (), 1),
        EntryState(LETTER, "pernyataan", "Pernyataan", (), (), 1, needs_evidence=True),
    ),
    segments=(SegmentFigures(WORKERS, "wage_earners", "Penerima Upah (PU)", 420, 400),),
    workforce={"workers": 420},
    workforce_previous={"workers": 410},
    registered_last_year={},
    workforce_last_year={},
    proposals=(ProposalFigures(HEADCOUNT, "workers", "Jumlah pekerja", 420, 410, "workers_previous"),),
    target_entry=HEADCOUNT,
    target_pct=Decimal(100),
    vulnerable_workers=None,
    groups=(),
    budgets=(),
    regulations=(),
    innovations=(),
    evidence=(),
    premium=Decimal(16_800),
    answers={},
    unasked=COMPANY_KIND.unasked,
    homes=dict(COMPANY_KIND.homes),
    sections=frozenset(COMPANY_KIND.sections),
    own={
        "tenaga-kerja": OwnFacts(
            HEADCOUNT, "Tenaga kerja dan target", {"workers": 420, "workers_previous": 410}
        ),
        "program": OwnFacts(
            PROGRAMMES, "Program yang diikuti", {"jkk": 420, "jkm": 420, "jht": 400, "jp": 0, "jkp": None}
        ),
        "upah": OwnFacts(
            WAGES,
            "Upah dan iuran",
            {"wages_paid": 1_680_000_000, "wages_reported": 1_600_000_000, "arrears": 0, "arrears_months": 0},
        ),
        "kepatuhan": OwnFacts(COMPLIANCE, "Kepatuhan", {"registers_all": True}),
    },
)


def amend_own(report, section, **values):
    """The report with other values in a section that only nominees have."""
    facts = report.own[section]
    return replace(report, own=report.own | {section: replace(facts, values=facts.values | values)})
