"""Verb pages of an award year: open a phase, move a date, give more time, start from the default criteria."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from awards.admin.forms import KindsForm, PostponeForm, ReasonField, ReasonForm
from awards.admin.phase_texts import CONSEQUENCES, GOING_BACK
from awards.choices import Phase
from awards.editions.categories import add_categories, kinds_left, last_years
from awards.editions.differences import dates_beside, differences, with_criteria
from awards.editions.new_year import next_year, start_year
from awards.editions.overview import is_kept_out
from awards.editions.phase_changes import (
    advance,
    date_in_words,
    date_name,
    date_token,
    grant_extension,
    postpone,
    why_dates_stay,
    why_no_extension,
    why_no_way,
)
from awards.editions.phases import CRITERIA_OPEN, is_back, why_not_in
from awards.models import Category, Edition
from awards.models.rules import DATES
from awards.preflight.item import Item
from awards.preflight.run import preflight
from awards.tables.preflight import PreflightTable
from regencies.admin.confirm import confirm_verb
from regencies.forms.fields import IndonesianMomentField, PlainNumberField
from regencies.models import Nominee, Regency, User
from regencies.models.places import validate_year
from regencies.permissions import can_administer


class ExtensionForm(forms.Form):
    """A later deadline for the report of one regency, or of one nominee of it."""

    regency = forms.ModelChoiceField(Regency.objects.none(), label="Kabupaten/kota")
    nominee = forms.ModelChoiceField(
        Nominee.objects.none(),
        label="Calon",
        required=False,
        empty_label="Laporan daerah sendiri",
        help_text="Pilih bila perpanjangan adalah untuk laporan calon di daerah itu.",
    )
    until = IndonesianMomentField(label="Diperpanjang sampai", help_text="Misalnya 29 Juli 2026 16.00")
    reason = ReasonField()

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regency"].queryset = Regency.objects.filter(province=edition.province_id).in_year(
            edition.assessed_year
        )
        self.fields["nominee"].queryset = Nominee.objects.taking_part().filter(
            regency__province=edition.province_id
        )

    def clean_nominee(self) -> Nominee | None:
        """Return the nominee; one of another region than the one chosen is refused."""
        nominee: Nominee | None = self.cleaned_data["nominee"]
        regency = self.cleaned_data.get("regency")
        if nominee and regency and nominee.regency_id != regency.pk:
            raise forms.ValidationError(
                f"{nominee} diusulkan di {nominee.regency}. Pilih daerah itu, atau kosongkan calonnya."
            )
        return nominee


class StartYearForm(forms.Form):
    """Which award year begins, and which one it is copied from."""

    award_year = PlainNumberField(label="Tahun penghargaan", validators=[validate_year])
    model = forms.ModelChoiceField(
        Edition.objects.none(),
        label="Disalin dari",
        empty_label=None,
        help_text="Setiap tahun yang sudah melewati tahap Persiapan.",
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        """Propose the year after the newest one of the province, and the award year of this page."""
        initial = {"award_year": next_year(edition.province_id), "model": edition}
        super().__init__(*args, initial=initial, **kwargs)
        years = Edition.objects.public().filter(province=edition.province_id).select_related("province")
        self.fields["model"].queryset = years.order_by("-award_year")


def back_to(edition: Edition) -> str:
    """Return the address of the award year's page."""
    return reverse("admin:awards_edition_change", args=[edition.pk])


def of_category(category: Category) -> dict[str, Any]:
    """Return what makes the page of a verb one of a category instead of its award year."""
    back = reverse("admin:awards_category_change", args=[category.pk])
    return {"category": category, "edition": None, "back": back}


def ask(request: HttpRequest, site: AdminSite, edition: Edition, /, **question: Any) -> HttpResponse:
    """Show the page of a verb on an award year to the admin of its province; it leads back to the year."""
    return confirm_verb(
        request,
        site,
        allowed=can_administer(request.user, edition.province_id),
        **{"back": back_to(edition), "edition": edition} | question,
    )


def advance_page(request: HttpRequest, site: AdminSite, edition: Edition, *, phase: str) -> HttpResponse:
    """Open a phase, or go back to one, after a page with what it does and what is not ready."""
    if phase not in Phase.values:
        raise Http404
    to = Phase(phase)
    going_back = is_back(Phase(edition.phase), to)
    asked = items_for(edition, to, request.user)

    def act(reason: str) -> None:
        advance(edition, to, by=request.user, reason=reason)
        messages.success(request, f"Tahap sekarang: {to.label}.")

    return ask(
        request,
        site,
        edition,
        title=f"{'Kembali ke tahap' if going_back else 'Buka tahap'} “{to.label}”",
        label=f"{'Kembali ke' if going_back else 'Buka'} {to.label}",
        act=act,
        asks_again=going_back,
        consequences=(GOING_BACK if going_back else CONSEQUENCES).get(to, []),
        form=ReasonForm(
            request.POST or None,
            help_text="Wajib, tercatat dalam riwayat." if going_back else "Bila ada; tercatat dalam riwayat.",
        ),
        preflight=asked and PreflightTable(asked),
        closed=why_no_way(edition, to),
    )


def items_for(edition: Edition, to: Phase, user: User) -> list[Item]:
    """Return the list of a phase that can be reached; empty about results for whom they are kept from."""
    if why_no_way(edition, to) or (to == Phase.PROVISIONAL and is_kept_out(edition, user)):
        return []
    return preflight(edition, to)


def postpone_page(
    request: HttpRequest, site: AdminSite, edition: Edition, *, name: str, category: Category | None = None
) -> HttpResponse:
    """Set a date of the award year, or move it later; given a category, its own."""
    if name not in DATES:
        raise Http404
    before = (category or edition).date(name)
    what = date_name(edition, name, category)

    def act(moment, reason: str) -> None:
        seen = request.POST.get("seen")
        held = postpone(edition, name, moment, by=request.user, reason=reason, category=category, seen=seen)
        messages.success(request, f"{capfirst(what)}: {date_in_words(held, moment)}.")

    scope = f"semua yang dinilai dalam kategori {category.name}" if category else "semua daerah"
    return ask(
        request,
        site,
        edition,
        title=f"{'Tetapkan' if before is None else 'Undurkan'} {what}",
        label="Tetapkan" if before is None else "Undurkan dan umumkan",
        act=act,
        form=PostponeForm(request.POST or None, edition=edition, name=name),
        hidden={"seen": date_token(edition, name, category)},
        closed=why_dates_stay(edition, name, category),
        consequences=[
            f"Sekarang: {date_in_words(edition, before)}.",
            f"Tanggal baru berlaku untuk {scope}.",
            "Perubahan diumumkan di halaman publik beserta alasannya.",
        ],
        **(of_category(category) if category else {}),
    )


def extension_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Give one regency, or one nominee of it, a later deadline."""

    def act(regency, nominee, until, reason: str) -> None:
        grant_extension(regency, edition.assessed_year, until, reason, by=request.user, nominee=nominee)
        messages.success(request, f"Perpanjangan untuk {nominee or regency} tersimpan.")

    return ask(
        request,
        site,
        edition,
        title="Perpanjangan waktu untuk satu daerah atau calon",
        label="Beri perpanjangan",
        act=act,
        form=ExtensionForm(request.POST or None, edition=edition),
        closed=why_no_extension(edition, edition.assessed_year),
        consequences=[
            "Hanya daerah atau calon ini yang dapat mengisi dan mengirim sampai waktu itu.",
            "Alasannya tercatat dan terlihat oleh daerah dan verifikator.",
        ],
    )


def start_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Make a new award year from this one, or from another one of the province, and go on there."""
    form = StartYearForm(request.POST if request.method == "POST" else None, edition=edition)

    def act(award_year: int, model: Edition) -> HttpResponse:
        made = start_year(model, by=request.user, award_year=award_year)
        said = f"Paritrana Award {made.award_year} dibuat. Periksa tanggal, kriteria, dan Tim Sembilan."
        messages.success(request, said)
        return redirect(back_to(made))

    return ask(
        request,
        site,
        edition,
        title="Mulai tahun baru",
        label="Mulai tahun",
        act=act,
        form=form,
        consequences=[
            "Tahun penghargaan itu dibuat dalam tahap Persiapan.",
            "Kategori, aturan, kriteria, dan rentang nilai disalin dari tahun yang dipilih; setiap tanggal diundur "
            "sebanyak selisih tahunnya.",
            "Anggota Tim Sembilan dipastikan satu per satu; SK diisi baru.",
            "Belum ada yang terbuka untuk umum sampai tahap Pengisian dibuka.",
        ],
    )


@require_safe
def differences_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Show what this award year changed of the one before, and what opening it still asks for."""
    before = Edition.objects.before(edition).first()
    if before is None:
        raise Http404
    now, then = list(with_criteria(edition)), list(with_criteria(before))
    context = {
        **site.each_context(request),
        "title": f"{edition.award_year} dibandingkan dengan {before.award_year}",
        "edition": edition,
        "before": before,
        "dates": dates_beside(edition, before, now, then),
        "changed": differences(now, then),
    }
    return TemplateResponse(request, "admin/awards/differences.html", context)


def category_page(request: HttpRequest, site: AdminSite, edition: Edition) -> HttpResponse:
    """Add categories of the kinds that have none yet, as many as are ticked."""
    left = kinds_left(edition.categories.all())
    earlier = {category.kind for category in last_years(edition)}
    form = KindsForm(request.POST if request.method == "POST" else None, kinds=left, earlier=earlier)

    def act(start: str = "", **ticked: bool) -> None:
        kinds = [kind for kind, chosen in ticked.items() if chosen]
        made = add_categories(edition, kinds, copied=start == KindsForm.COPIED, by=request.user)
        messages.success(request, f"{', '.join(category.name for category in made)} siap diperiksa.")

    nothing = (
        "" if left else "Setiap jenis sudah memiliki kategori. Kategori lain ditambah di daftar Kategori."
    )
    return ask(
        request,
        site,
        edition,
        title="Tambah kategori",
        label="Tambah kategori",
        act=act,
        form=form,
        consequences=["Semua nama, bobot, dan rentang nilai dapat diubah selama tahap Persiapan."],
        closed=why_not_in(edition, CRITERIA_OPEN, "Kategori ditambah") or nothing,
    )
