"""What must be right before regencies fill in: criteria, denominators, offices, dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from awards.choices import Source
from awards.contract.tie_steps import step_label, steps_of
from awards.models import Category, Criterion, Edition
from awards.preflight.item import Item, listed
from awards.scoring.bands import problems_of
from regencies.choices import Role
from regencies.l10n.dates import format_date
from regencies.l10n.field_text import label
from regencies.l10n.numbers import format_exact
from regencies.models import Membership, MinimumPremium, OfficialWorkforce, Regency

WHOLE = Decimal(100)


def of_edition(edition: Edition) -> str:
    """Return the address of an award year's page on the desk."""
    return reverse("admin:awards_edition_change", args=[edition.pk])


# Criteria -------------------------------------------------------------------------------------------
def criteria(edition: Edition) -> Iterator[Item]:
    """Yield whether each category has weights, bands and tie-break steps that fit. Three queries."""
    categories = list(edition.categories.all())
    if not categories:
        yield Item(
            False,
            "Belum ada kategori; setiap tahun penghargaan memiliki sedikitnya satu. Tambah kategori.",
            of_edition(edition),
        )
    found = Criterion.objects.filter(group__category__edition=edition).prefetch_related("bands")
    by_category: dict[int, list[Criterion]] = {}
    for criterion in found.select_related("group").order_by("position", "code"):
        by_category.setdefault(criterion.group.category_id, []).append(criterion)
    for category in categories:
        own = by_category.get(category.pk, [])
        here = reverse("admin:awards_category_criteria", args=[category.pk])
        yield _weights(category, own, here)
        yield from _measured(category, own, here)
        yield _tie_break(category, own, reverse("admin:awards_category_change", args=[category.pk]))


def _weights(category: Category, own: list[Criterion], url: str) -> Item:
    weight = sum((criterion.weight for criterion in own), Decimal(0))
    if weight == WHOLE:
        return Item(True, f"Bobot {len(own)} kriteria “{category.name}” berjumlah tepat 100.", url)
    return Item(
        False,
        f"Bobot kriteria “{category.name}” berjumlah {format_exact(weight.normalize())}; jumlahnya harus tepat "
        "100. Sesuaikan bobotnya.",
        url,
    )


def _measured(category: Category, own: list[Criterion], url: str) -> Iterator[Item]:
    """Yield which criteria of the panel have no bands, or bands with a gap or overlap."""
    spans = {c.code: [(b.low, b.high) for b in c.bands.all()] for c in own if c.source == Source.PANEL}
    bare = [code for code, found in spans.items() if not found]
    wrong = [f"{code}: {problem}" for code, found in spans.items() if found for problem in problems_of(found)]
    yield from (Item(False, f"Rentang nilai kriteria {problem}", url) for problem in wrong)
    if bare:
        yield Item(
            False,
            f"Kriteria {listed(bare)} dinilai Tim Sembilan tetapi belum memiliki rentang nilai. "
            "Tambahkan rentang nilainya, agar arti setiap nilai jelas.",
            url,
        )
    if not bare and not wrong:
        yield Item(True, f"Setiap kriteria “{category.name}” memiliki rentang nilai atau indikator.", url)


def _tie_break(category: Category, own: list[Criterion], url: str) -> Item:
    known = steps_of((criterion.group.code, criterion.code) for criterion in own)
    strangers = [step for step in category.tie_break if step not in known]
    if strangers:
        return Item(
            False,
            f"Penentu bila nilai sama menyebut {listed([step_label(step) for step in strangers])}, yang tidak ada "
            f"dalam “{category.name}”. Perbaiki penentunya.",
            url,
        )
    return Item(True, f"Penentu bila nilai sama cocok dengan kriteria “{category.name}”.", url)


# Denominators, premium and people ---------------------------------------------------------------------
def denominators(edition: Edition) -> Iterator[Item]:
    """Yield whether every region has official denominators of both years, and the premium is there. Two queries."""
    before = Q(regency=OuterRef("origin"), year__lt=edition.assessed_year)  # of the region it goes on with
    known = (
        OfficialWorkforce.objects.filter(Q(regency=OuterRef("pk")) | before)
        .order_by()
        .values("year")
        .distinct()
    )
    origin = Regency.objects.renamed().filter(pk=OuterRef("pk")).values("predecessor")[:1]
    places = Regency.objects.filter(province=edition.province).in_year(edition.assessed_year)
    regencies = list(places.annotate(origin=Subquery(origin)).annotate(years=ArraySubquery(known)))
    url = reverse("admin:regencies_officialworkforce_changelist")
    for year in (edition.assessed_year - 1, edition.assessed_year):
        missing = [regency for regency in regencies if year not in regency.years]
        if missing:
            yield Item(
                False,
                f"Semesta pekerja resmi tahun {year} belum ada untuk {listed(missing)}; cakupan tidak dapat "
                "dihitung. Muat angkanya beserta sumber dan tanggal.",
                url,
            )
        elif regencies:
            yield Item(True, f"Semesta pekerja resmi {year} lengkap untuk {len(regencies)} daerah.", url)
    if not regencies:
        yield Item(
            False,
            f"Belum ada kabupaten/kota di {edition.province}. Tambahkan daerahnya.",
            reverse("admin:regencies_regency_changelist"),
        )
    if MinimumPremium.objects.in_force(datetime.date(edition.assessed_year, 12, 31)) is None:
        yield Item(
            False,
            f"Iuran minimum BPU tahun {edition.assessed_year} belum dimuat; laporan memeriksa iuran per orang "
            "per bulan terhadapnya. Hubungi pengelola sistem.",
        )


def offices(edition: Edition) -> Iterator[Item]:
    """Yield, as a note, offices without officer or head: they cannot send, but hold up nobody else. One query."""
    active = Membership.objects.active().filter(regency=OuterRef("pk"), user__is_active=True)
    places = Regency.objects.filter(province=edition.province).in_year(edition.assessed_year)
    regencies = places.annotate(roles=ArraySubquery(active.order_by().values("role")))
    lacking = [regency for regency in regencies if {Role.OFFICER, Role.HEAD} - {*regency.roles}]
    url = reverse("admin:regencies_membership_changelist")
    if lacking:
        yield Item(
            True,
            f"{listed(lacking)} belum memiliki akun petugas atau kepala dinas; tanpa keduanya laporan tidak "
            "dapat dikirim. Buat akunnya sebelum batas pengisian.",
            url,
            note=True,
        )
    else:
        yield Item(True, "Setiap daerah memiliki petugas dan kepala dinas.", url)


# Dates ----------------------------------------------------------------------------------------------
def why_out_of_order(edition: Edition) -> list[str]:
    """Return one sentence for each pair of dates that contradict each other; no query."""
    problems = []
    filling, verification = edition.filling_deadline, edition.verification_deadline
    if filling and verification and verification <= filling:
        problems.append(
            f"Batas verifikasi {edition.province.in_its_time(verification)} tidak setelah batas pengisian "
            f"{edition.province.in_its_time(filling)}. Undurkan batas verifikasi lebih dahulu."
        )
    if (
        edition.presentation_date
        and edition.ceremony_date
        and edition.ceremony_date < edition.presentation_date
    ):
        problems.append(
            f"Penganugerahan {format_date(edition.ceremony_date)} mendahului hari pertama paparan "
            f"{format_date(edition.presentation_date)}. Perbaiki tanggalnya."
        )
    last = edition.objections_deadline
    if (
        last
        and edition.ceremony_date
        and edition.ceremony_date < last.astimezone(edition.province.zone).date()
    ):
        problems.append(
            f"Penganugerahan {format_date(edition.ceremony_date)} mendahului batas masa sanggah "
            f"{edition.province.in_its_time(last)}. Undurkan hari penganugerahan lebih dahulu."
        )
    return problems


def filling_dates(edition: Edition) -> Iterator[Item]:
    """Yield whether the filling deadline is to come and the dates are in order."""
    url = of_edition(edition)
    yield _coming(edition, "filling_deadline", url)
    for category in edition.categories.all():
        if category.filling_deadline:
            yield from _own_deadline(category, category.filling_deadline, edition)
    if edition.verification_deadline is None:
        yield Item(False, "Batas verifikasi belum diisi. Isi waktunya, setelah batas pengisian.", url)
    if disorder := why_out_of_order(edition):
        yield from (Item(False, text, url) for text in disorder)
    elif edition.verification_deadline is not None:
        yield Item(True, "Urutan jadwal benar.", url)


def _own_deadline(category: Category, own: datetime.datetime, edition: Edition) -> Iterator[Item]:
    """Yield what is wrong with a category's own filling deadline; nothing for a right one."""
    url = reverse("admin:awards_category_change", args=[category.pk])
    if own <= timezone.now():
        told = f"Batas pengisian “{category.name}” {edition.province.in_its_time(own)}"
        yield Item(False, f"{told} sudah lewat; batas harus di waktu yang akan datang. Perbaiki dahulu.", url)
    elif problem := why_own_deadline_late(category):
        yield Item(False, problem, url)


def why_own_deadline_late(category: Category) -> str:
    """Return why a category's own filling deadline leaves no time to verify; "" when it does."""
    own, last = category.filling_deadline, category.edition.verification_deadline
    if not (own and last and own >= last):
        return ""
    return (
        f"Batas pengisian “{category.name}” {category.edition.province.in_its_time(own)} tidak mendahului "
        f"batas verifikasi {category.edition.province.in_its_time(last)}. Perbaiki salah satunya."
    )


def verification_date(edition: Edition) -> Iterator[Item]:
    """Yield whether the verification deadline is to come."""
    yield _coming(edition, "verification_deadline", of_edition(edition))


def objections_date(edition: Edition) -> Iterator[Item]:
    """Yield whether the moment until which offices may object is to come."""
    yield _coming(edition, "objections_deadline", of_edition(edition))


def _coming(edition: Edition, field: str, url: str) -> Item:
    name = label(edition, field).capitalize()
    deadline = getattr(edition, field)
    if deadline is None:
        return Item(False, f"{name} belum diisi. Isi tanggal dan jamnya.", url)
    shown = edition.province.in_its_time(deadline)
    if deadline <= timezone.now():
        return Item(
            False,
            f"{name} {shown} sudah lewat; batas harus di waktu yang akan datang. Undurkan dahulu.",
            url,
        )
    return Item(True, f"{name} {shown}.", url)
