"""The columns datasets share, each defined once, and the codes as every program reads them: as text. Pure."""

from __future__ import annotations

from awards.open_data.dataset import Column

PREFIX = "ID-"  # without it "61.04" is read as a number and "6104" as another one

PLACE = (
    Column(
        "kode_kemendagri",
        "Kode Kemendagri",
        "string",
        "Kode daerah menurut Kementerian Dalam Negeri, diawali ID- agar dibaca sebagai teks: ID-61.04.",
    ),
    Column(
        "kode_bps",
        "Kode BPS",
        "string",
        "Kode daerah menurut Badan Pusat Statistik, diawali ID-: ID-6106. Kosong bila daerah belum memilikinya.",
    ),
    Column("daerah", "Daerah", "string", "Nama kabupaten atau kota seperti diumumkan."),
)
PROVINCE = (
    Column("kode_provinsi", "Kode provinsi", "string", "Kode provinsi, diawali ID-: ID-61."),
    Column("provinsi", "Provinsi", "string", "Nama provinsi."),
)
YEAR = Column("tahun", "Tahun", "integer", "Tahun penilaian: tahun yang diukur.")
AWARD_YEAR = Column("tahun_penghargaan", "Tahun penghargaan", "integer", "Tahun Paritrana Award.")
SAMPLE = Column("data_contoh", "Data contoh", "boolean", "Benar bila angkanya contoh, bukan hasil resmi.")
REPORT_YEAR = Column(
    "tahun_laporan",
    "Tahun laporan",
    "integer",
    "Tahun laporan yang menyatakan angka ini: laporan tahun itu, atau laporan tahun berikutnya bila tidak ada.",
)
REGION_YEAR = (*PLACE, *PROVINCE, YEAR)
LINE = Column("butir", "Butir", "integer", "Urutan butir dalam laporan daerah itu.")
SOURCE = Column("sumber_dana", "Sumber dana", "string", "Yang membayar, menurut daftar isian laporan.")
CATEGORY = (
    AWARD_YEAR,
    YEAR,
    Column("kategori", "Kode kategori", "string", "Kategori penghargaan seperti pada alamat halamannya."),
    Column("nama_kategori", "Kategori", "string", "Nama kategori penghargaan."),
    Column(
        "pengumuman", "Nomor pengumuman", "integer", "Nomor pengumuman yang berlaku: 2 bila sekali diubah."
    ),
)
CANDIDATE = (
    Column(
        "kode",
        "Kode kandidat",
        "string",
        "Kode Kemendagri daerah, kode desa, atau NIB badan usaha, diawali ID-.",
    ),
    Column("nama", "Nama kandidat", "string", "Daerah, desa, kelurahan, atau badan usaha yang dinilai."),
    *PLACE,
    *PROVINCE,
    *CATEGORY,
)


def coded(code: str | None) -> str:
    """Return a code as text that no program takes for a number; "" for none."""
    return f"{PREFIX}{code}" if code else ""
