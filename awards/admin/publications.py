"""Desk pages of what was decided and published; publications and plenary decisions are written by verbs only."""

import datetime
from itertools import takewhile
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from awards.admin.objections.decide_page import decide_page
from awards.admin.phase_admin import PhasedAdmin
from awards.choices import ObjectionStatus, Phase
from awards.editions.overview import phase_url
from awards.editions.phases import OBJECTIONS_OPEN
from awards.models import (
    Category,
    Correction,
    Edition,
    Entry,
    Objection,
    ObjectionFile,
    PlenaryDecision,
    Publication,
)
from awards.panel.locks import hold_phase
from awards.publishing.names import address_of
from regencies.admin.base import DeskAdmin, OwnProvinceFilter
from regencies.admin.desk_form import DeskForm
from regencies.models import User
from regencies.presenters.audit_log import Event, Source


@admin.register(Publication)
class PublicationAdmin(DeskAdmin):
    """Publications; read-only here."""

    province_path = "category__edition__province"
    only = {"category__edition__rehearsal": False}
    related = ("category__edition__province", "published_by")
    list_display = ("category", "number", "live", "published_at", "published_by", "reason")
    list_filter = (("category", OwnProvinceFilter), "live")
    fields = ("category", "number", "live", "published_at", "published_by", "reason", "digest", "page")
    readonly_fields = ("digest", "page")

    def get_queryset(self, request):
        return super().get_queryset(request).without_documents()

    @staticmethod
    def subject(event: Event) -> str:
        """Tell the reason of a correction that was opened from the reason that was published."""
        return "" if isinstance(event.row, Publication) else event.kind

    def history_of(self, row: Publication, user: User) -> list[Source]:
        return [row, Correction.pgh_event_model.objects.filter(publication=row)]

    @admin.display(description="Kode keaslian (SHA-256)")
    def digest(self, row: Publication) -> str:
        return format_html('<span class="hash">{}</span>', row.sha256)

    @admin.display(description="Halaman publik")
    def page(self, row: Publication) -> str:
        url = reverse("publication", args=address_of(row))
        return format_html('<a href="{}">Pengumuman nomor {}</a>', url, row.number)


@admin.register(PlenaryDecision)
class PlenaryDecisionAdmin(DeskAdmin):
    """Decisions of the plenary; read-only here."""

    province_path = "category__edition__province"
    only = {"category__edition__rehearsal": False}
    apart = "category.edition.award_year"
    related = ("category__edition", "decided_by")
    list_display = ("__str__", "category", "reason", "decided_by", "decided_at")
    fields = ("category", "order", "shared", "reason", "decided_by", "decided_at")
    in_words = {"order": "ordered"}

    def get_changelist_instance(self, request):
        listed = super().get_changelist_instance(request)
        PlenaryDecision.fetch_names(listed.result_list)
        return listed

    @admin.display(description="Urutan, terbaik lebih dahulu")
    def ordered(self, row: PlenaryDecision) -> str:
        return row.get_order_display()


class EntryField(forms.ModelChoiceField):
    """A choice of entries by name and category: one regency takes part in several."""

    def label_from_instance(self, entry: Entry) -> str:
        return f"{entry} · {entry.category}"


class AboutAnEntry(PhasedAdmin):
    """Rows about one entry, that is: about whoever takes part in a category, a candidate or not."""

    province_path = "entry__category__edition__province"
    only = {"entry__category__edition__rehearsal": False}
    edition_path = "entry.category.edition"
    apart = "entry.category.edition.award_year"
    related = ("entry__category__edition__province", "entry__regency", "entry__nominee")

    def get_readonly_fields(self, request, obj=None):
        return ("entry",) if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "entry":
            own = Edition.objects.administered_by(request.user).filter(phase__in=self.open_in)
            entries = Entry.objects.filter(category__edition__in=own)
            entries = entries.select_related("category__edition", "regency", "nominee")
            kwargs["queryset"] = entries.order_by(
                "-category__edition__award_year", "category", "regency", "nominee"
            )
            kwargs["form_class"] = EntryField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="Kategori", ordering="entry__category")
    def category(self, row: Any) -> str:
        return str(row.entry.category)


class ObjectionForm(DeskForm):
    """One objection for each letter; it is decided on a page of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "letter" in self.fields:
            self.fields["letter"].required = True

    def clean(self) -> dict[str, Any]:
        """Refuse a letter that is recorded already; two that arrive together wait for each other at the category."""
        cleaned = super().clean()
        entry, letter = cleaned.get("entry"), cleaned.get("letter")
        if entry and letter:
            hold_phase(entry.category.edition_id)
            Category.objects.select_for_update(no_key=True).get(pk=entry.category_id)
            if Objection.objects.filter(entry=entry, letter__iexact=letter).exists():
                self.add_error(
                    "letter",
                    f"Sanggahan {entry} dengan surat “{letter}” sudah tercatat. Buka yang sudah ada, atau periksa "
                    "nomor suratnya.",
                )
        return cleaned


def _accepted_at(row: Objection) -> datetime.datetime:
    """Return since when an accepted objection is accepted. One query."""
    states = Objection.pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("-pgh_id")
    last = takewhile(lambda state: state[0] == row.status, states.values_list("status", "pgh_created_at"))
    return min(at for _, at in last)


def _written_at(live: Publication) -> datetime.datetime:
    """Return when a publication was stored: its document is dated to the second only. One query."""
    made = Publication.pgh_event_model.objects.filter(pgh_obj_id=live.pk, pgh_label="insert")
    return made.values_list("pgh_created_at", flat=True).get()


@admin.register(Objection)
class ObjectionAdmin(AboutAnEntry):
    """Objections against results, and their answers."""

    form = ObjectionForm
    open_in = OBJECTIONS_OPEN
    list_display = ("__str__", "status", "category", "sent_at")
    list_filter = (("entry__category", OwnProvinceFilter), "status")
    search_fields = ("entry__regency__name", "entry__nominee__name", "letter", "about")
    BY_LETTER = ("entry", "letter", "content")
    DECIDED = ("status", "answer", "next_step")
    BY_OFFICE = ("entry", "about", "judged", "claim", "content", "files", "sent_by", "sent_at", "grant")

    def get_queryset(self, request):
        """Return what the province knows of: a draft is the office's own."""
        return super().get_queryset(request).received()

    def get_fields(self, request, obj=None):
        own = self.BY_OFFICE if obj and obj.sent_by_id else self.BY_LETTER
        return (*own, *self.DECIDED)

    def get_readonly_fields(self, request, obj=None):
        stays = self.BY_OFFICE if obj and obj.sent_by_id else super().get_readonly_fields(request, obj)
        return (*stays, *self.DECIDED)

    def may_change(self, user: User, row: Objection) -> bool:
        """Return whether a letter is corrected here; what an office sent, or was decided with a number, is not."""
        return not (row.sent_by_id or row.decided_at) and super().may_change(user, row)

    def get_urls(self):
        view = self.admin_site.admin_view(self._decide)
        return [path("<int:pk>/putusan/", view, name="awards_objection_decide"), *super().get_urls()]

    def _decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        return decide_page(request, self.admin_site, self.row_or_404(request, pk))

    @admin.display(description="Menurut dinas")
    def claim(self, row: Objection) -> str:
        return row.claimed_shown or "–"

    @admin.display(description="Angka yang dikabulkan")
    def grant(self, row: Objection) -> str:
        return row.granted_shown or "–"

    @admin.display(description="Bukti")
    def files(self, row: Objection) -> str:
        links = [(reverse("objection_file", args=[file.pk]), file.title) for file in row.files.all()]
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or "–"

    def history_of(self, row: Objection, user: User) -> list[Source]:
        return [row, ObjectionFile.pgh_event_model.objects.filter(objection=row)]

    @admin.display(description="Langkah berikutnya")
    def next_step(self, row: Objection) -> str:
        """Return what follows from the decision, with the way to it."""
        if row.pk is None:
            return "–"
        steps = [self._after_acceptance(row)] if row.status == ObjectionStatus.ACCEPTED else []
        if row.entry.category.edition.phase in OBJECTIONS_OPEN:
            words = (
                "Lihat akibatnya dan putuskan" if row.status == ObjectionStatus.RECEIVED else "Ubah putusan"
            )
            url = reverse("admin:awards_objection_decide", args=[row.pk])
            steps.append(format_html('<a href="{}">{}</a>.', url, words))
        return format_html_join(" ", "{}", [(step,) for step in steps]) or "–"

    def _after_acceptance(self, row: Objection) -> str:
        edition = row.entry.category.edition
        if edition.phase == Phase.ARCHIVED:
            return "Tahun penghargaan ini sudah diarsipkan. Hasilnya tidak diubah lagi."
        live = (
            Publication.objects.live()
            .filter(category=row.entry.category_id)
            .select_related("correction")
            .without_documents()
            .first()
        )
        if live and live.number > 1 and not live.under_correction and _accepted_at(row) < _written_at(live):
            url = reverse("publication", args=address_of(live))
            return format_html(
                'Perubahannya terbit sebagai <a href="{}">pengumuman nomor {}</a>.', url, live.number
            )
        if live is None and edition.phase not in OBJECTIONS_OPEN:
            return "Perbaiki pada tahap sekarang, lalu buka tahap berikutnya."
        if live is None and row.granted is not None:
            look = reverse("admin:awards_category_look", args=[row.entry.category_id])
            return format_html(
                'Angkanya sudah berlaku. <a href="{}">Hitung dan lihat</a>, lalu umumkan.', look
            )
        if live is None:
            back = phase_url(edition, Phase.PLENARY)
            return format_html('<a href="{}">Kembali ke tahap Pleno</a>, bila perlu sampai Penilaian.', back)
        if live.under_correction:
            year = reverse("admin:awards_edition_change", args=[edition.pk])
            return format_html('<a href="{}">Lanjutkan perubahan</a> yang sudah dibuka.', year)
        url = reverse("admin:awards_category_correct", args=[row.entry.category_id])
        return format_html('<a href="{}">Buka perubahan</a> atas pengumuman nomor {}.', url, live.number)

    def may_delete(self, user: Any, row: Any) -> bool:
        """Return False: a letter that came in stays."""
        return False
