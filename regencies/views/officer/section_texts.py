"""The texts around the entries of each section."""

from __future__ import annotations

from dataclasses import dataclass

from regencies.choices import Section


@dataclass(frozen=True, slots=True)
class Wording:
    """The lead of a section, and of a section of rows the label to add one and what stands where there is none."""

    lead: str
    add_label: str = ""
    empty_title: str = ""
    empty_text: str = ""


WORDING = {
    Section.IDENTITY: Wording("Nama dinas, kepala dinas, dan petugas yang dapat dihubungi verifikator."),
    Section.PARTICIPATION: Wording(
        "Peserta aktif pada 31 Desember tahun masing-masing, menurut BPJS Ketenagakerjaan. Persentasenya "
        "dihitung aplikasi."
    ),
    Section.TARGET: Wording(
        "Target Universal Coverage Jamsostek dalam dokumen perencanaan daerah, dan pekerja rentan yang "
        "iurannya dibayar pihak lain."
    ),
    Section.WORKFORCE: Wording(
        "Cakupan dihitung terhadap angka resmi di bawah ini. Angka lain hanya dihitung setelah disetujui "
        "verifikator, dengan alasan dan buktinya.",
        "Tambah usulan",
        "Tidak ada usulan",
        "Angka resmi provinsi yang dipakai. Bagian ini boleh dikosongkan.",
    ),
    Section.GROUPS: Wording(
        "Setiap kelompok pekerja yang iurannya dibayar pihak lain, menurut sumber dananya.",
        "Tambah kelompok",
        "Belum ada kelompok",
        "Misalnya pekerja rentan desa dari APBDes, atau pekerja sawit dari DBH Sawit.",
    ),
    Section.BUDGET: Wording(
        "Pagu dan realisasi anggaran daerah untuk jaminan sosial ketenagakerjaan.",
        "Tambah anggaran",
        "Belum ada anggaran",
        "Satu butir untuk setiap kegiatan dan sumber dana.",
    ),
    Section.REGULATIONS: Wording(
        "Produk hukum yang tercantum tahun lalu terbawa ke sini; jawab apakah masih berlaku.",
        "Tambah produk hukum",
        "Belum ada produk hukum",
        "Perda, peraturan bupati/wali kota, keputusan, surat edaran, nota kesepakatan, dan lainnya.",
    ),
    Section.INNOVATIONS: Wording(
        "Cara baru melindungi pekerja: masalahnya, cara kerjanya, dan hasilnya dalam angka.",
        "Tambah inovasi",
        "Belum ada inovasi",
        "Misalnya Satu Desa 100 Pekerja Rentan. Sertakan hasil dalam angka dan buktinya.",
    ),
}
