"""The page that reminds members of the sheets they have not locked: whom, in which words, one button."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from awards.choices import Phase
from awards.models import Edition
from awards.panel.reminders import letters, remind_members
from awards.views.chair import FORM, followed_edition
from regencies.models import User
from regencies.notices.tell import mail_text
from regencies.views.confirm import confirm_response


@FORM
def remind(request: HttpRequest, edition: int) -> HttpResponse:
    """Show who is told what; on POST tell those who were not told today."""
    found = followed_edition(request, pk=edition)
    back = reverse("chair_edition", args=[found.pk])
    return confirm_response(
        request,
        lambda: remind_members(found, by=request.user),
        template="panel/remind.html",
        shared=lambda: _shown(found, request.user),
        message=lambda told: f"{told} anggota diingatkan.",
        next_url=back,
        cancel_url=back,
        page_title="Ingatkan anggota",
        page_eyebrow=str(found),
        page_lead="Yang lembarnya belum terkunci diberi tahu lewat kotak masuk dan e-mail, sekali sehari.",
        crumbs=[(back, "Kemajuan Tim Sembilan")],
        confirm_label="Ingatkan",
    )


def _shown(edition: Edition, sender: User) -> dict[str, object]:
    """Return each letter with its mail, and why the button is closed; "" when it is not."""
    waiting = letters(edition, sender) if edition.phase == Phase.SCORING else []
    texts = [(letter, mail_text(letter.notice)) for letter in waiting if letter.notice]
    closed = "" if any(not letter.told for letter in waiting) else "Tidak ada yang perlu diingatkan sekarang."
    return {"texts": texts, "closed": closed}
