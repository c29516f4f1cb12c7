"""One form for each section that only nominees have."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from regencies.forms.entries import EntryForm, formfield
from regencies.l10n.dates import format_date
from regencies.models import Compliance, Headcount, NomineeProfile, ProgrammeParticipants, Statement, Wages

ANSWERS = [("", "Belum dijawab"), ("True", "Ya"), ("False", "Tidak")]
MEANT = {"True": True, "False": False}


def answered(db_field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Return the box of a field; of a question with yes or no the three answers, the first for not answered."""
    if not isinstance(db_field, models.BooleanField):
        return formfield(db_field, **kwargs)
    return forms.TypedChoiceField(
        label=capfirst(db_field.verbose_name),
        choices=ANSWERS,
        coerce=MEANT.get,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=kwargs.get("help_text", ""),
    )


class ProfileForm(EntryForm):
    """Who leads the nominee, where it is and whom to call."""

    class Meta:
        model = NomineeProfile
        fields = ["chief_name", "chief_title", "address", "contact_name", "contact_phone"]
        formfield_callback = formfield
        help_texts = {"contact_phone": "Nomor yang dapat dihubungi verifikator."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chief_name"].label = f"Nama {self.report.kind.chief.lower()} dengan gelar"


class HeadcountForm(EntryForm):
    """The nominee's own workforce in two years, where it comes from, and its target."""

    class Meta:
        model = Headcount
        fields = ["workers", "workers_previous", "source", "target_pct"]
        formfield_callback = formfield
        help_texts = {
            "workers": "Semua pekerja pada 31 Desember, peserta atau bukan.",
            "source": "Misalnya data kependudukan desa, daftar gaji, atau wajib lapor ketenagakerjaan.",
            "target_pct": "Bagian pekerja yang ditargetkan menjadi peserta, misalnya 100.",
        }


class ProgrammesForm(EntryForm):
    """How many workers take part in each programme."""

    class Meta:
        model = ProgrammeParticipants
        fields = ["jkk", "jkm", "jht", "jp", "jkp"]
        formfield_callback = formfield
        help_texts = {"jkp": "Tulis 0 bila program tidak diikuti."}


class WagesForm(EntryForm):
    """Wages paid and reported, and arrears of contributions."""

    class Meta:
        model = Wages
        fields = ["wages_paid", "wages_reported", "arrears", "arrears_months"]
        formfield_callback = formfield
        help_texts = {
            "wages_paid": "Jumlah upah bulan Desember tahun penilaian. Boleh ditulis 4,3 miliar.",
            "wages_reported": "Seperti dilaporkan ke BPJS Ketenagakerjaan untuk bulan yang sama.",
            "arrears": "Pada 31 Desember tahun penilaian; tulis 0 bila tidak ada.",
            "arrears_months": "Tulis 0 bila tidak ada tunggakan.",
        }


class ComplianceForm(EntryForm):
    """What the law asks of an employer."""

    class Meta:
        model = Compliance
        fields = ["registers_all", "pays_on_time", "binds_contractors", "was_sanctioned", "note"]
        formfield_callback = answered
        help_texts = {"note": "Misalnya sanksi yang diterima dan penyelesaiannya."}


class StatementForm(EntryForm):
    """Who signed the statement, and when."""

    class Meta:
        model = Statement
        fields = ["signed_by", "signed_as", "signed_on"]
        formfield_callback = formfield
        help_texts = {"signed_on": "Misalnya 12 Februari 2026."}

    def clean_signed_on(self) -> datetime.date | None:
        """Return the day; one that has not come yet is refused."""
        day: datetime.date | None = self.cleaned_data["signed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                f"Tertulis {format_date(day)}, yang belum tiba. Tulis tanggal surat pernyataan ditandatangani."
            )
        return day
