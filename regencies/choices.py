"""The closed lists of a report and of who works on it, in the words officers use."""

from django.db.models import TextChoices


class RegencyKind(TextChoices):
    """Whether a region is a regency or a city."""

    REGENCY = "kabupaten", "Kabupaten"
    CITY = "kota", "Kota"


REGENCY_KIND = "kabupaten-kota"  # the kind of a report about a region itself; the others are of its nominees


class Role(TextChoices):
    """What a membership lets somebody do, in a regency (officer, head), a province (verifier, admin) or either."""

    OFFICER = "officer", "Petugas"
    HEAD = "head", "Kepala Dinas"
    VERIFIER = "verifier", "Verifikator"
    ADMIN = "admin", "Admin provinsi"
    NOMINATOR = "nominator", "Pengusul"

    @property
    def is_office(self) -> bool:
        """Whether it is held in a region's labour office."""
        return self in {Role.OFFICER, Role.HEAD}

    @property
    def is_provincial(self) -> bool:
        """Whether it is held in the province's."""
        return self in {Role.VERIFIER, Role.ADMIN}


class WorkforceSegment(TextChoices):
    """The kinds of eligible workers that official denominators count."""

    FORMAL = "formal", "Formal"
    INFORMAL = "informal", "Informal"
    CONSTRUCTION = "construction", "Konstruksi"


class Segment(TextChoices):
    """The kinds of active participants a report counts."""

    WAGE_EARNERS = "wage_earners", "Penerima Upah (PU)"
    NON_WAGE_EARNERS = "non_wage_earners", "Bukan Penerima Upah (BPU)"
    CONSTRUCTION = "construction", "Jasa Konstruksi"
    MIGRANT_WORKERS = "migrant_workers", "Pekerja Migran Indonesia"

    @property
    def is_optional(self) -> bool:
        """Whether a report may leave the segment out."""
        return self is Segment.MIGRANT_WORKERS


class FundingSource(TextChoices):
    """Whose money pays a premium or a programme."""

    PROVINCE = "apbd_provinsi", "APBD provinsi"
    REGENCY = "apbd_kabkota", "APBD kabupaten/kota"
    VILLAGE = "apbdes", "APBDes"
    PALM_OIL = "dbh_sawit", "DBH Sawit"
    CSR = "csr", "CSR/non-anggaran"
    COMPANY = "perusahaan", "Dana perusahaan"
    SELF = "mandiri", "Mandiri"
    OTHER = "lainnya", "Lainnya"


NO_CEILING = {FundingSource.CSR, FundingSource.COMPANY}  # money of companies: no budget has a ceiling for it


class WorkerGroup(TextChoices):
    """The groups of workers whose premium somebody else pays."""

    VILLAGE_VULNERABLE = "rentan_desa", "Pekerja rentan desa"
    VULNERABLE = "rentan", "Pekerja rentan lainnya"
    PALM_OIL = "sawit", "Pekerja perkebunan sawit"
    FISHERS = "nelayan", "Nelayan"
    FARMERS = "petani", "Petani"
    NON_CIVIL_SERVANTS = "non_asn", "Pegawai non-ASN"
    VILLAGE_OFFICIALS = "aparatur_desa", "Aparatur desa"
    NEIGHBOURHOOD = "rt_rw", "Ketua RT/RW"
    VILLAGE_BODIES = "lembaga_desa", "Lembaga desa"
    RELIGIOUS = "keagamaan", "Pekerja keagamaan"
    OTHER = "lainnya", "Kelompok lain"


class RegulationKind(TextChoices):
    """Kinds of regulations, by legal strength, strongest first."""

    PERDA = "perda", "Peraturan Daerah"
    PERKADA = "perkada", "Peraturan Bupati/Wali Kota"
    DECREE = "keputusan", "Keputusan"
    INSTRUCTION = "instruksi", "Instruksi"
    CIRCULAR = "edaran", "Surat Edaran"
    VILLAGE = "perdes", "Peraturan Desa"
    VILLAGE_HEAD = "perkades", "Peraturan Kepala Desa"
    VILLAGE_DECREE = "kepdes", "Keputusan Kepala Desa/Lurah"
    MOU = "mou", "Nota Kesepakatan (MoU)"
    AGREEMENT = "pks", "Perjanjian Kerja Sama (PKS)"
    PLAN = "perencanaan", "Dokumen perencanaan (RPJMD/RKPD)"
    OTHER = "lainnya", "Lainnya"


class CompanySize(TextChoices):
    """How large a company is, by law."""

    LARGE = "besar", "Besar"
    MEDIUM = "menengah", "Menengah"
    SMALL = "kecil", "Kecil"
    MICRO = "mikro", "Mikro"


class Sector(TextChoices):
    """What a company does, by the sections of KBLI that matter here."""

    FARMING = "pertanian", "Pertanian, perkebunan, dan perikanan"
    MINING = "tambang", "Pertambangan"
    INDUSTRY = "industri", "Industri pengolahan"
    CONSTRUCTION = "konstruksi", "Konstruksi"
    TRADE = "perdagangan", "Perdagangan"
    TRANSPORT = "angkutan", "Pengangkutan dan pergudangan"
    LODGING = "akomodasi", "Akomodasi dan makan minum"
    FINANCE = "keuangan", "Keuangan dan asuransi"
    HEALTH = "kesehatan", "Kesehatan dan pendidikan"
    OTHER = "lainnya", "Jasa dan usaha lain"


class RegulationStatus(TextChoices):
    """Whether a regulation applies today."""

    IN_FORCE = "berlaku", "Berlaku"
    AMENDED = "diubah", "Diubah"
    REVOKED = "dicabut", "Dicabut"
    DRAFT = "rancangan", "Rancangan"


class Section(TextChoices):
    """The sections of reports, in the order they are filled in; the value is the last part of the address.

    Which of them a report has is said by its kind (regencies/kinds).
    """

    IDENTITY = "identitas", "Identitas dinas"
    PROFILE = "profil", "Profil"
    HEADCOUNT = "tenaga-kerja", "Tenaga kerja dan target"
    PARTICIPATION = "kepesertaan", "Kepesertaan"
    TARGET = "target", "Target UCJ dan pekerja rentan"
    WORKFORCE = "semesta", "Usulan semesta pekerja"
    PROGRAMMES = "program", "Program yang diikuti"
    WAGES = "upah", "Upah dan iuran"
    COMPLIANCE = "kepatuhan", "Kepatuhan"
    GROUPS = "kelompok", "Kelompok yang didanai"
    PUBLIC_WORKERS = "aparatur", "Non-ASN, aparatur, dan RT/RW"
    BUDGET = "anggaran", "Anggaran"
    EMPLOYERS = "pengawasan", "Kepatuhan pemberi kerja"
    REGULATIONS = "regulasi", "Produk hukum"
    INNOVATIONS = "inovasi", "Inovasi"
    STATEMENT = "pernyataan", "Pernyataan"

    @property
    def is_fixed(self) -> bool:
        """Whether its entries are there from the start: none is added or removed."""
        return self not in {
            Section.WORKFORCE,
            Section.GROUPS,
            Section.BUDGET,
            Section.REGULATIONS,
            Section.INNOVATIONS,
        }

    @property
    def is_single(self) -> bool:
        """Whether it is one entry."""
        return self.is_fixed and self is not Section.PARTICIPATION


class ReportStatus(TextChoices):
    """The states a yearly report passes through."""

    DRAFT = "draft", "Draf"
    SENT = "sent", "Dikirim"
    RETURNED = "returned", "Dikembalikan"
    VERIFIED = "verified", "Diverifikasi"
    LOCKED = "locked", "Terkunci"

    @property
    def is_editable(self) -> bool:
        """Whether the labour office may change something in it."""
        return self in {ReportStatus.DRAFT, ReportStatus.RETURNED}


class WindowState(TextChoices):
    """What a province accepts for one assessed year."""

    CLOSED = "closed", "Ditutup"
    OPEN = "open", "Pengisian dibuka"
    CORRECTIONS = "corrections", "Hanya perbaikan"


class ReviewState(TextChoices):
    """What a verifier found about one entry."""

    PENDING = "pending", "Belum diperiksa"
    APPROVED = "approved", "Sesuai"
    NEEDS_WORK = "needs_work", "Perlu perbaikan"
    WRONG = "wrong", "Tidak sesuai"

    @property
    def is_flagged(self) -> bool:
        """Whether the office has something to correct."""
        return self in {ReviewState.NEEDS_WORK, ReviewState.WRONG}


class ThreadState(TextChoices):
    """Where a thread about an entry stands."""

    OPEN = "open", "Terbuka"
    ANSWERED = "answered", "Dijawab"
    DONE = "done", "Selesai"


class SecurityEvent(TextChoices):
    """What the security log has lines about."""

    LOGIN = "login", "Masuk"
    LOGIN_FAILED = "login_failed", "Gagal masuk"
    LOCKED_OUT = "locked_out", "Terlalu sering mencoba"
    LOGOUT = "logout", "Keluar"
    SECOND_STEP = "second_step", "Verifikasi langkah dua"
    SECOND_STEP_CHANGE = "second_step_change", "Perubahan langkah dua"
    RESET = "reset", "Tautan kata sandi"
    PASSWORD = "password", "Kata sandi"
    INVITATION = "invitation", "Undangan"
    ACCOUNT = "account", "Akun"
    ROLE = "role", "Penugasan"
    PANEL_SEAT = "panel_seat", "Kursi Tim Sembilan"
    EVIDENCE = "evidence", "Bukti dukung dibuka"
    SCORES = "scores", "Nilai anggota lain dibuka"
    ACTION = "action", "Tindakan"
    REFUSED = "refused", "Permintaan ditolak"
    UNREADABLE = "unreadable", "Permintaan tidak terbaca"
    VIRUS = "virus", "Virus ditemukan"


class NoticeKind(TextChoices):
    """What people are told about a report, and members of a panel about their sheets."""

    FILLING = "filling", "Pengisian dibuka"
    SENT = "sent", "Laporan dikirim"
    WITHDRAWN = "withdrawn", "Laporan ditarik kembali"
    OPENED = "opened", "Laporan mulai diperiksa"
    RETURNED = "returned", "Laporan dikembalikan"
    VERIFIED = "verified", "Laporan terverifikasi"
    EXTENDED = "extended", "Waktu diperpanjang"
    ASKED = "asked", "Verifikator bertanya"
    REPLIED = "replied", "Pertanyaan dijawab"
    COMMENTED = "commented", "Komentar di dalam dinas"
    CLAIMED = "claimed", "Klaim saat paparan"
    DUE = "due", "Batas waktu mendekat"
    PAPER = "paper", "Lembar kertas"
    SHEETS = "sheets", "Lembar nilai belum terkunci"
    SUBSTITUTE = "substitute", "Pengganti anggota Tim Sembilan"


class MailState(TextChoices):
    """Where a message of the outbox is."""

    WAITING = "waiting", "Menunggu"
    SENT = "sent", "Terkirim"
    FAILED = "failed", "Gagal"


class InvitationState(TextChoices):
    """Where an invitation is."""

    WAITING = "waiting", "Menunggu dikirim"
    FAILED = "failed", "Gagal dikirim"
    SENT = "sent", "Terkirim"
    OPENED = "opened", "Dibuka"
    ACCEPTED = "accepted", "Diterima"
    EXPIRED = "expired", "Kedaluwarsa"
