"""A village or urban village, nominated by the region it lies in."""

from regencies.choices import FundingSource, RegulationKind, Section, Segment, WorkerGroup
from regencies.kinds.kind import Code, Kind, Wording
from regencies.kinds.nominated import HEADCOUNT, HOMES, INNOVATIONS, STATEMENT, SUPPORTED, UNASKED

VILLAGE = Kind(
    slug="desa-kelurahan",
    label="Desa/kelurahan",
    chief="Kepala desa/lurah",
    code=Code(
        "Kode desa",
        10,
        "Tulis kode wilayah Kemendagri tanpa titik, misalnya 6102052003.",
        begins_with_region=True,
    ),
    sections=frozenset(
        {
            Section.PROFILE,
            Section.HEADCOUNT,
            Section.PARTICIPATION,
            Section.GROUPS,
            Section.BUDGET,
            Section.REGULATIONS,
            Section.INNOVATIONS,
            Section.STATEMENT,
        }
    ),
    segments=(Segment.WAGE_EARNERS, Segment.NON_WAGE_EARNERS),
    groups=(
        WorkerGroup.VILLAGE_VULNERABLE,
        WorkerGroup.PALM_OIL,
        WorkerGroup.FISHERS,
        WorkerGroup.FARMERS,
        WorkerGroup.VILLAGE_OFFICIALS,
        WorkerGroup.NEIGHBOURHOOD,
        WorkerGroup.VILLAGE_BODIES,
        WorkerGroup.RELIGIOUS,
        WorkerGroup.OTHER,
    ),
    sources=tuple(source for source in FundingSource if source is not FundingSource.COMPANY),
    regulations=(
        RegulationKind.VILLAGE,
        RegulationKind.VILLAGE_HEAD,
        RegulationKind.VILLAGE_DECREE,
        RegulationKind.AGREEMENT,
        RegulationKind.OTHER,
    ),
    supported=SUPPORTED,
    left_out=frozenset({"villages"}),
    unasked=UNASKED,
    homes=HOMES,
    wording={
        Section.PROFILE: Wording("Kepala desa atau lurah, alamat kantor, dan orang yang dapat dihubungi."),
        Section.HEADCOUNT: HEADCOUNT,
        Section.PARTICIPATION: Wording(
            "Warga desa yang menjadi peserta aktif pada 31 Desember tahun masing-masing, menurut BPJS "
            "Ketenagakerjaan."
        ),
        Section.GROUPS: Wording(
            "Pekerja rentan dan kelompok lain di desa yang iurannya dibayar pihak lain, menurut sumber dananya.",
            "Tambah kelompok",
            "Belum ada kelompok",
            "Misalnya pekerja rentan desa dari APBDes.",
        ),
        Section.BUDGET: Wording(
            "Pagu dan realisasi APBDes atau dana lain untuk jaminan sosial ketenagakerjaan.",
            "Tambah anggaran",
            "Belum ada anggaran",
            "Satu butir untuk setiap kegiatan dan sumber dana.",
        ),
        Section.REGULATIONS: Wording(
            "Peraturan desa dan keputusan tentang jaminan sosial ketenagakerjaan.",
            "Tambah produk hukum",
            "Belum ada produk hukum",
            "Peraturan desa, peraturan atau keputusan kepala desa, dan perjanjian kerja sama.",
        ),
        Section.INNOVATIONS: INNOVATIONS,
        Section.STATEMENT: STATEMENT,
    },
)
