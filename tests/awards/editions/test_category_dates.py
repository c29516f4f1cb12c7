"""Each date of the award year can be another one in one category: put off there, asked for there, told there."""

import datetime

import pytest

from awards.choices import Phase
from awards.editions.default_criteria import create_category
from awards.editions.differences import dates_beside, with_criteria
from awards.editions.new_year import start_year
from awards.editions.phase_changes import advance, postpone
from awards.models import Category, Edition
from awards.models.rules import DATES
from awards.objections.filing import draft_objection
from awards.objections.results import why_closed
from awards.preflight.run import preflight
from regencies.actions.errors import Refused
from regencies.choices import ReportStatus
from regencies.l10n.dates import format_date, format_moment
from regencies.models import FillingWindow, YearlyReport
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees, objections
from tests.builders.admin_pages import page, text
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db

VILLAGES = nominees.VILLAGE
DAY = datetime.timedelta(days=1)
LAST = {
    "filling_deadline": Phase.FILLING,
    "verification_deadline": Phase.VERIFICATION,
    "presentation_date": Phase.SCORING,
    "objections_deadline": Phase.OBJECTIONS,
    "ceremony_date": Phase.OBJECTIONS,
}


def year(phase: Phase, **own):
    """A year of regencies and villages at a phase, the villages with these dates of their own; and its admin."""
    admin, edition = factories.admin(), world.prepared()
    village = create_category(edition, VILLAGES)
    Category.objects.filter(pk=village.pk).update(**own)
    Edition.objects.update(phase=phase)
    return world.reload(edition), edition.categories.get(pk=village.pk), admin


def shown(edition, moment) -> str:
    return format_moment(moment.astimezone(edition.province.zone))


def not_ready(edition, phase: Phase) -> list[str]:
    return [item.text for item in preflight(world.reload(edition), phase) if not item.ok]


def refusal(*args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        postpone(*args, reason="Banjir.", **kwargs)
    return refused.value.reasons


@pytest.mark.parametrize("name", DATES)
def test_a_category_goes_by_its_own_date_and_without_one_by_that_of_the_year(name):
    moment = world.later(50) if name.endswith("deadline") else datetime.date(2026, 8, 3)
    edition, village, _ = year(Phase.PREPARATION, **{name: moment})
    theirs = edition.categories.exclude(pk=village.pk).get()
    assert (village.date(name), theirs.date(name)) == (moment, getattr(edition, name))
    assert edition.date_by_kind(name) == {"kabupaten-kota": getattr(edition, name), VILLAGES: moment}
    Category.objects.create(
        edition=edition, kind=VILLAGES, slug="kedua", name="Kedua", **{name: moment + DAY}
    )
    assert edition.date_by_kind(name)[VILLAGES] == moment + DAY


@pytest.mark.parametrize("name", DATES)
def test_it_is_put_off_until_its_phase_is_over(name, client):
    edition, village, admin = year(LAST[name])
    moment = world.later(60) if name.endswith("deadline") else datetime.date(2035, 7, 3)
    if name == "filling_deadline":
        postpone(edition, "verification_deadline", world.later(70), by=admin, reason="Banjir.")
    desk, url = logged_in(admin), page("awards_category_postpone", village.pk, name)
    typed = shown(edition, moment) if name.endswith("deadline") else format_date(moment)
    assert url in text(desk.get(page("awards_category_change", village.pk)))
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"moment": typed, "reason": "Banjir."}).status_code == 302
    village = Category.objects.get(pk=village.pk)
    assert [each for each in DATES if getattr(village, each)] == [name]
    assert text(desk.get(page("awards_category_change", village.pk))).count("(kategori ini)") == 1
    assert typed in text(client.get("/"))
    after = list(Phase)[list(Phase).index(LAST[name]) + 1]
    Edition.objects.update(phase=after)
    later = moment + DAY
    assert len(refusal(edition, name, later, by=admin, category=village)) == 1
    assert url not in text(desk.get(page("awards_category_change", village.pk)))


def test_the_page_of_the_year_leads_to_the_date_its_phase_ends_with():
    edition, village, admin = year(Phase.VERIFICATION)
    desk = logged_in(admin)
    url = page("awards_category_postpone", village.pk, "verification_deadline")
    assert f'href="{url}">Undurkan batas verifikasi' in text(
        desk.get(page("awards_edition_change", edition.pk))
    )
    Edition.objects.update(phase=Phase.PLENARY)
    assert (
        "/jadwal/"
        not in text(desk.get(page("awards_edition_change", edition.pk))).split("<h3>Kategori</h3>")[1]
    )


def test_its_notice_names_category_and_date():
    edition, village, admin = year(Phase.VERIFICATION)
    before, moment = edition.verification_deadline, world.later(50)
    held = postpone(edition, "verification_deadline", moment, by=admin, reason="Banjir.", category=village)
    assert held.notice.partition(": ")[2] == (
        f"batas verifikasi “Desa dan Kelurahan” diundur dari {shown(edition, before)} menjadi "
        f"{shown(edition, moment)}. Alasan: Banjir."
    )
    assert dict(FillingWindow.objects.values_list("kind", "deadline")) == {
        "kabupaten-kota": before,
        VILLAGES: moment,
    }


# What each phase asks for ----------------------------------------------------------------------------------
def test_returned_reports_are_waited_for_until_the_verification_of_their_category():
    edition, village, _ = year(Phase.VERIFICATION, verification_deadline=world.later(5))
    Edition.objects.update(verification_deadline=world.later(-1), filling_deadline=world.later(-2))
    place = edition.province.regencies.get()
    factories.verified(place, 2025)
    other = factories.regency("Mempawah", "61.02")
    factories.draft(other, 2025)
    nominee = nominees.nominee(place=place, name="Desa Contoh")
    officer = factories.officer(place)
    nominees.draft(nominee, by=officer)
    returned = {
        "status": ReportStatus.RETURNED,
        "version": 1,
        "certified_by": officer,
        "sent_at": world.later(),
    }
    assert YearlyReport.objects.filter(status=ReportStatus.DRAFT).update(**returned) == 2
    waits = "Laporan Desa Contoh dikembalikan dan belum dikirim lagi. Tunggu perbaikannya sampai batas verifikasi."
    assert not_ready(edition, Phase.CANDIDATES) == [waits]
    told = [item.text for item in preflight(world.reload(edition), Phase.CANDIDATES) if item.note]
    assert any(text.startswith("Laporan Kabupaten Mempawah dikembalikan") for text in told)
    Category.objects.filter(pk=village.pk).update(verification_deadline=world.later(hours=-1))
    assert not_ready(edition, Phase.CANDIDATES) == []


@pytest.mark.parametrize(
    ("at", "to", "name"),
    [
        (Phase.CANDIDATES, Phase.VERIFICATION, "verification_deadline"),
        (Phase.PROVISIONAL, Phase.OBJECTIONS, "objections_deadline"),
    ],
)
def test_every_date_in_force_is_to_come_when_its_phase_opens(at, to, name):
    past, ahead = world.later(-1), world.later(5)
    edition, village, _ = year(at, **{name: ahead})
    Edition.objects.update(**{name: past})
    assert len(not_ready(edition, to)) == 1  # the regencies have no other
    edition.categories.exclude(pk=village.pk).update(**{name: ahead})
    assert not_ready(edition, to) == []  # nobody goes by that of the year
    Category.objects.filter(pk=village.pk).update(**{name: past})
    [problem] = not_ready(edition, to)
    assert problem.endswith(
        f"“Desa dan Kelurahan” {shown(edition, past)} sudah lewat; batas harus di waktu yang akan datang. Perbaiki "
        "dahulu."
    )


def test_the_dates_of_a_category_follow_each_other():
    ceremony = datetime.date(2035, 7, 3)
    edition, village, admin = year(
        Phase.PREPARATION, presentation_date=ceremony + DAY, verification_deadline=world.later(19)
    )
    Edition.objects.update(ceremony_date=ceremony)
    filling, verification = edition.filling_deadline, village.verification_deadline
    assert not_ready(edition, Phase.FILLING) == [
        f"Batas pengisian {shown(edition, filling)} tidak mendahului batas verifikasi “Desa dan Kelurahan” "
        f"{shown(edition, verification)}. Perbaiki salah satunya.",
        "Hari penganugerahan 3 Juli 2035 mendahului hari pertama paparan “Desa dan Kelurahan” 4 Juli 2035. Perbaiki "
        "salah satunya.",
    ]
    changed = {"presentation_date": ceremony, "verification_deadline": world.later(21)}
    Category.objects.filter(pk=village.pk).update(**changed)
    assert not_ready(edition, Phase.FILLING) == []
    assert advance(edition, Phase.FILLING, by=admin).phase == Phase.FILLING


def test_the_year_is_not_put_off_beyond_the_next_date_of_a_category():
    edition, village, admin = year(Phase.FILLING, verification_deadline=world.later(30))
    moment = world.later(35)
    verification = village.verification_deadline
    assert refusal(edition, "filling_deadline", moment, by=admin) == [
        f"Batas pengisian {shown(edition, moment)} tidak mendahului batas verifikasi “Desa dan Kelurahan” "
        f"{shown(edition, verification)}. Perbaiki salah satunya."
    ]
    postpone(edition, "verification_deadline", world.later(45), by=admin, reason="x", category=village)
    postpone(edition, "filling_deadline", moment, by=admin, reason="Banjir.")


# The time for objections -----------------------------------------------------------------------------------
def test_an_office_objects_until_the_moment_of_its_category(client):
    category = objections.objected_category()
    entry = category.entries.get(regency__kemendagri_code="61.04")
    head = factories.head(entry.regency)
    Edition.objects.update(objections_deadline=world.later(-1))
    entry.refresh_from_db()
    assert why_closed(entry.category).startswith("Batas masa sanggah ")
    with pytest.raises(Refused):
        draft_objection(entry, objections.values(), None, by=head)
    moment = world.later(3)
    Category.objects.update(objections_deadline=moment)
    entry.refresh_from_db()
    office = logged_in(head)
    told = shown(category.edition, moment)
    assert told in text(office.get("/sanggahan/"))
    assert "Sanggahan diterima sampai" in text(office.get(f"/sanggahan/hasil/{entry.pk}/"))
    assert draft_objection(entry, objections.values(), None, by=head).version == 1


def test_a_new_year_and_its_comparison_keep_the_dates_of_a_category():
    own = {name: world.later(100) for name in DATES if name.endswith("deadline")}
    own |= {"presentation_date": datetime.date(2028, 2, 29), "ceremony_date": None}
    edition, _, admin = year(Phase.FILLING, **own)
    made = start_year(edition, by=admin).categories.get(kind=VILLAGES)
    assert made.presentation_date == datetime.date(2029, 2, 28)
    assert made.ceremony_date is None
    assert [getattr(made, name).year - own[name].year for name in own if name.endswith("deadline")] == [
        1,
        1,
        1,
    ]
    shown_page = text(logged_in(admin).get(page("awards_edition_differences", made.edition_id)))
    assert "Hari pertama paparan “Desa dan Kelurahan”" in shown_page


def test_a_date_a_category_had_or_has_stands_beside_none():
    edition, _, admin = year(Phase.FILLING, presentation_date=datetime.date(2026, 8, 3))
    made = start_year(edition, by=admin)
    Category.objects.filter(edition=made).update(presentation_date=None)
    had, has = list(with_criteria(edition)), list(with_criteria(made))
    for beside, was, now in (
        (dates_beside(made, edition, has, had), "3 Agustus 2026", "–"),
        (dates_beside(edition, made, had, has), "–", "3 Agustus 2026"),
    ):
        assert [row for row in beside if "“" in row[0]] == [
            ("Hari pertama paparan “Desa dan Kelurahan”", was, now)
        ]
