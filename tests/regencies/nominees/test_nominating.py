"""The verbs about nominees: who may, what a code must be, and what happens when two are at it."""

import datetime

import pytest
from django.utils import timezone

from regencies.actions.entries import add_entry
from regencies.actions.errors import Refused
from regencies.actions.nominees import change_nominee, nominate, nominate_again, withdraw_nominee
from regencies.actions.open_report import open_report
from regencies.choices import Section
from regencies.models import Nominee, YearlyReport
from tests import factories
from tests.builders import nominees
from tests.builders.nominees import COMPANY, KINDS, SMALL, VILLAGE
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def pengusul(ketapang):
    return nominees.nominator(ketapang)


@pytest.fixture
def village(ketapang, pengusul):
    return nominees.nominee(VILLAGE, ketapang, pengusul, name="Desa Sukamaju")


def reasons(refused) -> list[str]:
    return refused.value.reasons


@pytest.mark.parametrize("kind", KINDS)
def test_officer_head_and_both_kinds_of_nominators_nominate(kind, ketapang, officer, head, pengusul):
    for by in (officer, head, pengusul, nominees.nominator(ketapang.province)):
        made = nominees.nominee(kind, ketapang, by)
        assert (made.kind, made.regency, made.nominated_by, made.withdrawn_at) == (kind, ketapang, by, None)


def test_nobody_else_nominates_changes_or_withdraws(ketapang, village, elsewhere):
    strangers = [
        factories.verifier(),
        factories.admin(elsewhere.province),
        factories.officer(factories.regency("Sambas", "61.01")),
        nominees.nominator(factories.regency("Sambas", "61.01")),
        nominees.nominator(elsewhere.province),
        factories.user(),
    ]
    values = nominees.values_of(VILLAGE, ketapang)
    for by in strangers:
        for act in (
            lambda by=by: nominate(ketapang, VILLAGE, values, by=by),
            lambda by=by: change_nominee(village, {"name": "Lain"}, {}, by=by),
            lambda by=by: withdraw_nominee(village, reason="Keliru", by=by),
            lambda by=by: nominate_again(village, by=by),
        ):
            with pytest.raises(Refused, match="Hanya dinas, pengusul, dan admin provinsi daerah ini"):
                act()
    assert Nominee.objects.get().name == "Desa Sukamaju"


@pytest.mark.parametrize(
    ("kind", "wrong", "says", "right"),
    [
        (
            VILLAGE,
            {"code": "61.04.05.2003"},
            "Tertulis “61.04.05.2003”. Kode desa terdiri atas 10 angka. Tulis kode wilayah Kemendagri tanpa titik, "
            "misalnya 6102052003.",
            {"code": "6104052003"},
        ),
        (
            VILLAGE,
            {"code": "6102052003"},
            "Tertulis “6102052003”. Kode desa di daerah ini diawali 6104. Periksa kodenya, atau pilih daerah yang "
            "benar.",
            {"code": "6104052003"},
        ),
        (
            COMPANY,
            {"code": "912000123456"},
            "Tertulis “912000123456”. NIB terdiri atas 13 angka. Tulis Nomor Induk Berusaha dari OSS tanpa spasi, "
            "misalnya 9120001234567.",
            {"code": "9120001234567"},
        ),
        (
            COMPANY,
            {"size": "mikro"},
            "Skala usaha belum dipilih. Badan usaha besar dan menengah berskala besar atau menengah.",
            {"size": "menengah"},
        ),
        (SMALL, {"sector": ""}, "Sektor usaha belum dipilih. Pilih yang utama.", {"sector": "tambang"}),
    ],
)
def test_what_is_wrong_is_said_with_its_rule_and_the_advice_is_taken(
    kind, wrong, says, right, ketapang, pengusul
):
    values = nominees.values_of(kind, ketapang) | wrong
    with pytest.raises(Refused) as refused:
        nominate(ketapang, kind, values, by=pengusul)
    assert reasons(refused) == [says]
    made = nominate(ketapang, kind, values | right, by=pengusul)
    assert {name: getattr(made, name) for name in right} == right


def test_the_region_itself_and_an_unknown_kind_are_not_nominated(ketapang, pengusul):
    for kind in ("kabupaten-kota", "yayasan"):
        with pytest.raises(Refused, match="Pilih jenis dari halaman Calon"):
            nominate(ketapang, kind, {"name": "x", "code": "6104052003"}, by=pengusul)


def test_a_region_that_ended_nominates_nobody_from_the_day_after_its_last(ketapang, pengusul):
    today = timezone.localdate()
    ketapang.until = today
    assert nominees.nominee(VILLAGE, ketapang, pengusul).regency == ketapang
    ketapang.until = today - datetime.timedelta(days=1)
    with pytest.raises(Refused) as refused:
        nominees.nominee(VILLAGE, ketapang, pengusul)
    assert reasons(refused) == [
        "Kabupaten Ketapang sudah berakhir. Usulkan calon di daerah yang melanjutkannya."
    ]


def test_a_code_is_nominated_once_and_whoever_may_know_is_told_who_has_it(ketapang, pengusul, officer):
    made = nominees.nominee(COMPANY, ketapang, pengusul, name="PT Sawit Jaya")
    values = nominees.values_of(COMPANY, ketapang, code=made.code)
    taken = f"Tertulis “{made.code}”."
    with pytest.raises(Refused) as refused:
        nominate(ketapang, COMPANY, values, by=officer)
    assert reasons(refused) == [
        f"{taken} Kode ini sudah dipakai PT Sawit Jaya. Periksa kodenya, atau buka calon itu di halaman Calon."
    ]
    sambas = factories.regency("Sambas", "61.01")
    with pytest.raises(Refused) as refused:
        nominate(sambas, COMPANY, values, by=factories.officer(sambas))
    assert reasons(refused) == [
        f"{taken} Kode ini sudah diusulkan di daerah lain. Periksa kodenya, atau hubungi admin provinsi."
    ]
    withdraw_nominee(made, reason="Salah kirim", by=pengusul)
    with pytest.raises(Refused) as refused:
        nominate(ketapang, COMPANY, values, by=officer)
    assert reasons(refused) == [
        f"{taken} PT Sawit Jaya pernah diusulkan, lalu ditarik. Buka halamannya dan pilih Usulkan kembali."
    ]
    assert nominate_again(made, by=officer).withdrawn_at is None


def test_the_same_code_may_be_another_kind_of_participant(ketapang, pengusul):
    made = nominees.nominee(COMPANY, ketapang, pengusul)
    assert nominees.nominee(SMALL, ketapang, pengusul, code=made.code).code == made.code


@pytest.mark.django_db(transaction=True)
def test_of_two_who_nominate_one_code_at_once_the_second_is_told_in_words():
    place = factories.regency()
    first_by, second_by = factories.officer(place), nominees.nominator(place)
    values = nominees.values_of(VILLAGE, place)

    def by(person, name):
        return lambda: nominate(place, VILLAGE, values | {"name": name}, by=person)

    first, second = race(by(first_by, "Desa Satu"), by(second_by, "Desa Dua"))
    assert (first.name, Nominee.objects.count()) == ("Desa Satu", 1)
    assert second.reasons == [
        f"Tertulis “{values['code']}”. Kode ini sudah dipakai Desa Satu. Periksa kodenya, atau buka calon itu di "
        "halaman Calon."
    ]


def test_a_second_tap_is_the_first(ketapang, pengusul):
    values = nominees.values_of(VILLAGE, ketapang)
    first = nominate(ketapang, VILLAGE, values, by=pengusul)
    assert nominate(ketapang, VILLAGE, values, by=pengusul) == first
    for act in (
        lambda: withdraw_nominee(first, reason="Keliru", by=pengusul),
        lambda: nominate_again(first, by=pengusul),
    ):
        assert (act(), act()) == (first, first)
    assert Nominee.pgh_event_model.objects.count() == 3


def test_a_change_writes_what_was_changed_and_nothing_else(village, officer, pengusul):
    seen = {"name": "Desa Sukamaju", "address": village.address}
    change_nominee(village, seen | {"address": "Jalan Baru 2"}, seen, by=officer)
    change_nominee(village, seen | {"name": "Desa Maju"}, seen, by=pengusul)
    village.refresh_from_db()
    assert (village.name, village.address) == ("Desa Maju", "Jalan Baru 2")
    with pytest.raises(Refused) as refused:
        change_nominee(village, {"name": "Desa Jaya"}, seen, by=officer)
    assert reasons(refused) == [
        "Nama sudah diubah menjadi “Desa Maju” sejak halaman ini dibuka. Muat ulang halaman, lalu ubah lagi."
    ]
    assert (
        change_nominee(village, {"name": "Desa Jaya"}, {"name": "Desa Maju"}, by=officer).name == "Desa Jaya"
    )


def test_a_change_to_a_code_that_is_taken_is_refused(ketapang, village, pengusul):
    other = nominees.nominee(VILLAGE, ketapang, pengusul)
    nominees.nominee(VILLAGE, ketapang, pengusul, name="Desa Aman")  # the first of the list
    with pytest.raises(Refused, match=f"Tertulis “{other.code}”. Kode ini sudah dipakai {other}. Periksa"):
        change_nominee(village, {"code": other.code}, {"code": village.code}, by=pengusul)


def test_withdrawing_wants_a_reason_and_closes_the_report_until_it_is_nominated_again(village, pengusul):
    report = nominees.draft(village, pengusul)
    with pytest.raises(Refused, match="Alasan penarikan belum ditulis"):
        withdraw_nominee(village, reason="  ", by=pengusul)
    withdrawn = withdraw_nominee(village, reason=" Diganti desa lain ", by=pengusul)
    assert (withdrawn.reason, Nominee.objects.taking_part().count()) == ("Diganti desa lain", 0)
    says = "Usulan Desa Sukamaju sudah ditarik. Usulkan kembali lebih dahulu, lalu isi laporannya."
    nominees.window(VILLAGE, year=2026)
    with pytest.raises(Refused) as refused:
        open_report(village.regency, 2026, by=pengusul, nominee=village)
    assert reasons(refused) == [says]
    nominate_again(village, by=pengusul)
    assert open_report(village.regency, 2026, by=pengusul, nominee=village) != report


def test_a_report_that_waits_for_the_verifier_is_taken_back_first(village, pengusul):
    for year in (2024, 2025):
        nominees.draft(village, pengusul, year)
    YearlyReport.objects.filter(nominee=village).update(
        status="sent", sent_at=village.nominated_at, certified_by=pengusul, version=1
    )
    with pytest.raises(Refused) as refused:
        withdraw_nominee(village, reason="Keliru", by=pengusul)
    assert reasons(refused) == [
        "Laporan Desa Sukamaju tahun 2024 sedang menunggu verifikasi. Tarik kembali laporannya, atau tunggu hasilnya."
    ]
    neighbour = nominees.nominee(VILLAGE, village.regency, pengusul)
    assert withdraw_nominee(neighbour, reason="Keliru", by=pengusul).reason == "Keliru"
    YearlyReport.objects.filter(nominee=village).update(status="draft")
    assert withdraw_nominee(village, reason="Keliru", by=pengusul).reason == "Keliru"


@pytest.mark.django_db(transaction=True)
def test_what_is_typed_while_the_nominee_is_withdrawn_is_refused():
    place = factories.regency()
    by, officer = nominees.nominator(place), factories.officer(place)
    village = nominees.nominee(VILLAGE, place, by)
    report = nominees.draft(village, by)
    group = {
        "group": "petani",
        "funding_source": "apbdes",
        "persons": 1,
        "months_covered": 12,
        "realised": 201_600,
    }
    _, second = race(
        lambda: withdraw_nominee(village, reason="Diganti", by=by),
        lambda: add_entry(report, Section.GROUPS, group, by=officer),
    )
    assert second.reasons[0].startswith(f"Usulan {village} sudah ditarik.")
