"""Monitoring of nominees: each with its report by the sections of its kind, filtered, taken away and reminded."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.models import Category, Edition, Reminder
from awards.monitoring.nominees import nominee_states
from awards.monitoring.reminders import remind
from awards.monitoring.states import NOT_BEGUN, ReportState
from awards.monitoring.watched import NOMINEES
from regencies.actions.errors import Refused
from regencies.actions.nominees import withdraw_nominee
from regencies.choices import ReportStatus, Section
from regencies.l10n.dates import format_moment
from regencies.models import Extension, Membership, Nominee, Regency, User
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees, panel
from tests.builders.admin_pages import page, text
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db) -> list[Regency]:
    return [factories.regency("Sambas", "61.01"), factories.regency("Ketapang", "61.04")]


@pytest.fixture
def edition(admin, places) -> Edition:
    """A year being filled in, its category of companies until ten days later than the others."""
    edition = world.prepared()
    Category.objects.create(edition=edition, kind=nominees.VILLAGE, slug=nominees.VILLAGE, name="Desa")
    later = edition.filling_deadline + datetime.timedelta(days=10)
    own = {"slug": nominees.COMPANY, "name": "Badan usaha", "filling_deadline": later}
    Category.objects.create(edition=edition, kind=nominees.COMPANY, **own)
    for kind, deadline in ((nominees.VILLAGE, edition.filling_deadline), (nominees.COMPANY, later)):
        nominees.window(kind)
        edition.province.windows.filter(kind=kind).update(deadline=deadline)
    return world.reload(edition)


def village(place: Regency, name: str, by: User | None = None) -> Nominee:
    return nominees.nominee(nominees.VILLAGE, place, by, name=name)


def company(place: Regency, name: str, by: User | None = None) -> Nominee:
    return nominees.nominee(nominees.COMPANY, place, by, name=name)


def begun(of: Nominee) -> Nominee:
    nominees.open_report(of.regency, 2025, by=factories.officer(of.regency), nominee=of)
    return of


def shown(desk: Client, edition: Edition, **asked: str) -> list[str]:
    answer = desk.get(page("awards_edition_nominees", edition.pk), asked)
    assert answer.status_code == 200
    return [row.record.name for row in answer.context["table"].paginated_rows]


def states(edition: Edition) -> list[ReportState]:
    return nominee_states(edition)


def test_each_nominee_stands_by_region_and_kind_in_the_state_its_report_is_in(edition, places):
    sambas, ketapang = places
    company(sambas, "PT Awal")
    begun(village(sambas, "Desa Zeta"))
    village(ketapang, "Desa Alfa")
    gone = village(ketapang, "Desa Gugur")
    withdraw_nominee(gone, reason="Pindah", by=factories.officer(ketapang))
    assert [
        (row.regency.name, row.name, row.status, row.is_open, row.touched_by) for row in states(edition)
    ] == [
        ("Sambas", "Desa Zeta", ReportStatus.DRAFT, True, "Petugas"),
        ("Sambas", "PT Awal", NOT_BEGUN, True, ""),
        ("Ketapang", "Desa Alfa", NOT_BEGUN, True, ""),
    ]


def test_the_sections_are_those_of_its_kind_as_the_officer_sees_them(edition, places):
    for found in (begun(village(places[0], "Desa Zeta")), begun(company(places[0], "PT Awal"))):
        browser = Client()
        browser.force_login(factories.officer(places[0]))
        tasks = browser.get(f"/laporan/2025/calon/{found.pk}/").context["tasks"]
        (row,) = [row for row in states(edition) if row.nominee == found]
        assert [(part.section.label, part.state.label, part.remaining) for part in row.sections] == [
            (task["title"], task["state_text"], task["remaining"]) for task in tasks
        ]
        assert {part.section for part in row.sections} == found.form.sections


def test_the_days_left_are_those_of_its_category_with_its_own_extension(edition, places):
    late = village(places[0], "Desa Zeta")
    village(places[1], "Desa Alfa")
    company(places[1], "PT Awal")
    until = edition.filling_deadline + datetime.timedelta(days=5)
    Extension.objects.create(
        regency=places[0], nominee=late, year=2025, until=until, reason="Banjir", granted_by=factories.admin()
    )
    Extension.objects.create(  # of the region's own report: none of its nominee
        regency=places[1], year=2025, until=until, reason="Banjir", granted_by=factories.admin()
    )
    assert [(row.name, row.days) for row in states(edition)] == [
        ("Desa Zeta", 25),
        ("Desa Alfa", 20),
        ("PT Awal", 30),
    ]


def test_coverage_stands_beside_last_years_and_is_nobody_elses(edition, places):
    report = nominees.verified(nominees.VILLAGE, places[0], 2024)
    again = nominees.draft(report.nominee, factories.officer(places[0]))
    nominees.fill(again, factories.officer(places[0]))
    factories.verified(places[0], 2024)
    (row,) = states(edition)
    assert (row.coverage, row.coverage_last_year, row.target) == (
        row.coverage_last_year,
        row.coverage,
        80,
    )
    assert round(float(row.coverage), 2) == round(row.sections and 400 * len(report.kind.segments) / 12, 2)


def test_nominees_are_found_by_name_region_kind_state_and_open_section(desk, edition, places):
    sambas, ketapang = places
    begun(village(sambas, "Desa Zeta"))
    company(sambas, "PT Awal")
    village(ketapang, "Desa Alfa")
    assert shown(desk, edition) == ["Desa Zeta", "PT Awal", "Desa Alfa"]
    assert shown(desk, edition, cari="alfa") == ["Desa Alfa"]
    assert shown(desk, edition, daerah="61.01") == ["Desa Zeta", "PT Awal"]
    assert shown(desk, edition, jenis=nominees.VILLAGE) == ["Desa Zeta", "Desa Alfa"]
    assert shown(desk, edition, jenis=nominees.VILLAGE, status=NOT_BEGUN) == ["Desa Alfa"]
    assert shown(desk, edition, bagian=Section.WAGES, jenis=nominees.COMPANY) == ["PT Awal"]
    assert shown(desk, edition, daerah="62.01", jenis="lain") == ["Desa Zeta", "PT Awal", "Desa Alfa"]
    assert shown(desk, edition, sort="-region") == ["Desa Alfa", "PT Awal", "Desa Zeta"]
    assert shown(desk, edition, sort="-days") == ["PT Awal", "Desa Zeta", "Desa Alfa"]


def test_every_region_tells_how_many_it_has_and_how_far_they_are(desk, edition, places):
    begun(village(places[0], "Desa Zeta"))
    company(places[0], "PT Awal")
    company(places[0], "PT Dua")
    answer = desk.get(page("awards_edition_nominees", edition.pk))
    table = answer.context["regions"]
    assert [[cell for _, cell, _ in cells][1:] for _, cells in table.lines()] == [
        ["Desa/kelurahan: 1 · Badan usaha besar dan menengah: 2", 2, 1, "–", "–"],
        ["Belum ada calon", "–", "–", "–", "–"],
    ]
    assert '<a href="?daerah=61.01#daftar">Kabupaten Sambas</a>' in text(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_many_nominees_take_as_many_queries_as_one(desk, edition, places, count):
    for number in range(count):
        report = nominees.verified(nominees.KINDS[number % 2], places[number % 2], 2024)
        nominees.draft(report.nominee, factories.officer(report.regency))
    with CaptureQueriesContext(connection) as queries:
        desk.get(page("awards_edition_nominees", edition.pk))
    assert panel.counted(queries) == 14


def test_the_file_holds_what_is_shown_by_the_sections_of_every_kind(desk, edition, places):
    begun(village(places[0], "=1+1"))
    company(places[1], "PT Awal")
    answer = desk.get(page("awards_edition_nominees_csv", edition.pk), {"sort": "-days"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="pemantauan-calon-2026.csv"'
    head, first, second = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head[:6] == ["kode_kemendagri", "daerah", "jenis_calon", "calon", "kode_calon", "laporan"]
    assert head[6:-9] == [f"bagian_{section}" for section in NOMINEES.sections]
    assert first[:4] == ["61.04", "Kabupaten Ketapang", "Badan usaha besar dan menengah", "PT Awal"]
    assert (first[5], set(first[6:-9])) == ("Belum mulai diisi", {""})
    told = dict(zip(head, second, strict=True))
    assert (told["calon"], told["bagian_upah"], told["bagian_profil"]) == ("'=1+1", "", "Sedang diisi")


def test_the_mail_goes_to_the_office_and_to_who_nominated_once_for_each_person(
    desk, edition, places, mailoutbox
):
    sambas, ketapang = places
    branch = nominees.nominator(factories.province(), "Cabang")
    left = nominees.nominator(ketapang, "Pergi")
    head, other = factories.head(sambas, "Zulkarnaen"), factories.head(ketapang, "Kepala lain")
    chosen = [
        village(sambas, "Desa Zeta", branch),
        village(sambas, "Desa Yota", branch),
        village(ketapang, "Desa Alfa", left),
    ]
    Membership.objects.filter(user=left).update(until=datetime.date(2024, 12, 31))
    asked = {"calon": [one.pk for one in chosen]}
    plan = desk.get(page("awards_edition_remind_nominees", edition.pk), asked).context["plan"]()
    assert mailoutbox == []
    answer = desk.post(page("awards_edition_remind_nominees", edition.pk), asked)
    assert answer.url == page("awards_edition_nominees", edition.pk)
    assert [(letter.person, [row.name for row in letter.places]) for letter in plan.letters] == [
        (head, ["Desa Yota", "Desa Zeta"]),
        (branch, ["Desa Yota", "Desa Zeta"]),
        (other, ["Desa Alfa"]),
    ]
    assert [(mail.to, mail.subject, mail.body) for mail in mailoutbox] == [
        ([letter.person.email], letter.subject, letter.text) for letter in plan.letters
    ]
    assert [mail.subject for mail in mailoutbox] == [
        "Paritrana Award 2026: laporan 2 calon belum dikirim",
        "Paritrana Award 2026: laporan 2 calon belum dikirim",
        "Paritrana Award 2026: laporan Desa Alfa belum dikirim",
    ]
    until = format_moment(edition.filling_deadline.astimezone(edition.province.zone))
    lines = mailoutbox[2].body.splitlines()
    assert lines[4:9] == [
        "Desa Alfa (Desa/kelurahan, Kabupaten Ketapang)",
        "Keadaan laporan: Belum mulai diisi",
        f"Batas waktu: {until}",
        "Yang perlu dilakukan:",
        "- Laporan belum mulai diisi.",
    ]
    assert "http://testserver/calon/" in lines or any(line.endswith("/calon/") for line in lines)
    assert "Pengingat dikirim kepada 3 orang untuk 3 calon." in text(desk.get(answer.url))


def test_a_nominee_is_reminded_once_a_day_and_its_region_by_itself(edition, places, admin, mailoutbox):
    found = village(places[0], "Desa Zeta")
    factories.head(places[0])
    remind(edition, {found.pk}, by=admin, whose=NOMINEES)
    with pytest.raises(Refused) as again:
        remind(edition, {found.pk}, by=admin, whose=NOMINEES)
    at = format_moment(Reminder.objects.get().sent_at.astimezone(edition.province.zone))
    assert again.value.reasons == [
        f"Desa Zeta sudah diingatkan oleh Admin Provinsi pada {at}. Ingatkan lagi besok."
    ]
    factories.window()
    remind(edition, {places[0].pk}, by=admin)
    assert list(Reminder.objects.order_by("pk").values_list("regency__name", "nominee__name")) == [
        ("Sambas", "Desa Zeta"),
        ("Sambas", None),
    ]
    Reminder.objects.update(day=timezone.localdate() - datetime.timedelta(days=1))  # the advice, followed
    remind(edition, {found.pk}, by=admin, whose=NOMINEES)


def test_who_gets_no_mail_is_told_of_by_name_and_the_advice_works(edition, places, admin, mailoutbox):
    sent = nominees.sent(nominees.VILLAGE, places[0]).nominee
    lonely = company(places[1], "PT Awal", nominees.nominator(places[1]))
    Membership.objects.filter(user=lonely.nominated_by).update(until=datetime.date(2024, 12, 31))
    with pytest.raises(Refused) as refusal:
        remind(edition, {sent.pk, lonely.pk}, by=admin, whose=NOMINEES)
    assert refusal.value.reasons == [
        f"Laporan {sent} sudah dikirim dan menunggu verifikasi; tidak ada yang perlu diingatkan.",
        "Kabupaten Ketapang belum memiliki petugas atau kepala dinas yang aktif. Tambahkan penugasannya.",
    ]
    factories.officer(places[1])
    remind(edition, {lonely.pk}, by=admin, whose=NOMINEES)
    with pytest.raises(Refused) as stranger:
        remind(edition, {lonely.pk}, by=world.elsewhere()[0], whose=NOMINEES)
    assert stranger.value.reasons == ["Hanya admin Kalimantan Barat yang dapat mengingatkan calon di sini."]
    with pytest.raises(Refused) as nobody:
        remind(edition, {places[0].pk + 10_000}, by=admin, whose=NOMINEES)
    assert nobody.value.reasons == [
        "Belum ada calon yang dipilih. Centang sedikitnya satu calon di halaman Pemantauan calon."
    ]


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_remind_of_a_nominee_at_the_same_moment_send_one_mail(mailoutbox):
    place = factories.regency()
    first, second = factories.admin(), factories.admin()
    edition = world.reload(world.prepared())
    nominees.window(nominees.VILLAGE)
    found = village(place, "Desa Zeta", factories.officer(place))
    sent, refused = race(
        lambda: remind(edition, {found.pk}, by=first, whose=NOMINEES),
        lambda: remind(edition, {found.pk}, by=second, whose=NOMINEES),
    )
    assert [row.nominee for row in sent.places] == [found]
    assert "sudah diingatkan oleh Admin Provinsi" in str(refused)
    assert (len(mailoutbox), Reminder.objects.count()) == (1, 1)
