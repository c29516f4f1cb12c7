"""The pages of a person's notices: the inbox, and what comes as mail too."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from regencies.actions.accounts import choose_mail
from regencies.choices import NoticeKind
from regencies.l10n.numbers import LONGEST_KEY, read_digits
from regencies.models import Notice
from regencies.notices.inbox import note_read, wanted_mail
from regencies.tables.notices import InboxTable
from regencies.views.confirm import confirm_response


class MailChoiceForm(forms.Form):
    """Which kinds of notices come as mail too."""

    wanted = forms.MultipleChoiceField(
        label="Kirim juga lewat e-mail",
        choices=NoticeKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Semua pemberitahuan tetap tampil di halaman Pemberitahuan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what the person was told; on POST note one as read and lead to what it is about, or note all of them."""
    if request.method == "POST":
        chosen = request.POST.get("opened", "")
        pk = read_digits(chosen, LONGEST_KEY)
        opened = note_read(request.user, pk) if pk or not chosen else None
        return redirect(opened.path if opened else "notice_inbox")
    own = Notice.objects.filter(person=request.user)
    table = InboxTable(own, request=request)
    return render(request, "notices/inbox.html", {"table": table, "unread": own.filter(read_at=None).count()})


@require_http_methods(["GET", "HEAD", "POST"])
def mail_choice(request: HttpRequest) -> HttpResponse:
    """Let the person choose which notices come as mail too."""
    posted = request.POST if request.method == "POST" else None
    back = reverse("notice_inbox")
    return confirm_response(
        request,
        lambda wanted: choose_mail(request.user, wanted, by=request.user),
        form=MailChoiceForm(posted, initial={"wanted": wanted_mail(request.user)}),
        next_url=back,
        message="Pilihan surat tersimpan.",
        page_title="Surat pemberitahuan",
        page_lead="Perihal yang dicentang dikirim juga lewat e-mail.",
        crumbs=[(back, "Pemberitahuan")],
        confirm_label="Simpan pilihan",
        cancel_url=back,
    )
