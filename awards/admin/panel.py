"""Desk pages of Tim Sembilan and what it judges; sheets and withdrawals are the members' own, never changed here."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from awards.admin.phase_admin import PhasedAdmin
from awards.editions.phases import SEATS_OPEN
from awards.models import (
    Absence,
    Entry,
    NotApplicable,
    Recusal,
    Score,
    ScoreSheet,
    Seat,
    SeatCategory,
    Substitution,
)
from awards.panel.marks import note_reading
from awards.panel.permissions import can_see_scores_of_others
from config.security.lines import note
from regencies.actions.accounts import adopt_account, invite, why_not_adopted
from regencies.admin.base import DeskAdmin, OwnProvinceFilter, ReadOnlyInline, once
from regencies.admin.confirm import AsksAgain
from regencies.admin.desk_form import DeskForm
from regencies.admin.invitations import ask_to_invite, told
from regencies.choices import SecurityEvent
from regencies.l10n.numbers import format_exact
from regencies.models import Invitation, User
from regencies.presenters.audit_log import Source


class SeatForm(DeskForm):
    """A seat: somebody the province knows, or a new account made along with the seat."""

    new_email = forms.EmailField(label="atau buat akun: alamat e-mail", required=False)
    new_name = forms.CharField(label="nama lengkap dengan gelar", max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "user" in self.fields:
            self.fields["user"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        email, name = cleaned.get("new_email"), cleaned.get("new_name")
        if cleaned.get("user") and email:
            raise forms.ValidationError("Pilih akun yang ada atau buat akun baru, bukan keduanya.")
        if not cleaned.get("user") and not (email and name):
            raise forms.ValidationError("Pilih akun, atau isi alamat e-mail dan nama untuk akun baru.")
        if email and (reason := why_not_adopted(email)):
            self.add_error("new_email", reason)
        return cleaned


@admin.register(Seat)
class SeatAdmin(AsksAgain, PhasedAdmin):
    """The seats of an award year."""

    form = SeatForm
    province_path = "edition__province"
    only = {"edition__rehearsal": False}
    apart = "edition.award_year"
    edition_path = "edition"
    related = ("edition__province", "user")
    open_in = SEATS_OPEN
    list_display = ("number", "user", "element", "position", "edition")
    list_display_links = ("user",)
    list_filter = (("edition", OwnProvinceFilter),)
    search_fields = ("user__full_name", "element")
    autocomplete_fields = ("user",)
    fieldsets = (
        (None, {"fields": ("edition", "number", "element", "position", "judges")}),
        ("Anggota", {"fields": ("user", "new_email", "new_name", "invited")}),
    )
    change_form_template = "admin/awards/seat_form.html"

    def may_change(self, user: User, row: Seat) -> bool:
        """Return False for a substitute, whom the chair names."""
        return not row.is_substitute and super().may_change(user, row)

    def get_readonly_fields(self, request, obj=None):
        return ("edition", "judges", "invited") if obj else ("judges", "invited")

    def save_model(self, request: HttpRequest, obj: Seat, form: forms.ModelForm, change: bool) -> None:
        if email := form.cleaned_data.get("new_email"):
            obj.user = adopt_account(email, form.cleaned_data["new_name"])
        super().save_model(request, obj, form, change)
        if not change or "user" in form.changed_data or email:
            self.invite_member(obj, request.user)
            messages.info(request, f"Undangan dikirim ke {obj.user.email}.")

    @staticmethod
    def duty_of(seat: Seat) -> str:
        """Return what the invitation to a seat names."""
        return f"{seat.get_position_display()} Tim Sembilan, kursi {seat.number}"

    def invite_member(self, seat: Seat, by: User) -> None:
        """Send the mail that invites somebody to a seat."""
        edition = seat.edition
        year = edition.award_year
        invite(seat.user, self.duty_of(seat), province=edition.province, award_year=year, by=by)

    @admin.display(description="Kategori yang dinilai")
    def judges(self, row: Seat) -> str:
        """Return which categories a seat judges; they are chosen on the page of all nine."""
        if row.pk and row.is_substitute:
            return "Kandidat yang ditunjuk"
        return ", ".join(row.names) if row.pk and row.names else "Semua kategori"

    def history_of(self, row: Seat, user: User) -> list[Source]:
        return [row, SeatCategory.pgh_event_model.objects.filter(seat=row)]

    @admin.display(description="Undangan")
    def invited(self, row: Seat) -> str:
        """Return the state of the invitation to this seat."""
        which = (row.edition.province_id, row.edition.award_year, self.duty_of(row))
        rows = [
            one for one in row.user.invitations.all() if (one.province_id, one.award_year, one.duty) == which
        ]
        return told(rows)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        invitations = self.admin_site.get_model_admin(Invitation).get_queryset(request)
        seats = super().get_queryset(request).with_names()
        return seats.prefetch_related(Prefetch("user__invitations", invitations))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.invite)
        return [path("<int:pk>/undang/", view, name="awards_seat_invite"), *super().get_urls()]

    def invite(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Invite the member of a seat, whether or not they were before."""
        seat = self.row_or_404(request, pk)
        return ask_to_invite(
            request,
            self.admin_site,
            seat.user,
            title=f"Kirim undangan: {self.called(seat)}",
            act=lambda: self.invite_member(seat, request.user),
            back=reverse("admin:awards_seat_change", args=[pk]),
            allowed=True,
        )

    def note_written(self, row: Seat, what: str) -> None:
        about = f"Kursi {row.number} ({row.get_position_display()}), {row.edition}: {what}"
        note(SecurityEvent.PANEL_SEAT, person=row.user, province=row.edition.province_id, about=about)


@admin.register(Recusal)
class RecusalAdmin(DeskAdmin):
    """Withdrawals; read-only here."""

    province_path = "entry__category__edition__province"
    only = {"entry__category__edition__rehearsal": False}
    apart = "seat.edition.award_year"
    related = ("seat__user", "seat__edition", "entry__regency", "entry__nominee")
    list_display = ("entry", "seat", "reason", "declared_at")
    search_fields = ("entry__regency__name", "entry__nominee__name", "seat__user__full_name")
    fields = ("entry", "seat", "reason", "declared_at")


@admin.register(Absence)
class AbsenceAdmin(DeskAdmin):
    """Absences; read-only here."""

    province_path = "entry__category__edition__province"
    only = {"entry__category__edition__rehearsal": False}
    apart = "seat.edition.award_year"
    related = ("seat__user", "seat__edition", "entry__regency", "entry__nominee")
    list_display = ("entry", "seat", "reason", "recorded_at")
    search_fields = ("entry__regency__name", "entry__nominee__name", "seat__user__full_name")
    fields = ("entry", "seat", "reason", "recorded_by", "recorded_at")


@admin.register(Substitution)
class SubstitutionAdmin(DeskAdmin):
    """Who stands in for whom; read-only here."""

    province_path = "entry__category__edition__province"
    only = {"entry__category__edition__rehearsal": False}
    apart = "seat.edition.award_year"
    related = ("seat__user", "seat__edition", "replaced__user", "entry__regency", "entry__nominee")
    list_display = ("entry", "replaced", "seat", "reason", "named_at")
    search_fields = ("entry__regency__name", "entry__nominee__name", "seat__user__full_name")
    fields = ("entry", "replaced", "seat", "reason", "named_by", "named_at")


class NotApplicableInline(ReadOnlyInline):
    """The criteria that do not apply to an entry, on its page."""

    model = NotApplicable
    fields = readonly_fields = ("criterion", "reason")


@admin.register(Entry)
class EntryAdmin(DeskAdmin):
    """Entries, read-only here: they are decided on the page of candidates."""

    province_path = "category__edition__province"
    only = {"category__edition__rehearsal": False}
    apart = "category.edition.award_year"
    related = ("category__edition", "regency", "nominee", "report__regency", "report__nominee")
    list_display = ("__str__", "category", "candidate", "presentation_at", "report_version")
    list_filter = (("category", OwnProvinceFilter), "candidate")
    search_fields = ("regency__name", "nominee__name")
    fields = (
        "category",
        "regency",
        "nominee",
        "candidate",
        "reason",
        "presentation_at",
        "report",
        "report_version",
    )
    inlines = (NotApplicableInline,)


def shows_scores(user: User, sheet: ScoreSheet) -> bool:
    """Return whether the user may see the scores of a sheet."""
    return can_see_scores_of_others(user, sheet.entry)


class ScoreInline(ReadOnlyInline):
    """The scores of a sheet, on its page; shown only when every sheet of the entry is locked."""

    model = Score
    fields = readonly_fields = ("criterion", "mark", "note")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("criterion")

    def has_view_permission(self, request, obj=None):
        """Return whether the scores are shown; asked once for a sheet at hand."""
        if obj is None:
            return super().has_view_permission(request)
        return once(shows_scores, request.user, obj)

    @admin.display(description="Nilai")
    def mark(self, row: Score) -> str:
        return format_exact(row.value.normalize())


@admin.register(ScoreSheet)
class ScoreSheetAdmin(DeskAdmin):
    """Score sheets; read-only here."""

    province_path = "entry__category__edition__province"
    only = {"entry__category__edition__rehearsal": False}
    apart = "seat.edition.award_year"
    related = ("seat__user", "seat__edition", "entry__regency", "entry__nominee", "entry__category__edition")
    list_display = ("entry", "seat", "stage", "status", "locked_at")
    list_filter = ("status", "stage", ("entry__category", OwnProvinceFilter))
    search_fields = ("entry__regency__name", "entry__nominee__name", "seat__user__full_name")
    fields = ("entry", "seat", "stage", "status", "locked_at", "reopen_reason")
    inlines = (ScoreInline,)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Show the sheet; where its scores are shown the security log has a line."""
        if obj is not None and once(shows_scores, request.user, obj):
            note_reading(obj.entry.category.edition, obj.entry)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
