"""The words of receipts of the first format, which stored values without labels: fixed, as they were then. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from regencies.l10n.numbers import format_exact, format_integer

BLANK = "–"

TITLES = {
    "identitas": "Identitas dinas",
    "kepesertaan": "Kepesertaan",
    "target": "Target UCJ dan pekerja rentan",
    "semesta": "Usulan semesta pekerja",
    "kelompok": "Kelompok yang didanai",
    "anggaran": "Anggaran",
    "regulasi": "Produk hukum",
    "inovasi": "Inovasi",
}
# Section → field → label, in the order they are read. What the label of the entry says already is left out.
LABELS = {
    "identitas": {
        "office_name": "Nama dinas",
        "address": "Alamat",
        "head_name": "Nama kepala dinas dengan gelar",
        "head_nip": "NIP kepala dinas",
        "contact_name": "Nama petugas penghubung",
        "contact_phone": "Nomor telepon petugas",
    },
    "kepesertaan": {
        "registered": "Peserta aktif tahun penilaian",
        "registered_previous": "Peserta aktif tahun sebelumnya",
    },
    "target": {
        "target_pct": "Target UCJ daerah (%)",
        "document": "Dokumen yang memuat target",
        "vulnerable_workers": "Jumlah pekerja rentan yang dilindungi",
    },
    "semesta": {
        "figure": "Jumlah pekerja tahun penilaian",
        "figure_previous": "Jumlah pekerja tahun sebelumnya",
        "reason": "Alasan berbeda dari angka resmi",
    },
    "kelompok": {
        "group": "Kelompok",
        "funding_source": "Sumber dana",
        "persons": "Jumlah orang",
        "months_covered": "Bulan perlindungan",
        "realised": "Realisasi iuran (Rp)",
        "villages": "Jumlah desa yang dijangkau",
        "programmes": "Program",
    },
    "anggaran": {
        "activity": "Kegiatan",
        "funding_source": "Sumber dana",
        "ceiling": "Pagu (Rp)",
        "realised": "Realisasi (Rp)",
    },
    "regulasi": {
        "title": "Tentang",
        "status": "Status",
        "still_in_force": "Masih berlaku?",
        "covers": "Materi yang diatur",
    },
    "inovasi": {
        "name": "Nama inovasi",
        "since_year": "Sejak tahun",
        "problem": "Masalah yang dijawab",
        "method": "Cara kerja",
        "result": "Hasil dalam angka",
        "funding_source": "Sumber dana",
        "continuity": "Keberlanjutan",
        "replication": "Replikasi",
    },
}
CHOICES = {
    "group": {
        "rentan_desa": "Pekerja rentan desa",
        "rentan": "Pekerja rentan lainnya",
        "sawit": "Pekerja perkebunan sawit",
        "nelayan": "Nelayan",
        "petani": "Petani",
        "non_asn": "Pegawai non-ASN",
        "aparatur_desa": "Aparatur desa",
        "rt_rw": "Ketua RT/RW",
        "lembaga_desa": "Lembaga desa",
        "keagamaan": "Pekerja keagamaan",
        "lainnya": "Kelompok lain",
    },
    "funding_source": {
        "apbd_provinsi": "APBD provinsi",
        "apbd_kabkota": "APBD kabupaten/kota",
        "apbdes": "APBDes",
        "dbh_sawit": "DBH Sawit",
        "csr": "CSR/non-anggaran",
        "mandiri": "Mandiri",
        "lainnya": "Lainnya",
    },
    "status": {"berlaku": "Berlaku", "diubah": "Diubah", "dicabut": "Dicabut", "rancangan": "Rancangan"},
}


def with_words(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of the first format as one of today's, which has the title of its section and its texts."""
    values = entry["values"]
    labels = LABELS[entry["section"]].items()
    texts = [[label, _text(name, values[name])] for name, label in labels if name in values]
    return entry | {"title": TITLES[entry["section"]], "texts": texts}


def _text(name: str, value: Any) -> str:
    if value in (None, ""):
        return BLANK
    if name in CHOICES:
        return CHOICES[name].get(value, str(value))
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if name == "target_pct":
        return format_exact(Decimal(value))
    return format_integer(value) if isinstance(value, int) and name != "since_year" else str(value)
