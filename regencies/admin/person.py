"""Somebody named by address: found among the accounts of the province, or made one; and an office handed to them."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from config.security.lines import note
from regencies.actions.accounts import adopt_account, hand_over
from regencies.actions.base import province_of
from regencies.admin.confirm import confirm_verb
from regencies.admin.invitations import invite_to_offices
from regencies.choices import SecurityEvent
from regencies.forms.fields import IndonesianDateField, LineField, keep_what_is_pasted
from regencies.l10n.sentences import full_stop
from regencies.models import Membership, User
from regencies.people.accounts import Accounts
from regencies.permissions import can_administer


class PersonForm(forms.Form):
    """Who is meant, by address; a name where no account has it yet. `by` is the admin who asks."""

    email = forms.EmailField(label="alamat e-mail")
    name = LineField(label="nama lengkap dengan gelar", max_length=160, required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.found = by, None
        keep_what_is_pasted(self)

    def clean(self) -> dict[str, Any]:
        """Find the account of the address among those of the province; a new one needs a name."""
        cleaned = super().clean() or self.cleaned_data
        email, name = cleaned.get("email"), cleaned.get("name", "")
        if not email:
            return cleaned
        found = Accounts([email], self.by).find(email, name)
        self.found = found.person
        if found.wrong:
            self.add_error(found.wrong, found.why)
        return cleaned

    def person(self) -> User:
        """Return the account, after cleaning; made where there is none."""
        return self.found or adopt_account(self.cleaned_data["email"].lower(), self.cleaned_data["name"])


class HandoverForm(PersonForm):
    """Who takes over an office, and from which day on."""

    since = IndonesianDateField(label="Hari pertama bertugas", help_text="Misalnya 1 Desember 2026")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": timezone.localdate()}, **kwargs)
        self.fields["email"].label = "Alamat e-mail pengganti"
        self.fields["name"].label = "Nama lengkap dengan gelar"
        self.fields["name"].help_text = "Hanya bila penggantinya belum memiliki akun."
        self.order_fields(["email", "name", "since"])


def handover_page(request: HttpRequest, site: AdminSite, office: Membership, called: str) -> HttpResponse:
    """Hand an office over in one step, after a page that says what follows; `called` names it among others."""
    form = HandoverForm(request.POST or None, by=request.user)

    def act(since: datetime.date, **typed: str) -> None:
        made = hand_over(office, form.person(), since, by=request.user)
        for row, what in ((office, "diakhiri"), (made, "dibuat")):
            note(SecurityEvent.ROLE, person=row.user, province=province_of(row), about=f"{row} {what}")
        invite_to_offices(made.user, [made], by=request.user)
        messages.success(request, f"{full_stop(f'{made}: sekarang tugas {made.user}')} Undangannya dikirim.")

    return confirm_verb(
        request,
        site,
        allowed=can_administer(request.user, province_of(office)) and office.user_id != request.user.pk,
        title=f"Serah terima: {called}",
        label="Catat serah terima",
        back=reverse("admin:regencies_membership_changelist"),
        act=act,
        form=form,
        asks_again=True,
        consequences=[
            f"Penugasan {office.user} berakhir sehari sebelum hari pertama penggantinya.",
            "Penggantinya dikirimi undangan. Laporan, bukti, dan riwayat tetap di tempatnya.",
        ],
    )
