"""One form for each kind of report entry. A form cleans what was typed; regencies/checks/ judges the whole report.

Drafts save with holes: only what names a row (a group, an activity, a regulation) is required.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from regencies.actions.entry_edits import Change
from regencies.actions.errors import Stale
from regencies.choices import NO_CEILING, FundingSource, Section, WorkerGroup
from regencies.forms.fields import LongTextField, PastYearField, indonesian_formfield
from regencies.forms.version_token import VersionField, keep_untouched, seen_values, token, token_of
from regencies.l10n.numbers import format_rupiah
from regencies.models import (
    BudgetLine,
    FundedGroup,
    Identity,
    Innovation,
    ReportEntry,
    UcjTarget,
    WorkforceProposal,
    YearlyReport,
)

LONGEST_TEXT = 4000
VILLAGE_ONLY = {
    WorkerGroup.VILLAGE_VULNERABLE,
    WorkerGroup.VILLAGE_OFFICIALS,
    WorkerGroup.VILLAGE_BODIES,
    FundingSource.VILLAGE,
}


def formfield(db_field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Return an Indonesian box without `maxlength`, which would silently cut what is pasted."""
    if isinstance(db_field, models.TextField):
        kwargs |= {"max_length": LONGEST_TEXT, "form_class": LongTextField, "widget": forms.Textarea}
    field = indonesian_formfield(db_field, **kwargs)
    if field is not None:
        field.widget.attrs.pop("maxlength", None)
    return field


def box_id(entry: ReportEntry | None, name: str) -> str:
    """Return the id of a box; the boxes of rows, which stand on one page, are told apart by the key of their row."""
    is_row = entry is not None and not Section(entry.section).is_fixed
    return f"id_{entry.pk}_{name}" if entry and is_row else f"id_{name}"


class EntryForm(forms.ModelForm):
    """The values of one entry; `entry` is None for a row that is still to be added."""

    version = VersionField()

    def __init__(self, data: Any = None, *, entry: ReportEntry | None, report: YearlyReport) -> None:
        self.entry, self.report = entry, report
        self.saves_good_boxes = entry is not None  # a row is added whole
        instance = self.instance_of(entry) if entry else None
        super().__init__(data, instance=instance, auto_id=box_id(entry, "%s"))
        if entry:
            self.initial["version"] = token_of([entry])
        else:
            del self.fields["version"]
        for name, field in self.fields.items():
            field.show_hidden_initial = entry is not None and name != "version"
            field.widget.attrs.pop("maxlength", None)
            if isinstance(field.widget, forms.Select) and not isinstance(field.widget, forms.RadioSelect):
                field.choices = [(value, label if value else "Pilih") for value, label in field.choices]
        self.keep_to_kind()

    def instance_of(self, entry: ReportEntry) -> models.Model:
        """Return a copy: cleaning writes into the instance, and the page still shows what is stored."""
        stored = self.row_of(entry)
        return type(stored)(
            **{field.attname: getattr(stored, field.attname) for field in stored._meta.fields}
        )

    def row_of(self, entry: ReportEntry) -> models.Model:
        """Return the row whose fields the form has."""
        return entry.detail

    def keep_to_kind(self) -> None:
        """Take out what the kind of participant does not have, and in a city what only villages have."""
        kind, in_city = self.report.kind, self.report.nominee_id is None and not self.report.has_villages
        only_villages = getattr(self._meta.model, "VILLAGE_FIELDS", ()) if in_city else ()
        for name in kind.left_out | {*only_villages}:
            self.fields.pop(name, None)
        missing = VILLAGE_ONLY if in_city else set()
        for name, offered in kind.choices.items():
            if name in self.fields:
                kept = {"", *offered} - missing | {self.initial.get(name)}
                field = self.fields[name]
                field.choices = [(value, label) for value, label in field.choices if value in kept]

    @property
    def values(self) -> dict[str, Any]:
        """The values to store, after cleaning; a box that did not arrive leaves its value alone."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version" and (self.entry is None or name in self.data)
        }

    @property
    def change(self) -> Change:
        """The change the form asks for, after cleaning; from another entry's page its version exists nowhere."""
        version = self.cleaned_data["version"].get(self.entry.pk, -1)
        return Change(self.entry.pk, version, self.values, seen_values(self))

    def against(self, stale: Stale) -> tuple[EntryForm, str]:
        """Return the form to be posted again and its version, in knowledge of what is stored now."""
        keep_untouched(self, type(self)(entry=self.entry, report=self.report))
        return self, token(stale.versions)


class IdentityForm(EntryForm):
    """The labour office, its head and the person to call."""

    class Meta:
        model = Identity
        fields = ["office_name", "address", "head_name", "head_nip", "contact_name", "contact_phone"]
        formfield_callback = formfield
        help_texts = {
            "head_name": "Ditulis apa adanya, misalnya dr. H. Harisson, M.Kes.",
            "head_nip": "18 angka; kosongkan bila tidak ada.",
            "contact_phone": "Nomor yang dapat dihubungi verifikator.",
        }


class TargetForm(EntryForm):
    """The region's own target and its vulnerable workers."""

    class Meta:
        model = UcjTarget
        fields = ["target_pct", "vulnerable_workers", "document"]
        formfield_callback = formfield
        help_texts = {
            "target_pct": "Seperti tertulis dalam RPJMD/RKPD, misalnya 68,02.",
            "vulnerable_workers": "Pekerja yang iurannya dibayar pihak lain, dari semua sumber dana.",
            "document": "Misalnya RPJMD 2025–2029, halaman 112.",
        }


class GroupForm(EntryForm):
    """A group of workers whose premium somebody else pays."""

    class Meta:
        model = FundedGroup
        fields = [
            "group",
            "group_name",
            "funding_source",
            "persons",
            "realised",
            "months_covered",
            "villages",
            "programmes",
        ]
        formfield_callback = formfield
        help_texts = {
            "group_name": "Hanya untuk “Kelompok lain”, misalnya Pengemudi ojek.",
            "months_covered": "1 sampai 12; rata-rata bulan perlindungan satu orang dalam tahun penilaian.",
            "realised": "Boleh ditulis 4,3 miliar.",
            "villages": "Kosongkan bila kelompok ini tidak dihitung per desa.",
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a name of its own for a group that the list names."""
        given = self.cleaned_data
        group, name = given.get("group"), given.get("group_name")
        if name and group and group != WorkerGroup.OTHER:
            self.add_error(
                "group_name",
                f"Tertulis “{name}”, sedangkan kelompok yang dipilih {WorkerGroup(group).label}. "
                "Pilih Kelompok lain, atau kosongkan isian ini.",
            )
        return given


class BudgetForm(EntryForm):
    """One budgeted activity."""

    class Meta:
        model = BudgetLine
        fields = ["activity", "funding_source", "ceiling", "realised"]
        formfield_callback = formfield
        help_texts = {
            "ceiling": "Pagu setelah perubahan. Boleh ditulis 4,3 miliar. Dana CSR tidak memiliki pagu: kosongkan.",
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a ceiling for what companies pay: it stands in no budget."""
        given = self.cleaned_data
        source, ceiling = given.get("funding_source"), given.get("ceiling")
        if ceiling is not None and source in NO_CEILING:
            self.add_error(
                "ceiling",
                f"Pagu tertulis {format_rupiah(ceiling)}, sedangkan {FundingSource(source).label} tidak memiliki "
                "pagu. Kosongkan pagunya, atau pilih sumber dana lain.",
            )
        return given


class WorkforceForm(EntryForm):
    """Another denominator than the official one; its segment cannot change afterwards."""

    class Meta:
        model = WorkforceProposal
        fields = ["segment", "figure", "figure_previous", "reason"]
        formfield_callback = formfield
        help_texts = {"reason": "Sumber, tanggal, dan alasan angka ini lebih tepat. Lampirkan buktinya."}

    def __init__(self, data: Any = None, *, entry: ReportEntry | None, report: YearlyReport) -> None:
        super().__init__(data, entry=entry, report=report)
        if entry:  # another segment is another proposal
            del self.fields["segment"]


class InnovationForm(EntryForm):
    """A programme of the region."""

    class Meta:
        model = Innovation
        fields = [
            "name",
            "since_year",
            "problem",
            "method",
            "result",
            "funding_source",
            "continuity",
            "replication",
        ]
        field_classes = {"since_year": PastYearField}
        formfield_callback = formfield
        help_texts = {
            "result": "Sebutkan angkanya: berapa orang, berapa desa, dibanding kapan.",
            "continuity": "Bagaimana inovasi ini tetap berjalan tahun depan.",
            "replication": "Daerah atau lembaga lain yang sudah menirunya.",
        }
