"""The pages of an office about its own results and what it objects to; out of sight for everybody else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from awards.choices import ObjectionStatus
from awards.models import Entry, Objection, ObjectionFile
from awards.objections.filing import (
    draft_objection,
    redraft_objection,
    remove_objection_file,
    send_objection,
    why_not_sent,
)
from awards.objections.forms import ObjectionForm, SendForm
from awards.objections.results import OwnResult, open_entries, result_of, why_closed
from awards.preflight.item import listed
from awards.tables.objections import OpenResultsTable, OwnCriteriaTable, OwnFiguresTable, OwnObjectionsTable
from regencies.actions.errors import Refused
from regencies.choices import Role
from regencies.models import Membership, User
from regencies.views.confirm import confirm_response
from regencies.views.downloads import serve

GET_OR_POST = ["GET", "HEAD", "POST"]


def _entry(request: HttpRequest, pk: int) -> Entry:
    """Return an entry of the own office whose result is open; 404 for every other."""
    found: Entry = get_object_or_404(open_entries(request.user), pk=pk)
    return found


def _objection(request: HttpRequest, pk: int) -> Objection:
    """Return an objection of the own office; 404 for every other."""
    rows = Objection.objects.of_office(request.user).select_related(
        "entry__category__edition__province", "entry__regency", "entry__nominee", "written_by", "sent_by"
    )
    found: Objection = get_object_or_404(rows, pk=pk)
    return found


def _result(entry: Entry) -> OwnResult:
    if (found := result_of(entry)) is None:
        raise Http404
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the results of the office that may be objected to, and all its objections."""
    if not (offices := request.user.offices):
        raise Http404
    rows = Objection.objects.of_office(request.user).select_related(
        "entry__category__edition__province", "entry__regency", "entry__nominee"
    )
    context = {
        "offices": listed(offices),
        "results": OpenResultsTable(list(open_entries(request.user))),
        "objections": OwnObjectionsTable(rows.order_by("-pk"), request=request),
    }
    return render(request, "objections/index.html", context)


@require_safe
def result(request: HttpRequest, entry: int) -> HttpResponse:
    """Show the result of an entry: its rank, what it was judged by, and the way to object to each of it."""
    found = _entry(request, entry)
    own, closed = result_of(found), why_closed(found.category)
    new = "" if closed else reverse("objection_new", args=[found.pk])
    context: dict[str, Any] = {"entry": found, "result": own, **_until(found, closed)}
    if own:
        context["figures"] = OwnFiguresTable(own.figures, new=new)
        context["criteria"] = OwnCriteriaTable(own.criteria, new=new)
    return render(request, "objections/result.html", context)


@require_http_methods(GET_OR_POST)
def new(request: HttpRequest, entry: int) -> HttpResponse:
    """Begin an objection to one point of a result."""
    found = _entry(request, entry)
    own, posted = _result(found), request.method == "POST"
    point = own.points.get(request.GET.get("atas", ""))
    form = _form(request, own, {"subject": point.key if point else ""})
    if posted and form.is_valid():
        try:
            made = draft_objection(found, _values(form), form.cleaned_data["file"], by=request.user)
            return _saved(request, made)
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
    closed = why_closed(found.category)
    context = {"entry": found, "form": form, **_until(found, closed)}
    return render(request, "objections/write.html", context, status=_status(form, posted))


@require_http_methods(GET_OR_POST)
def objection(request: HttpRequest, objection: int) -> HttpResponse:
    """Show an objection with its files and what was decided; store a draft anew."""
    found = _objection(request, objection)
    closed, posted = why_closed(found.entry.category), request.method == "POST"
    is_draft = found.status == ObjectionStatus.DRAFT
    if not is_draft or (closed and not posted):
        return render(request, "objections/objection.html", _shown(found, closed))
    form = _form(request, _result(found.entry), _stored(found))
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            version = given["version"] or 0
            redraft_objection(found, _values(form), given["file"], expected_version=version, by=request.user)
            return _saved(request, found)
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
    return render(
        request, "objections/objection.html", _shown(found, closed, form), status=_status(form, posted)
    )


@require_http_methods(GET_OR_POST)
def send(request: HttpRequest, objection: int) -> HttpResponse:
    """Show what a draft lacks, and let the head send it."""
    found = _objection(request, objection)
    back = reverse("objection", args=[found.pk])
    closed = why_closed(found.entry.category)
    if found.status == ObjectionStatus.DRAFT and not closed and request.method != "POST":
        closed = " ".join(why_not_sent(found, request.user))
    return confirm_response(
        request,
        lambda statement: send_objection(found, statement=statement, by=request.user),
        form=SendForm(request.POST if request.method == "POST" else None),
        message="Sanggahan terkirim. Putusannya terlihat di halaman ini dan dikirim lewat e-mail.",
        next_url=back,
        page_title="Kirim sanggahan",
        page_eyebrow=f"{found.about} · {found.entry}",
        crumbs=[(reverse("objection_index"), "Sanggahan"), (back, found.about)],
        consequences=[
            "Sanggahan dan buktinya dikirim ke admin provinsi dan tidak dapat diubah lagi.",
            "Admin provinsi memutusnya dengan alasan.",
        ],
        confirm_label="Kirim sanggahan",
        cancel_url=back,
        closed=closed,
    )


@require_safe
def file(request: HttpRequest, file: int) -> HttpResponse:
    """Serve a file of an objection to the own office, and once it was sent to the admins of the province."""
    user: User = request.user
    rows = ObjectionFile.objects.select_related(
        "objection__entry__category__edition", "objection__entry__regency", "objection__entry__nominee"
    )
    received = Objection.objects.received()
    if not user.is_superuser:
        received = received.filter(entry__category__edition__province__in=user.administered_province_ids)
    allowed = Objection.objects.of_office(user).values("pk").union(received.values("pk"))
    return serve(request, get_object_or_404(rows, pk=file, objection__in=allowed))


@require_http_methods(GET_OR_POST)
def remove_file(request: HttpRequest, file: int) -> HttpResponse:
    """Take a file out of a draft, after a page that says what follows."""
    own = Objection.objects.of_office(request.user)
    rows = ObjectionFile.objects.select_related(
        "objection__entry__category__edition", "objection__entry__regency", "objection__entry__nominee"
    )
    found = get_object_or_404(rows, pk=file, objection__in=own)
    back = reverse("objection", args=[found.objection_id])
    return confirm_response(
        request,
        lambda: remove_objection_file(found, by=request.user),
        message=f"“{found.title}” dihapus dari bukti sanggahan.",
        next_url=back,
        page_title=f"Hapus “{found.title}”",
        page_eyebrow=found.objection.about,
        consequences=["Berkas ini tidak lagi mendukung sanggahan.", "Riwayat tetap mencatatnya."],
        confirm_label="Hapus",
        tone="danger",
        cancel_url=back,
    )


# What a page shows and reads ----------------------------------------------------------------------------
def _form(request: HttpRequest, result: OwnResult, initial: dict[str, Any]) -> ObjectionForm:
    if request.method != "POST":
        return ObjectionForm(result, initial=initial)
    too_large = getattr(request, "too_large", None)
    return ObjectionForm(result, request.POST, request.FILES, initial=initial, too_large_name=too_large)


def _until(entry: Entry, closed: str) -> dict[str, Any]:
    """Return until when the office may object to its entry, and why it may not any more."""
    return {"closed": closed, "until": entry.category.date("objections_deadline")}


def _stored(found: Objection) -> dict[str, Any]:
    return {
        "version": found.version,
        "subject": found.subject,
        "claimed": found.claimed_shown,
        "content": found.content,
    }


def _values(form: ObjectionForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("subject", "claimed", "content", "title")}


def _saved(request: HttpRequest, made: Objection) -> HttpResponse:
    messages.success(request, "Draf tersimpan. Sanggahan belum dikirim.")
    return redirect("objection", made.pk)


def _status(form: ObjectionForm, posted: bool) -> int:
    return 422 if posted and form.errors else 200


def _shown(found: Objection, closed: str, form: ObjectionForm | None = None) -> dict[str, Any]:
    """Return what the page of an objection shows."""
    heads = Membership.objects.active().filter(regency=found.entry.regency_id, role=Role.HEAD)
    is_draft = found.status == ObjectionStatus.DRAFT
    files = [
        {
            "url": reverse("objection_file", args=[row.pk]),
            "delete_url": reverse("objection_file_remove", args=[row.pk]) if is_draft and not closed else "",
            **{
                name: getattr(row, name)
                for name in ("title", "size", "content_type", "sha256", "uploaded_at")
            },
        }
        for row in found.files.all()
    ]
    return {
        "objection": found,
        "is_draft": is_draft,
        "form": form,
        "files": files,
        "heads": [office.user for office in heads.select_related("user")] if is_draft else [],
        **_until(found.entry, closed),
    }
