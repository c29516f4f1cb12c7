"""What belongs to a report entry: files that support it, explanations of the officer, the verifier's finding."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MinValueValidator
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from config.postgres.compiled import compiled
from regencies.choices import ReviewState
from regencies.l10n.field_text import figure_text, label
from regencies.l10n.ranges import LONGEST
from regencies.models.kept_file import KeptFile, WithHeld
from regencies.models.people import User
from regencies.models.reports import REPORT, REPORT_OF_ENTRY, ReportEntry, YearlyReport, frozen_when_locked
from regencies.models.sections import DETAIL_MODELS


def evidence_path(evidence: "Evidence", filename: str) -> str:
    """Return a path nobody can guess and no upload can choose; the name people see is a column."""
    report = evidence.entry.report
    return f"evidence/{report.year}/{report.regency.kemendagri_code}/{uuid.uuid4().hex}"


@pghistory.track()
class Evidence(KeptFile):
    """A file that supports a report entry; where it supports several, each has its row of one stored file."""

    entry = models.ForeignKey(ReportEntry, on_delete=models.CASCADE, related_name="evidence")
    page = models.CharField("halaman", max_length=LONGEST, blank=True, default="")  # "3–5, 12"
    file = models.FileField("berkas", upload_to=evidence_path, max_length=200)

    objects = WithHeld["Evidence"]()

    class Meta:
        ordering = ["pk"]
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "sha256"],
                name="evidence_once_per_entry",
                violation_error_message="Berkas yang sama sudah ada pada butir ini.",
            )
        ]
        triggers = [
            frozen_when_locked(REPORT_OF_ENTRY),
            pgtrigger.ReadOnly(name="evidence_stays_the_file_it_is", exclude=["title", "page"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def province_id(self) -> int:
        return self.entry.report.regency.province_id

    @property
    def owner(self) -> str:
        return f"laporan {self.entry.report}"

    @property
    def place(self) -> str:
        return f"butir “{self.entry.detail}”"


FILE_FIELDS = {field.attname: field for field in Evidence._meta.concrete_fields}


def with_files(reports: models.QuerySet[YearlyReport]) -> models.QuerySet[YearlyReport]:
    """Fetch reports with the files of all their entries, in the same query, as `file_rows`."""
    said = JSONObject(**{name: name for name in FILE_FIELDS}, held="held")
    files = Evidence.objects.filter(entry__report=OuterRef("pk")).order_by("pk")
    return reports.annotate(file_rows=ArraySubquery(files.values(said=said)))


def files_of(reports: Sequence[YearlyReport]) -> list[Evidence]:
    """Return the files of reports, first those of what was filled in first. One query, none of reports `with_files`."""
    known = [getattr(report, "file_rows", None) for report in reports]
    if None in known:
        return _files([report.pk for report in reports])
    return [_file(said) for rows in known for said in rows or ()]


def _file(said: Mapping[str, Any]) -> Evidence:
    values = [field.to_python(said[name]) for name, field in FILE_FIELDS.items()]
    file = Evidence.from_db(DEFAULT_DB_ALIAS, list(FILE_FIELDS), values)
    file.held = said["held"]
    return file


@compiled
def _files(reports: list[int]) -> models.QuerySet[Evidence]:
    return Evidence.objects.filter(entry__report__in=reports).order_by("pk")


@compiled
def files_at(entry: int) -> models.QuerySet[Evidence]:
    """Return the files of one entry. One query."""
    return Evidence.objects.filter(entry=entry)


@pghistory.track()
class Explanation(models.Model):
    """The officer's answer to one question of the checks, as it was asked and about the figures it then had.

    Who shows answers takes them from `checks.registry.run_checks`: only those to the figures of today.
    """

    report = models.ForeignKey(YearlyReport, on_delete=models.CASCADE, related_name="explanations")
    rule = models.CharField("aturan", max_length=40)
    entry = models.ForeignKey(
        ReportEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="explanations"
    )
    asked = models.TextField("yang ditanyakan", blank=True, default="")
    figures = models.JSONField("angka yang ditanyakan", null=True)
    answer = models.TextField("penjelasan")
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField("dijawab pada", auto_now=True)

    class Meta:
        ordering = ["rule", "entry"]
        verbose_name = "penjelasan"
        verbose_name_plural = "penjelasan"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "rule", "entry"], name="explanation_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=~Q(answer=""), name="explanation_not_empty"),
        ]
        triggers = [frozen_when_locked(REPORT)]

    def __str__(self) -> str:
        return self.rule


def explanations_of(report: YearlyReport) -> list[Explanation]:
    """Return the answers of a report; no query where they were fetched with it."""
    fetched = getattr(report, "_prefetched_objects_cache", {}).get("explanations")
    return _explanations(report.pk) if fetched is None else list(fetched)


@compiled
def _explanations(report: int) -> models.QuerySet[Explanation]:
    return Explanation.objects.filter(report=report)


@pghistory.track()
class Review(models.Model):
    """What the verifier found about one entry; `figures/verified.py` says which figure each verified value replaces."""

    entry = models.OneToOneField(ReportEntry, on_delete=models.CASCADE, related_name="review")
    state = models.CharField("hasil", max_length=10, choices=ReviewState, default=ReviewState.PENDING)
    note = models.TextField("catatan", blank=True)
    verified_value = models.PositiveIntegerField("angka hasil verifikasi", null=True, blank=True)
    verified_previous = models.PositiveIntegerField(
        "angka tahun sebelumnya hasil verifikasi", null=True, blank=True
    )
    verified_percent = models.DecimalField(
        "target hasil verifikasi (%)",
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    verified_months = models.PositiveSmallIntegerField("bulan hasil verifikasi", null=True, blank=True)
    verified_rupiah = models.PositiveBigIntegerField("realisasi hasil verifikasi (Rp)", null=True, blank=True)
    agreed = models.JSONField("jawaban lain hasil verifikasi", default=dict, blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField("diperiksa pada", auto_now=True)

    class Meta:
        ordering = ["entry"]
        verbose_name = "verifikasi butir"
        verbose_name_plural = "verifikasi butir"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[ReviewState.PENDING, ReviewState.APPROVED]) | ~Q(note=""),
                name="review_flag_has_note",
            ),
            models.CheckConstraint(
                condition=Q(verified_months=None) | Q(verified_months__range=(1, 12)),
                name="review_months_in_year",
            ),
            models.CheckConstraint(
                condition=Q(verified_percent=None) | Q(verified_percent__gte=0),
                name="review_target_not_negative",
            ),
        ]
        triggers = [frozen_when_locked(REPORT_OF_ENTRY)]

    def __str__(self) -> str:
        return self.get_state_display()

    def get_agreed_display(self) -> str:
        """Return what was agreed by the name of the answer, in words: "peserta JKK: 120; tunggakan iuran (Rp): 0"."""
        rows = [
            (next(m for m in DETAIL_MODELS.values() if hasattr(m, name)), name, value)
            for name, value in self.agreed.items()
        ]
        return "; ".join(
            f"{label(model, name)}: {figure_text(model(), name, value)}" for model, name, value in rows
        )
