"""Companies: the large and medium ones, and the small and micro ones with a shorter form."""

from regencies.choices import CompanySize, FundingSource, Section, Segment, WorkerGroup
from regencies.kinds.kind import Code, Kind, Wording
from regencies.kinds.nominated import HEADCOUNT, HOMES, INNOVATIONS, STATEMENT, SUPPORTED, UNASKED

NIB = Code("NIB", 13, "Tulis Nomor Induk Berusaha dari OSS tanpa spasi, misalnya 9120001234567.")
SMALL_SECTIONS = frozenset(
    {
        Section.PROFILE,
        Section.HEADCOUNT,
        Section.PARTICIPATION,
        Section.PROGRAMMES,
        Section.INNOVATIONS,
        Section.STATEMENT,
    }
)
SMALL_WORDING = {
    Section.PROFILE: Wording("Pimpinan, alamat tempat usaha, dan orang yang dapat dihubungi."),
    Section.HEADCOUNT: HEADCOUNT,
    Section.PARTICIPATION: Wording(
        "Pekerja yang menjadi peserta aktif pada 31 Desember tahun masing-masing, menurut BPJS Ketenagakerjaan."
    ),
    Section.PROGRAMMES: Wording("Berapa pekerja yang diikutkan dalam setiap program pada 31 Desember."),
    Section.INNOVATIONS: INNOVATIONS,
    Section.STATEMENT: STATEMENT,
}

COMPANY = Kind(
    slug="badan-usaha",
    label="Badan usaha besar dan menengah",
    chief="Pimpinan",
    code=NIB,
    sizes=(CompanySize.LARGE, CompanySize.MEDIUM),
    sections=SMALL_SECTIONS | {Section.WAGES, Section.COMPLIANCE, Section.GROUPS},
    segments=(Segment.WAGE_EARNERS,),
    groups=(
        WorkerGroup.VULNERABLE,
        WorkerGroup.PALM_OIL,
        WorkerGroup.FISHERS,
        WorkerGroup.FARMERS,
        WorkerGroup.RELIGIOUS,
        WorkerGroup.OTHER,
    ),
    sources=(FundingSource.COMPANY, FundingSource.CSR, FundingSource.OTHER),
    supported=SUPPORTED | {Section.WAGES},
    left_out=frozenset({"villages"}),
    unasked=UNASKED,
    homes=HOMES,
    wording=SMALL_WORDING
    | {
        Section.WAGES: Wording(
            "Upah yang dibayar dan yang dilaporkan ke BPJS Ketenagakerjaan pada bulan Desember, dan tunggakan iuran."
        ),
        Section.COMPLIANCE: Wording("Kewajiban pemberi kerja, dijawab satu per satu."),
        Section.GROUPS: Wording(
            "Pekerja rentan di sekitar perusahaan yang iurannya dibayar perusahaan.",
            "Tambah kelompok",
            "Belum ada kelompok",
            "Misalnya petani atau nelayan di sekitar tempat usaha.",
        ),
    },
)

SMALL_BUSINESS = Kind(
    slug="usaha-kecil-mikro",
    label="Usaha kecil dan mikro",
    chief="Pemilik atau pimpinan",
    code=NIB,
    sizes=(CompanySize.SMALL, CompanySize.MICRO),
    sections=SMALL_SECTIONS,
    segments=(Segment.WAGE_EARNERS, Segment.NON_WAGE_EARNERS),
    supported=SUPPORTED,
    left_out=frozenset({"villages"}),
    unasked=UNASKED,
    homes=HOMES,
    wording=SMALL_WORDING,
)
