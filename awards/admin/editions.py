"""Desk page of an award year: its settings while they may change, and every verb that moves it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from awards.admin import candidate_pages, phase_pages
from awards.admin.correction_pages import pending_of
from awards.admin.forms import METHOD_FIELDS, MethodForm
from awards.admin.monitoring.letters_page import letters_page
from awards.admin.monitoring.pages import (
    monitoring_csv,
    monitoring_page,
    nominees_csv,
    nominees_page,
    remind_nominees_page,
    remind_page,
)
from awards.admin.rehearsals.pages import discard_page
from awards.admin.rehearsals.pages import start_page as rehearsal_page
from awards.admin.seat_sheet.pages import seats_load_page, seats_template
from awards.admin.seats_page import invite_page, seats_page
from awards.choices import Phase
from awards.editions.categories import kinds_left
from awards.editions.default_criteria import default_steps
from awards.editions.overview import running_edition
from awards.editions.phase_changes import why_dates_stay
from awards.editions.phases import (
    BACK,
    CANDIDATES_OPEN,
    CRITERIA_OPEN,
    FORWARD,
    MOVES_UNTIL,
    RESULTS_OPEN,
    SEATS_OPEN,
    SLOTS_OPEN,
    WINDOWS,
)
from awards.models import Edition
from awards.models.editions import by_kind
from awards.models.rules import DATES
from awards.preflight.setup import why_out_of_order
from awards.rehearsals.rehearsals import REHEARSED
from regencies.admin.base import DeskAdmin
from regencies.l10n.field_text import label
from regencies.models import User
from regencies.permissions import can_administer

PANEL_FIELDS = ("sk_number", "sk_date")


class EditionForm(MethodForm):
    """The settings of an award year; refuses dates that contradict each other."""

    criteria_of = "group__category__edition"
    WHERE = "tahun penghargaan ini"

    def _known_steps(self) -> Sequence[str]:
        """Return the steps of its criteria, before it has any those of the criteria it would start a category with."""
        return super()._known_steps() or default_steps()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, value in cleaned.items():
            setattr(self.instance, name, value)
        if disorder := why_out_of_order(self.instance):
            raise forms.ValidationError(disorder)
        return cleaned


def date_of_phase(edition: Edition) -> dict[str, str] | None:
    """Return the date its phase ends with, as field and in words; None of a phase without one."""
    name = next((name for name, last in MOVES_UNTIL.items() if last == edition.phase), None)
    return name and {"name": name, "words": label(edition, name)}


def change_page_context(edition: Edition, viewer: User) -> dict[str, Any]:
    """Return what the page of an award year shows beside its fields: its progress, and every verb open to it."""
    phase, shown_year = Phase(edition.phase), running_edition(edition)
    categories = by_kind(edition.categories.all())
    return {
        "running": shown_year,
        "categories": categories,
        "kinds_left": kinds_left(categories),
        "pending": pending_of(edition, viewer) if edition.corrected else [],
        "show_preview": phase in RESULTS_OPEN,
        "other_phases": [p for p in Phase if p in FORWARD[phase] - {shown_year.next_phase}],
        "back_phases": [p for p in Phase if p in BACK[phase]],
        "dates_open": not any(why_dates_stay(edition, name) for name in DATES),
        "extensions_open": phase in WINDOWS,
        "candidates_open": phase in CANDIDATES_OPEN,
        "slots_open": phase in SLOTS_OPEN,
        "criteria_open": phase in CRITERIA_OPEN,
        "own_date": date_of_phase(edition),
        "may_be_watched": phase != Phase.PREPARATION,
        "may_be_copied": phase != Phase.PREPARATION,
        "seats_open": phase in SEATS_OPEN,
        "may_be_rehearsed": phase in REHEARSED and not edition.rehearsed,
    }


@admin.register(Edition)
class EditionAdmin(DeskAdmin):
    """Award years of the province."""

    form = EditionForm
    related = ("province",)
    list_display = ("award_year", "assessed_year", "province", "phase")
    list_filter = ("phase",)
    search_fields = ("award_year", "province__name")
    change_form_template = "admin/awards/edition.html"
    in_words = {"tie_break": "tie_steps"}
    fieldsets = (
        (None, {"fields": ("province", "award_year", "assessed_year", "phase", "sample_data")}),
        (
            "Jadwal",
            {"fields": (*DATES, "notice")},
        ),
        ("Tim Sembilan", {"fields": PANEL_FIELDS}),
        (
            "Cara menghitung dan mengumumkan bagi kategori baru",
            {
                "fields": ("quorum", *METHOD_FIELDS),
                "description": "Kategori yang sudah ada memiliki aturannya sendiri, di halaman kategori itu.",
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_corrected().with_earlier().with_rehearsal()

    def may_add(self, user: User) -> bool:
        return True

    def may_change(self, user: User, row: Edition) -> bool:
        return row.phase in SEATS_OPEN and can_administer(user, row.province_id)

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None) -> tuple[str, ...]:
        """Return all but the decree once the dates are public; nearly none before."""
        names = [name for _, options in self.fieldsets for name in options["fields"]]
        if obj is None or obj.phase in CRITERIA_OPEN:
            return ("phase", "notice", *(["province"] if obj else []))
        return ("tie_steps", *(name for name in names if name not in PANEL_FIELDS))

    @admin.display(description="Penentu bila nilai sama")
    def tie_steps(self, row: Edition) -> str:
        return row.get_tie_break_display()

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the award year, locked while it is changed, so that no phase is opened in between."""
        row = super().get_object(request, object_id, from_field)
        if row is not None and request.method == "POST":
            Edition.objects.select_for_update(no_key=True).get(pk=row.pk)
            row = super().get_object(request, object_id, from_field)
        request.edition = row  # type: ignore[attr-defined]
        return row

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        own = request.user.administered_province_ids
        return {"province": own[0] if len(own) == 1 else None}

    def response_post_save_add(self, request: HttpRequest, obj: Edition) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:awards_edition_change", args=[obj.pk]))

    response_post_save_change = response_post_save_add

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        if obj is not None:
            posted = request.method == "POST"  # what was typed is in the row now, and not what is stored
            context |= change_page_context(
                self.get_queryset(request).get(pk=obj.pk) if posted else obj, request.user
            )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self) -> list[Any]:
        pages = {
            "tahap/<slug:phase>/": (phase_pages.advance_page, "advance"),
            "jadwal/<slug:name>/": (phase_pages.postpone_page, "postpone"),
            "perpanjangan/": (phase_pages.extension_page, "extension"),
            "kategori/": (phase_pages.category_page, "category"),
            "benturan/": (candidate_pages.conflicts_page, "conflicts"),
            "kandidat/": (candidate_pages.candidates_page, "candidates"),
            "kandidat/<int:entry>/kriteria/": (candidate_pages.not_applicable_page, "not_applicable"),
            "paparan/": (candidate_pages.slots_page, "slots"),
            "kursi/": (seats_page, "seats"),
            "kursi/calon-pengganti/": (invite_page, "invite_substitute"),
            "kursi/muat/": (seats_load_page, "seats_load"),
            "kursi/templat.xlsx": (seats_template, "seats_template"),
            "pemantauan/": (monitoring_page, "monitoring"),
            "pemantauan/csv/": (monitoring_csv, "monitoring_csv"),
            "pemantauan/ingatkan/": (remind_page, "remind"),
            "pemantauan/calon/": (nominees_page, "nominees"),
            "pemantauan/calon/csv/": (nominees_csv, "nominees_csv"),
            "pemantauan/calon/ingatkan/": (remind_nominees_page, "remind_nominees"),
            "surat/": (letters_page, "letters"),
            "mulai/": (phase_pages.start_page, "start"),
            "gladi/": (rehearsal_page, "rehearsal"),
            "gladi/buang/": (discard_page, "rehearsal_discard"),
            "tahun-lalu/": (phase_pages.differences_page, "differences"),
        }
        own = [
            path(
                f"<int:pk>/{route}",
                self.admin_site.admin_view(self._page(view)),
                name=f"awards_edition_{name}",
            )
            for route, (view, name) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def _page(self, function: Any) -> Any:
        """Return a view that calls the function with the award year, if this person sees it; else 404."""

        def view(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            return function(request, self.admin_site, self.row_or_404(request, pk), **kwargs)

        return view
