"""Invitations on the desk: their state, once more, and their link for whoever's mail does not arrive."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.security.lines import note
from regencies.actions.accounts import (
    INVITATION_LASTS,
    invitation_link,
    invite,
    invite_again,
    is_managed_by,
    read_invitation,
    running_award_year,
    until_in_words,
)
from regencies.admin.base import DeskAdmin
from regencies.admin.confirm import confirm_verb
from regencies.choices import InvitationState, SecurityEvent
from regencies.l10n.dates import format_date
from regencies.models import Invitation, Membership, Province, User

NEVER = "Belum dikirim"


def told(rows: Iterable[Invitation]) -> SafeString | str:
    """Return the state of each invitation, linked to its page."""
    return (
        format_html_join(
            "; ",
            '<a href="{}">{}</a>',
            ((reverse("admin:regencies_invitation_change", args=[row.pk]), in_words(row)) for row in rows),
        )
        or NEVER
    )


def in_words(row: Invitation) -> str:
    """Return the state of an invitation and the day it is about."""
    return f"{row.state.label} {format_date(moment_of(row).astimezone(row.province.zone).date())}"


def moment_of(row: Invitation) -> datetime.datetime:
    """Return since when an invitation is in its state."""
    since = {
        InvitationState.ACCEPTED: row.accepted_at,
        InvitationState.EXPIRED: row.until,
        InvitationState.OPENED: row.opened_at,
    }
    return since.get(row.state) or row.sent_at


def invite_to_offices(person: User, offices: Iterable[Membership], *, by: User) -> list[Invitation]:
    """Invite somebody to these offices, by one mail for each province; returns the invitations."""
    duties: dict[Province, list[str]] = {}
    for office in offices:
        duties.setdefault(office.own_province, []).append(str(office))
    return [
        invite(
            person,
            "; ".join(names)[:300],
            province=province,
            award_year=running_award_year(province.pk),
            by=by,
        )
        for province, names in duties.items()
    ]


def what_follows(person: User, former: str) -> list[str]:
    """Return what an invitation does, one sentence each; `former` names the one whose link it ends."""
    return [
        f"Surat undangan dikirim ke {person.email} dan berlaku {INVITATION_LASTS.days} hari.",
        f"Tautan dalam {former} tidak berlaku lagi.",
    ]


def ask_to_invite(
    request: HttpRequest, site: admin.AdminSite, person: User, *, act: Callable[[], object], **question: Any
) -> HttpResponse:
    """Ask before the mail that invites somebody goes; `act` sends it."""

    def send() -> None:
        act()
        note(SecurityEvent.INVITATION, person=person, about="dikirim")
        messages.success(request, f"Undangan dikirim ke {person.email}.")

    return confirm_verb(
        request,
        site,
        consequences=what_follows(person, "undangan sebelumnya untuk tugas yang sama"),
        label="Kirim undangan",
        act=send,
        **question,
    )


class StateFilter(admin.SimpleListFilter):
    """Where an invitation is; "open": whatever was not accepted and still can be."""

    title = "keadaan"
    parameter_name = "state"
    OPEN = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(self.OPEN, "Belum diterima"), *InvitationState.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        if chosen == self.OPEN:
            return queryset.filter(accepted_at=None, until__gte=timezone.now())
        return queryset.in_state(InvitationState(chosen)) if chosen in InvitationState.values else queryset


@admin.register(Invitation)
class InvitationAdmin(DeskAdmin):
    """Invitations of the own province; sent again, never typed."""

    related = ("user", "province", "invited_by", "mail")
    change_form_template = "admin/desk/invitation_form.html"
    change_list_template = "admin/desk/invitation_list.html"
    list_display = ("user", "duty", "award_year", "state", "since", "until", "ways")
    list_filter = (StateFilter, "award_year")
    search_fields = ("user__full_name", "user__email", "duty")
    fields = (
        "user",
        "duty",
        "award_year",
        "invited_by",
        "state",
        "number",
        "sent_at",
        "until",
        "opened_at",
        "accepted_at",
    )
    readonly_fields = ("state",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("mail__message", "mail__html_message")

    @admin.display(description="Keadaan", ordering=F("accepted_at"))
    def state(self, row: Invitation) -> str:
        return row.state.label

    @admin.display(description="Sejak", ordering="sent_at")
    def since(self, row: Invitation) -> str:
        return format_date(moment_of(row).astimezone(row.province.zone).date())

    @admin.display(description="Tindakan")
    def ways(self, row: Invitation) -> str:
        """Return what can be done with an invitation nobody has accepted."""
        if row.accepted_at:
            return "–"
        pages = {"again": "Kirim ulang", "link": "Tampilkan tautan"}
        if row.state == InvitationState.EXPIRED:
            del pages["link"]
        return format_html_join(
            " · ",
            '<a href="{}" data-way="{}">{}<span class="visually-hidden"> undangan {}</span></a>',
            (
                (reverse(f"admin:regencies_invitation_{name}", args=[row.pk]), name, words, row.user)
                for name, words in pages.items()
            ),
        )

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/kirim-ulang/", view(self.again), name="regencies_invitation_again"),
            path(
                "<int:pk>/tautan/",
                view(never_cache(require_safe(self.link))),
                name="regencies_invitation_link",
            ),
        ]
        return [*own, *super().get_urls()]

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send an invitation once more, after a page that says what becomes of the former one."""
        row = self.row_or_404(request, pk)

        def send() -> None:
            sent = invite_again(row, by=request.user)
            messages.success(
                request, f"Undangan dikirim ke {row.user.email}, berlaku sampai {until_in_words(sent)}."
            )

        return confirm_verb(
            request,
            self.admin_site,
            title=f"Kirim ulang undangan nomor {row.pk}: {row.user}",
            consequences=what_follows(row.user, "undangan sebelumnya"),
            label="Kirim ulang undangan",
            back=reverse("admin:regencies_invitation_change", args=[pk]),
            allowed=True,
            act=send,
        )

    def link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the link of an open invitation, to be handed over another way; the security log says who read it.

        It lets somebody without a password set one: only for accounts this admin manages.
        """
        row = self.row_or_404(request, pk)
        address = invitation_link(row)
        _, problem = read_invitation(address.rstrip("/").rpartition("/")[2])
        if problem or not is_managed_by(row.user, request.user):
            raise PermissionDenied(
                "Tautan ini tidak berlaku lagi. Kirim ulang undangannya."
                if problem
                else "Akun ini juga bertugas di provinsi lain; tautannya hanya dikirim melalui surat."
            )
        note(SecurityEvent.INVITATION, person=row.user, province=row.province_id, about="tautan ditampilkan")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Tautan undangan nomor {row.pk}: {row.user}",
            "row": row,
            "link": address,
            "until": until_in_words(row),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/desk/invitation_link.html", context)
