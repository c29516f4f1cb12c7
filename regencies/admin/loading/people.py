"""Desk pages of people by file: the sheet to fill in, what a filled one would do, and storing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from config.accounts.asked_again import ask_again
from config.security.lines import note
from regencies.actions.base import province_of
from regencies.admin.confirm import load_file, sheet_response, show_sheet
from regencies.admin.invitations import invite_to_offices
from regencies.admin.loading.provinces import asked_province
from regencies.choices import SecurityEvent
from regencies.models import Membership, User
from regencies.people.import_sheet import PeopleProposal, propose_people, store_people
from regencies.people.preview import read_signed, sign
from regencies.people.template import people_sheet
from regencies.tables.people import OfficeRowsTable

LIST = "admin:regencies_user_changelist"


def people_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for a file of people, show what it makes and finds, and store it all by one button."""
    province = asked_province(request)
    if asking := ask_again(request, keep=False):  # a file is chosen again
        return asking

    def look(upload: Any) -> HttpResponse:
        return _preview(request, site, propose_people(upload, province, request.user))

    def store(shown: str) -> None:
        given = store_people(province, read_signed(shown, province, request.user), by=request.user)
        invited = _invite(given, request.user)
        told = f"{len(given)} penugasan tersimpan; {invited} orang diundang."
        messages.success(
            request, told if given else "Semua penugasan sudah tersimpan; tidak ada yang berubah."
        )

    return load_file(
        request,
        site,
        title=f"Muat akun dan penugasan {province} dari berkas",
        back=reverse(LIST),
        look=look,
        store=store,
    )


def _invite(given: list[Membership], by: User) -> int:
    """Note the offices in the security log and invite each person once to all of theirs; returns how many people."""
    of_person: dict[User, list[Membership]] = {}
    for office in given:
        about = f"{office} dibuat"
        note(SecurityEvent.ROLE, person=office.user, province=province_of(office), about=about)
        of_person.setdefault(office.user, []).append(office)
    for person, offices in of_person.items():
        invite_to_offices(person, offices, by=by)
    return len(of_person)


def _preview(request: HttpRequest, site: AdminSite, proposal: PeopleProposal) -> HttpResponse:
    changes = proposal.changes
    return show_sheet(
        request,
        site,
        title=f"Pratinjau akun dan penugasan {proposal.province}",
        list_title="Akun",
        list_url=reverse(LIST),
        load_url=request.get_full_path(),
        table=OfficeRowsTable(proposal.rows),
        notes=proposal.notes if changes else [*proposal.notes, "Tidak ada yang berubah."],
        hidden={"changes": sign(proposal, request.user)},
        stores=bool(changes),
        confirm_label=f"Simpan {len(changes)} penugasan dan kirim undangan",
    )


def people_template(request: HttpRequest) -> HttpResponse:
    """Send the sheet to fill in."""
    province = asked_province(request)
    return sheet_response(people_sheet(province), f"akun-{province.slug}.xlsx")
