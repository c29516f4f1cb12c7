"""The closed lists of an award year, in the words of the secretariat."""

from django.db.models import TextChoices


class Phase(TextChoices):
    """The phases of an award year, in order."""

    PREPARATION = "persiapan", "Persiapan"
    FILLING = "pengisian", "Pengisian"
    VERIFICATION = "verifikasi", "Verifikasi"
    CANDIDATES = "kandidat", "Penetapan kandidat"
    SCORING = "penilaian", "Penilaian"
    PLENARY = "pleno", "Pleno"
    PROVISIONAL = "hasil_sementara", "Hasil sementara"
    OBJECTIONS = "sanggah", "Masa sanggah"
    ANNOUNCED = "diumumkan", "Pengumuman"
    ARCHIVED = "diarsipkan", "Arsip"


class Aggregate(TextChoices):
    """How the marks of several members become one score."""

    MEAN = "mean", "Rata-rata"
    TRIMMED_MEAN = "trimmed_mean", "Rata-rata terpangkas"
    MEDIAN = "median", "Median"


class Disclosure(TextChoices):
    """How much of a result is published."""

    FULL = "full", "Lengkap: angka, lembar nilai anonim, dan peringkat"
    RANKS = "ranks", "Peringkat saja"


class Source(TextChoices):
    """Whether a criterion is computed from figures or marked by the panel."""

    FIGURES = "figures", "Angka laporan"
    PANEL = "panel", "Penilaian Tim Sembilan"


class Stage(TextChoices):
    """The two stages of judging: the report itself, and the presentation with interview."""

    DESK = "desk", "Penilaian berkas"
    INTERVIEW = "interview", "Paparan dan wawancara"

    @property
    def slug(self) -> str:
        """The stage in an address: /penilaian/12/berkas/, /penilaian/12/wawancara/."""
        return {Stage.DESK: "berkas", Stage.INTERVIEW: "wawancara"}[self]


class Indicator(TextChoices):
    """The indicators a criterion can be computed from."""

    COVERAGE = "coverage", "Cakupan (UCJ)"
    COVERAGE_GROWTH = "coverage_growth_pp", "Peningkatan cakupan (poin persen)"
    TARGET_ATTAINMENT = "target_attainment", "Capaian terhadap target UCJ daerah"
    PARTICIPANT_GROWTH = "participant_growth_pct", "Pertumbuhan peserta (%)"


class Position(TextChoices):
    """What a member of the panel is in it."""

    CHAIR = "chair", "Ketua"
    SECRETARY = "secretary", "Sekretaris"
    MEMBER = "member", "Anggota"


class SheetStatus(TextChoices):
    """Whether a score sheet can still change."""

    DRAFT = "draft", "Draf"
    LOCKED = "locked", "Terkunci"


class PaperState(TextChoices):
    """How far a sheet that was filled in on paper is, from its entry by a clerk on."""

    WAITING = "waiting", "Menunggu konfirmasi"
    RETURNED = "returned", "Dikembalikan"
    CONFIRMED = "confirmed", "Dikonfirmasi"


class ResultPaperKind(TextChoices):
    """The papers made of a result: what is signed, handed over and sent on."""

    MINUTES = "minutes", "Berita acara penilaian"
    ATTENDANCE = "attendance", "Daftar hadir"
    RECAP = "recap", "Rekapitulasi nilai"
    CRITERIA = "criteria", "Lampiran nilai per kriteria"
    DECREE = "decree", "Lampiran keputusan gubernur"
    CERTIFICATE = "certificate", "Piagam penghargaan"
    SPECIAL = "special", "Piagam penghargaan khusus"
    LETTER = "letter", "Surat pengantar"

    @property
    def is_signed_by_panel(self) -> bool:
        """Whether members of the panel sign it; an official of the province signs the others."""
        return self in {self.MINUTES, self.ATTENDANCE, self.RECAP, self.CRITERIA}


class PacketState(TextChoices):
    """How far the packing of a winner's files is."""

    WAITING = "waiting", "Menunggu dikemas"
    PACKING = "packing", "Sedang dikemas"
    READY = "ready", "Siap diunduh"
    FAILED = "failed", "Gagal dikemas"


class ObjectionStatus(TextChoices):
    """How far an objection is; a draft is still with the office."""

    DRAFT = "draft", "Draf"
    RECEIVED = "received", "Belum diputus"
    ACCEPTED = "accepted", "Dikabulkan"
    REJECTED = "rejected", "Ditolak"


class PlanStatus(TextChoices):
    """How far a publication that was planned is; one that waits or is approved is open."""

    WAITING = "waiting", "Menunggu persetujuan"
    APPROVED = "approved", "Menunggu waktunya"
    DONE = "done", "Terbit"
    FAILED = "failed", "Gagal terbit"
    WITHDRAWN = "withdrawn", "Ditarik"


class PresentationState(TextChoices):
    """How far a candidate's presentation is, once it has been called."""

    RUNNING = "running", "Sedang paparan"
    PAUSED = "paused", "Dijeda"
    DONE = "done", "Selesai"
    SKIPPED = "skipped", "Dilewati"
    ABSENT = "absent", "Tidak hadir"


class Verdict(TextChoices):
    """What the verifier found about a figure said aloud at a presentation."""

    SUPPORTED = "supported", "Sesuai laporan terverifikasi"
    DIFFERS = "differs", "Berbeda dari laporan terverifikasi"
    UNKNOWN = "unknown", "Tidak dapat diperiksa"


class Conflict(TextChoices):
    """What ties a member to a candidate they do not judge."""

    EMPLOYED = "employed", "Bekerja di daerah atau badan itu"
    FAMILY = "family", "Hubungan keluarga"
    DATA_OWNER = "data_owner", "Pemilik data yang dinilai"
    OTHER = "other", "Lainnya"


class PointKind(TextChoices):
    """What a point of the plenary's list is about; a tie is decided on its own page."""

    DIFFERENCE = "difference", "Perbedaan besar antaranggota"
    FAIRNESS = "fairness", "Peringkat bergantung pada siapa yang menilai"
    SCALE = "scale", "Peringkat bergantung pada tingkat nilai anggota"
    OBJECTION = "objection", "Sanggahan belum diputus"
    CORRECTION = "correction", "Perubahan pengumuman sedang disiapkan"
