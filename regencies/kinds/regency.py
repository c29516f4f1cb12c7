"""A regency or city, which takes part itself."""

from regencies.choices import (
    REGENCY_KIND,
    FundingSource,
    RegulationKind,
    Section,
    Segment,
)
from regencies.kinds.kind import Kind, Wording

VILLAGE_RULES = {RegulationKind.VILLAGE, RegulationKind.VILLAGE_HEAD, RegulationKind.VILLAGE_DECREE}

REGENCY = Kind(
    slug=REGENCY_KIND,
    label="Kabupaten/kota",
    sections=frozenset(
        {
            Section.IDENTITY,
            Section.PARTICIPATION,
            Section.TARGET,
            Section.WORKFORCE,
            Section.GROUPS,
            Section.PUBLIC_WORKERS,
            Section.BUDGET,
            Section.EMPLOYERS,
            Section.REGULATIONS,
            Section.INNOVATIONS,
        }
    ),
    segments=tuple(Segment),
    sources=tuple(source for source in FundingSource if source is not FundingSource.COMPANY),
    regulations=tuple(kind for kind in RegulationKind if kind not in VILLAGE_RULES),
    wording={
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
        Section.PUBLIC_WORKERS: Wording(
            "Berapa orangnya pada 31 Desember, dilindungi atau belum. Yang dilindungi dihitung dari Kelompok yang "
            "didanai."
        ),
        Section.BUDGET: Wording(
            "Pagu dan realisasi anggaran daerah untuk jaminan sosial ketenagakerjaan.",
            "Tambah anggaran",
            "Belum ada anggaran",
            "Satu butir untuk setiap kegiatan dan sumber dana.",
        ),
        Section.EMPLOYERS: Wording(
            "Kepatuhan pemberi kerja pada 31 Desember, kerja sama untuk menegakkannya, dan sanksi sepanjang tahun "
            "penilaian. Dinilai Tim Sembilan; lampirkan buktinya."
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
    },
)
