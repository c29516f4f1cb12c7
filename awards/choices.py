"""The closed lists of an award year, in the words of the secretariat."""

from django.db.models import TextChoices


class Phase(TextChoices):
    PREPARATION = "persiapan", "Persiapan"
    FILLING = "pengisian", "Pengisian"
    VERIFICATION = "verifikasi", "Verifikasi"
    CANDIDATES = "kandidat", "Penetapan kandidat"
    SCORING = "penilaian", "Penilaian"
    PLENARY = "pleno", "Pleno"
    PROVISIONAL = "hasil_sementara", "Hasil sementara"
    OBJECTIONS = "sanggah", "Masa sanggah"
    ANNOUNCED = "diumumkan", "Diumumkan"
    ARCHIVED = "diarsipkan", "Diarsipkan"


class Aggregate(TextChoices):
    MEAN = "mean", "Rata-rata"
    TRIMMED_MEAN = "trimmed_mean", "Rata-rata terpangkas"
    MEDIAN = "median", "Median"


class Disclosure(TextChoices):
    FULL = "full", "Lengkap: angka, lembar nilai anonim, dan peringkat"
    RANKS = "ranks", "Peringkat saja"


class Source(TextChoices):
    FIGURES = "figures", "Angka laporan"
    PANEL = "panel", "Penilaian Tim Sembilan"


class Stage(TextChoices):
    DESK = "desk", "Penilaian berkas"
    INTERVIEW = "interview", "Paparan dan wawancara"

    @property
    def slug(self) -> str:
        """The stage in an address: /penilaian/12/berkas/, /penilaian/12/wawancara/."""
        return {Stage.DESK: "berkas", Stage.INTERVIEW: "wawancara"}[self]


class Indicator(TextChoices):
    COVERAGE = "coverage", "Cakupan (UCJ)"
    COVERAGE_GROWTH = "coverage_growth_pp", "Peningkatan cakupan (poin persen)"
    TARGET_ATTAINMENT = "target_attainment", "Capaian terhadap target UCJ daerah"
    PARTICIPANT_GROWTH = "participant_growth_pct", "Pertumbuhan peserta (%)"


class Position(TextChoices):
    CHAIR = "chair", "Ketua"
    SECRETARY = "secretary", "Sekretaris"
    MEMBER = "member", "Anggota"


class SheetStatus(TextChoices):
    DRAFT = "draft", "Draf"
    LOCKED = "locked", "Terkunci"


class ObjectionStatus(TextChoices):
    RECEIVED = "received", "Diterima"
    ACCEPTED = "accepted", "Dikabulkan"
    REJECTED = "rejected", "Ditolak"
