"""The page on which an objection is decided: what it says, what it would do to the ranks, and the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from awards.choices import ObjectionStatus
from awards.models import Objection
from awards.objections.decisions import decide_objection, effect, points_of, seen_of
from awards.objections.numbers import read_number
from awards.presenters.own_result import Point
from awards.publishing.corrections import why_no_opening
from awards.publishing.look_page import require_look
from regencies.actions.errors import Refused
from regencies.admin.confirm import confirm_verb
from regencies.forms.fields import LongTextField

TEMPLATE, LABEL = "admin/awards/decide.html", "Simpan putusan"
DECISIONS = [(str(status), status.label) for status in (ObjectionStatus.ACCEPTED, ObjectionStatus.REJECTED)]


class DecisionForm(forms.Form):
    """The decision with its answer, and the number it grants; a letter says first what it is about."""

    subject = forms.ChoiceField(
        label="Yang disanggah", required=False, help_text="Bila suratnya menyebut satu angka atau kriteria."
    )
    granted = forms.CharField(label="Angka yang dikabulkan", required=False, max_length=40)
    status = forms.ChoiceField(label="Putusan", choices=DECISIONS, required=False, widget=forms.RadioSelect)
    answer = LongTextField(
        label="Jawaban", required=False, max_length=4000, help_text="Alasan putusan; dikirim ke dinas."
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, objection: Objection, points: dict[str, Point], *args: Any) -> None:
        initial = {
            "seen": seen_of(objection),
            "granted": objection.granted_shown or objection.claimed_shown,
            "answer": objection.answer,
            "status": "" if objection.status == ObjectionStatus.RECEIVED else objection.status,
        }
        super().__init__(*args, initial=initial)
        self.about = objection.subject
        if objection.subject:
            del self.fields["subject"]
        else:
            self.fields["subject"].choices = [
                ("", "Tidak menyebut satu pun"),
                *((point.key, f"{point.label}: {point.shown}") for point in points.values()),
            ]
        if objection.subject.startswith("criterion:"):
            self.fields["granted"].label = "Nilai seandainya, untuk melihat akibatnya"
            self.fields["granted"].help_text = "Tidak disimpan. Nilainya diperbaiki anggota Tim Sembilan."
        else:
            self.fields["granted"].help_text = "Berlaku dalam hasil bila sanggahan dikabulkan."

    def clean(self) -> dict[str, Any]:
        """Return the values, the number parsed as what the objection is about asks for."""
        cleaned = super().clean() or {}
        text, cleaned["granted"] = cleaned.get("granted", ""), None
        cleaned.setdefault("subject", "")
        try:
            cleaned["granted"] = read_number(self.about or cleaned["subject"], text)
        except forms.ValidationError as wrong:
            self.add_error("granted", wrong)
        return cleaned


def decide_page(request: HttpRequest, site: AdminSite, objection: Objection) -> HttpResponse:
    """Show an objection and what a number would do to the ranks; on POST store the decision, then lead on."""
    category = objection.entry.category
    require_look(request.user, category)
    points = points_of(objection)
    back = reverse("admin:awards_objection_change", args=[objection.pk])
    form = DecisionForm(objection, points, *([request.POST] if request.method == "POST" else []))
    files = [(reverse("objection_file", args=[file.pk]), file.title) for file in objection.files.all()]
    shown = {
        "title": f"Putuskan sanggahan {objection}",
        "category": category,
        "objection": objection,
        "files": files,
    }

    def act(status: str, answer: str, seen: str, subject: str, granted: Any) -> HttpResponse:
        if "look" in request.POST:
            if granted is None or not (key := objection.subject or subject):
                raise Refused(
                    "Angkanya belum ditulis. Pilih yang disanggah dan tulis angkanya, lalu lihat akibatnya."
                )
            found = {"moves": effect(objection, key, granted), "form": form}
            context = site.each_context(request) | shown | found
            return render(request, TEMPLATE, {**context, "confirm_label": LABEL, "cancel_url": back})
        made = decide_objection(
            objection, status, answer, by=request.user, seen=seen, subject=subject, granted=granted
        )
        messages.success(
            request, f"Sanggahan {made.get_status_display().lower()}; dinas diberi tahu lewat e-mail."
        )
        opens = made.status == ObjectionStatus.ACCEPTED and not why_no_opening(category)
        return redirect(reverse("admin:awards_category_correct", args=[category.pk]) if opens else back)

    return confirm_verb(
        request, site, allowed=True, label=LABEL, back=back, act=act, form=form, template=TEMPLATE, **shown
    )
