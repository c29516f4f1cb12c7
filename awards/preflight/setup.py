"""What must be right before regencies fill in: criteria, denominators, offices, dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

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
# The earlier and the later of two dates, and whether both may be on one day.
IN_ORDER = (
    ("filling_deadline", "verification_deadline", False),
    ("presentation_date", "ceremony_date", True),
    ("objections_deadline", "ceremony_date", True),
)


def why_out_of_order(row: Edition | Category) -> list[str]:
    """Return one sentence for each pair of dates that contradict each other; of a category those with one of its own.

    No query when the award year of the category is there.
    """
    return [text for first, second, same_day in IN_ORDER if (text := _disorder(row, first, second, same_day))]


def _disorder(row: Edition | Category, first: str, second: str, same_day: bool) -> str:
    earlier, later = row.date(first), row.date(second)
    if not (earlier and later) or (isinstance(row, Category) and not _has_own(row, first, second)):
        return ""
    if same_day and isinstance(earlier, datetime.datetime):
        earlier = earlier.astimezone(_year(row).province.zone).date()
    if earlier < later or (same_day and earlier == later):
        return ""
    one, other = _named(row, first), _named(row, second)
    if isinstance(row, Category):
        told = f"{other} mendahului {one}" if same_day else f"{one} tidak mendahului {other}"
        return f"{capfirst(told)}. Perbaiki salah satunya."
    told = f"{other} mendahului {one}" if same_day else f"{other} tidak setelah {one}"
    return f"{capfirst(told)}. Undurkan {label(row, second)} lebih dahulu."


def _has_own(category: Category, *names: str) -> bool:
    return any(getattr(category, name) for name in names)


def _year(row: Edition | Category) -> Edition:
    found: Edition = row.edition if isinstance(row, Category) else row
    return found


def _named(row: Edition | Category, name: str) -> str:
    """Return a date with what it is called, and whose it is where a category has its own."""
    edition, moment = _year(row), row.date(name)
    whose = f" “{row.name}”" if isinstance(row, Category) and getattr(row, name) else ""
    shown = (
        edition.province.in_its_time(moment) if isinstance(moment, datetime.datetime) else format_date(moment)
    )
    return f"{label(edition, name)}{whose} {shown}"


def filling_dates(edition: Edition) -> Iterator[Item]:
    """Yield whether the filling deadlines are to come and the dates are in order."""
    url, categories = of_edition(edition), list(edition.categories.all())
    yield _coming(edition, "filling_deadline")
    yield from (_coming(each, "filling_deadline") for each in categories if each.filling_deadline)
    if edition.verification_deadline is None:
        yield Item(False, "Batas verifikasi belum diisi. Isi waktunya, setelah batas pengisian.", url)
    rows: list[Edition | Category] = [edition, *categories]
    disorder = [(each, text) for each in rows for text in why_out_of_order(each)]
    yield from (Item(False, text, _page_of(each)) for each, text in disorder)
    if not disorder and edition.verification_deadline is not None:
        yield Item(True, "Urutan jadwal benar.", url)


def verification_date(edition: Edition) -> Iterator[Item]:
    """Yield whether the verification deadlines are to come."""
    yield from _all_coming(edition, "verification_deadline")


def objections_date(edition: Edition) -> Iterator[Item]:
    """Yield whether the moments until which offices may object are to come."""
    yield from _all_coming(edition, "objections_deadline")


def _all_coming(edition: Edition, name: str) -> Iterator[Item]:
    """Yield whether the date of the year, unless every category has its own, and each of these are to come."""
    categories = list(edition.categories.all())
    own = [category for category in categories if getattr(category, name)]
    if not own or len(own) < len(categories):
        yield _coming(edition, name)
    yield from (_coming(category, name) for category in own)


def _page_of(row: Edition | Category) -> str:
    return reverse(f"admin:awards_{row._meta.model_name}_change", args=[row.pk])


def _coming(row: Edition | Category, name: str) -> Item:
    url, moment = _page_of(row), row.date(name)
    if moment is None:
        return Item(False, f"{capfirst(label(row, name))} belum diisi. Isi tanggal dan jamnya.", url)
    told = capfirst(_named(row, name))
    if moment <= timezone.now():
        advice = "Undurkan dahulu" if isinstance(row, Edition) else "Perbaiki dahulu"
        return Item(False, f"{told} sudah lewat; batas harus di waktu yang akan datang. {advice}.", url)
    return Item(True, f"{told}.", url)
