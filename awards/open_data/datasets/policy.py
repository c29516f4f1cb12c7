"""The datasets of what regions do: budgets, protected groups, regulations and innovations, as judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from awards.open_data.dataset import Column, Dataset, Row
from awards.open_data.datasets.columns import LINE, REGION_YEAR, SAMPLE, SOURCE
from awards.open_data.published import Published
from awards.open_data.reports import lines
from regencies.choices import Section

RUPIAH = {"pagu": "rupiah", "realisasi": "rupiah"}
MEASURES = {"orang": "orang", "bulan": "bulan", "realisasi": "rupiah", "desa": "desa"}
UNANSWERED = "tidak dijawab"
ANSWERS = {True: "ya", False: "tidak", None: UNANSWERED}

BUDGETS = (
    *REGION_YEAR,
    LINE,
    Column("kegiatan", "Kegiatan", "string", "Nama kegiatan yang dianggarkan."),
    SOURCE,
    Column("ukuran", "Ukuran", "string", "pagu (disediakan) atau realisasi (dibelanjakan)."),
    Column("rupiah", "Jumlah", "integer", "Jumlah uang; realisasi menurut hasil verifikasi.", "rupiah"),
    SAMPLE,
)
GROUPS = (
    *REGION_YEAR,
    LINE,
    Column("kelompok", "Kelompok pekerja", "string", "Kelompok pekerja yang iurannya dibayar pihak lain."),
    SOURCE,
    Column("ukuran", "Ukuran", "string", "orang, bulan (lama perlindungan), realisasi (iuran), atau desa."),
    Column("satuan", "Satuan", "string", "Satuan dari ukuran itu."),
    Column("nilai", "Nilai", "integer", "Nilai ukuran itu menurut hasil verifikasi."),
    SAMPLE,
)
REGULATIONS = (
    *REGION_YEAR,
    LINE,
    Column("jenis", "Jenis", "string", "Jenis produk hukum."),
    Column("produk_hukum", "Produk hukum", "string", "Jenis, nomor, dan tahun."),
    Column("tahun_produk_hukum", "Tahun produk hukum", "integer", "Tahun ditetapkan."),
    Column("tentang", "Tentang", "string", "Judul produk hukum."),
    Column(
        "khusus",
        "Khusus jaminan sosial ketenagakerjaan",
        "string",
        "ya, tidak, atau tidak dijawab (laporan sebelum pertanyaan ini ada).",
    ),
    Column("masih_berlaku", "Masih berlaku", "string", "ya, tidak, atau tidak dijawab, pada tahun laporan."),
    SAMPLE,
)
INNOVATIONS = (
    *REGION_YEAR,
    LINE,
    Column("inovasi", "Inovasi", "string", "Nama inovasi."),
    Column("sejak_tahun", "Sejak tahun", "integer", "Tahun inovasi dimulai."),
    Column("sumber_dana", "Sumber dana", "string", "Yang membayar; tidak dijawab bila tidak disebut."),
    SAMPLE,
)
KEY = ("kode_kemendagri", "tahun", "butir")


def datasets(published: Sequence[Published]) -> list[Dataset]:
    """Return what the judged reports of candidates say, where everything is disclosed."""
    return [
        Dataset(
            "anggaran",
            "Anggaran",
            "Satu data untuk setiap kegiatan dan ukuran dalam laporan kandidat yang dinilai.",
            BUDGETS,
            (*KEY, "ukuran"),
            list(_measured(published, Section.BUDGET, RUPIAH, amount="rupiah")),
        ),
        Dataset(
            "kelompok",
            "Kelompok pekerja yang dilindungi",
            "Satu data untuk setiap kelompok dan ukuran dalam laporan kandidat yang dinilai.",
            GROUPS,
            (*KEY, "ukuran"),
            list(_measured(published, Section.GROUPS, MEASURES, amount="nilai")),
        ),
        Dataset(
            "produk-hukum",
            "Produk hukum",
            "Satu data untuk setiap produk hukum dalam laporan kandidat yang dinilai.",
            REGULATIONS,
            KEY,
            list(_regulations(published)),
        ),
        Dataset(
            "inovasi",
            "Inovasi",
            "Satu data untuk setiap inovasi dalam laporan kandidat yang dinilai.",
            INNOVATIONS,
            KEY,
            list(_innovations(published)),
        ),
    ]


def _lines(
    published: Sequence[Published], section: Section
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield what every row of an entry begins with, and what the entry says; a region and year once."""
    seen: set[tuple[str, int]] = set()
    for one in published:
        entrants = {entrant["code"]: entrant for entrant in one.document["entrants"]}
        year = one.document["edition"]["assessed_year"]
        new = {code for code in entrants if (code, year) not in seen}
        for code, place, said in lines(one.reports, section):
            if code in new:
                yield one.place(entrants[code]) | one.common | {"butir": place}, said
                seen.add((code, year))


def _measured(
    published: Sequence[Published], section: Section, measures: dict[str, str], *, amount: str
) -> Iterator[Row]:
    """Yield a row for each measure an entry states: what is not stated is no row."""
    for begins, said in _lines(published, section):
        named = {name: value for name, value in said.items() if name not in measures}
        for measure, unit in measures.items():
            if said[measure] is not None:
                yield begins | named | {"ukuran": measure, "satuan": unit, amount: said[measure]}


def _regulations(published: Sequence[Published]) -> Iterator[Row]:
    for begins, said in _lines(published, Section.REGULATIONS):
        answers = {name: ANSWERS[said[name]] for name in ("khusus", "masih_berlaku")}
        yield begins | said | answers


def _innovations(published: Sequence[Published]) -> Iterator[Row]:
    """Yield every innovation; a sent report says of each since when there is one."""
    for begins, said in _lines(published, Section.INNOVATIONS):
        if said["sejak_tahun"] is not None:
            yield begins | said | {"sumber_dana": said["sumber_dana"] or UNANSWERED}
