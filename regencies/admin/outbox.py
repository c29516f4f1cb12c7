"""The outbox on the desk: what waits, was sent or failed, and why.

The text of a message, which may hold a link that opens an account, is shown to nobody.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.timezone import localtime

from regencies.actions.accounts import send_again, tied_to
from regencies.actions.errors import Refused
from regencies.admin.base import DeskAdmin
from regencies.admin.confirm import confirm_verb
from regencies.choices import MailState
from regencies.l10n.dates import format_moment
from regencies.models import OutgoingMail, User
from regencies.presenters.audit_log import Source
from regencies.presenters.mail_faults import fault_in_words, why_not_sent

NONE_FAILED = "Tidak ada surat yang gagal dikirim."


class StateFilter(admin.SimpleListFilter):
    """Waiting, sent or failed."""

    title = "keadaan"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return MailState.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.in_state(MailState(self.value())) if self.value() in MailState.values else queryset


class MadeFilter(admin.DateFieldListFilter):
    """When it was made; the library's name of the column is English."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "waktu"


@admin.register(OutgoingMail)
class OutgoingMailAdmin(DeskAdmin):
    """Messages to people of the own province; read-only but for "Kirim ulang"."""

    province_path = "to"
    change_form_template = "admin/desk/mail_form.html"
    change_list_template = "admin/desk/mail_list.html"
    list_display = ("topic", "state", "why", "recipient", "created_at")
    list_filter = (StateFilter, ("created", MadeFilter))
    search_fields = ("to", "subject")
    fields = ("topic", "recipient", "created_at", "state", "why", "next_try", "attempts")
    readonly_fields = fields

    def visible(self, queryset: QuerySet[Any], user: User) -> QuerySet[Any]:
        """Return what goes to an account tied to the own province; never to an operator."""
        queryset = queryset.with_fault().defer("message", "html_message")
        if user.is_superuser:
            return queryset
        return queryset.to_people(
            User.objects.filter(tied_to(user.administered_province_ids), is_superuser=False)
        )

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Refuse filters by what is not shown: Django takes any column, and a link in a text could be guessed."""
        shown = lookup.split("__")[0] in {"to", "subject", "created", "status", StateFilter.parameter_name}
        return shown and super().lookup_allowed(lookup, value, request)

    def history_of(self, row: Any, user: User) -> list[Source]:
        """Return nothing: the attempts stand on the page itself."""
        return []

    @admin.display(description="Kepada", ordering="to")
    def recipient(self, row: OutgoingMail) -> str:
        return ", ".join(row.recipients)

    @admin.display(description="Perihal", ordering="subject")
    def topic(self, row: OutgoingMail) -> str:
        return row.subject

    @admin.display(description="Dibuat", ordering="created")
    def created_at(self, row: OutgoingMail) -> str:
        return format_moment(localtime(row.created))

    @admin.display(description="Keadaan", ordering="status")
    def state(self, row: OutgoingMail) -> str:
        return row.state.label

    @admin.display(description="Sebab")
    def why(self, row: OutgoingMail) -> str:
        return why_not_sent(row.fault or "", row.state) or "–"

    @admin.display(description="Dicoba lagi")
    def next_try(self, row: OutgoingMail) -> str:
        waits = row.state == MailState.WAITING
        return format_moment(localtime(row.scheduled_time)) if waits and row.scheduled_time else "–"

    @admin.display(description="Percobaan")
    def attempts(self, row: OutgoingMail) -> str:
        """Return the last ten attempts, the newest first."""
        logs = row.logs.order_by("-pk")[:10]
        lines = (
            (format_moment(localtime(log.date)), fault_in_words(log.exception_type) or "Terkirim.")
            for log in logs
        )
        return format_html_join("", "<div>{}: {}</div>", lines) or "–"

    def get_urls(self) -> list[Any]:
        again = path(
            "<int:pk>/kirim-lagi/",
            self.admin_site.admin_view(self.again),
            name="regencies_outgoingmail_again",
        )
        all_again = path(
            "kirim-lagi/",
            self.admin_site.admin_view(self.all_again),
            name="regencies_outgoingmail_all_again",
        )
        return [again, all_again, *super().get_urls()]

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a message once more, after a page that says to whom."""
        mail = self.row_or_404(request, pk)

        def send() -> None:
            send_again(mail, by=request.user)
            messages.success(request, "Surat menunggu dikirim lagi.")

        return confirm_verb(
            request,
            self.admin_site,
            title=f"Kirim ulang surat nomor {mail.pk}",
            consequences=[f"“{mail.subject}” dikirim sekali lagi ke {self.recipient(mail)}."],
            label="Kirim ulang",
            back=reverse("admin:regencies_outgoingmail_change", args=[pk]),
            allowed=True,
            act=send,
        )

    def all_again(self, request: HttpRequest) -> HttpResponse:
        """Send every message that failed once more, after a page that says how many; what is not sent is named."""
        failed = list(self.get_queryset(request).in_state(MailState.FAILED))

        def send() -> None:
            if not failed:
                raise Refused(NONE_FAILED)
            kept = [line for line in (_not_sent(mail, request.user) for mail in failed) if line]
            for line in kept:
                messages.warning(request, line)
            if sent := len(failed) - len(kept):
                messages.success(request, f"{sent} surat menunggu dikirim lagi.")

        return confirm_verb(
            request,
            self.admin_site,
            title="Kirim ulang semua surat yang gagal",
            consequences=[
                f"{len(failed)} surat yang gagal dikirim sekali lagi kepada penerimanya.",
                "Surat yang tautannya tidak berlaku lagi tidak dikirim, dan disebut satu per satu.",
            ],
            label="Kirim ulang semua",
            back=reverse("admin:regencies_outgoingmail_changelist"),
            allowed=True,
            closed="" if failed else NONE_FAILED,
            act=send,
        )


def _not_sent(mail: OutgoingMail, by: User) -> str:
    """Send a message once more; return why that is refused, with its number, "" when it is not."""
    try:
        send_again(mail, by=by)
    except Refused as refusal:
        return f"Surat nomor {mail.pk}: {' '.join(map(str, refusal.reasons))}"
    return ""
