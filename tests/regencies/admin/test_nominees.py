"""Nominees, their reports and who nominates on the desk: the own province's, with their history."""

import datetime

import pytest
from django.urls import reverse

from regencies.actions.errors import Refused
from regencies.actions.nominees import nominate
from regencies.choices import Role
from regencies.models import Extension, Membership, Nominee
from tests import factories
from tests.builders import nominees
from tests.builders.browser_tab import browser
from tests.builders.nominees import COMPANY, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return browser(factories.admin())


@pytest.fixture
def company(ketapang):
    return nominees.nominee(COMPANY, ketapang, name="PT Sawit Jaya", code="9120001234567")


def text(client, name, *args, **asked) -> str:
    response = client.get(reverse(f"admin:{name}", args=args), asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_list_has_the_own_province_and_is_narrowed_by_kind(admin, ketapang, company, elsewhere):
    nominees.nominee(VILLAGE, ketapang, name="Desa Sukamaju")
    nominees.nominee(COMPANY, elsewhere, name="PT Jauh")
    shown = text(admin, "regencies_nominee_changelist")
    assert [name in shown for name in ("PT Sawit Jaya", "Desa Sukamaju", "PT Jauh")] == [True, True, False]
    narrowed = text(admin, "regencies_nominee_changelist", jenis=VILLAGE)
    assert [name in narrowed for name in ("PT Sawit Jaya", "Desa Sukamaju")] == [False, True]


def test_a_mistake_is_mended_with_the_rule_of_the_code_and_stands_in_the_history(admin, company):
    address = reverse("admin:regencies_nominee_change", args=[company.pk])
    form = admin.get(address).context["adminform"].form
    assert list(form.fields) == ["name", "code", "size", "sector", "address", "contact_name", "contact_phone"]
    typed = {name: form[name].value() for name in form.fields}
    wrong = admin.post(address, typed | {"code": "123"})
    assert (
        wrong.context["adminform"]
        .form.errors["code"][0]
        .startswith("Tertulis “123”. NIB terdiri atas 13 angka.")
    )
    assert admin.post(address, typed | {"code": "9120007654321"}).status_code == 302
    company.refresh_from_db()
    assert company.code == "9120007654321"
    history = text(admin, "regencies_nominee_history", company.pk)
    assert ("9120007654321" in history, "badan-usaha" in history) == (True, False)


def test_reports_are_listed_by_nominee_and_kind(admin, ketapang):
    report = nominees.sent(VILLAGE, ketapang)
    factories.sent(ketapang)
    of_region = text(admin, "regencies_yearlyreport_changelist", jenis="kabupaten-kota")
    of_village = text(admin, "regencies_yearlyreport_changelist", jenis=VILLAGE)
    assert (str(report.nominee) in of_region, str(report.nominee) in of_village) == (False, True)
    assert f"Isi laporan: {report.nominee} 2025" in text(admin, "regencies_yearlyreport_contents", report.pk)


def test_a_nominator_is_given_a_region_or_the_province_and_not_both(admin, ketapang):
    address = reverse("admin:regencies_membership_add")
    person = factories.officer(ketapang)
    given = {"user": person.pk, "role": Role.NOMINATOR, "since": "1 Januari 2026", "until": ""}
    both = admin.post(address, given | {"regency": ketapang.pk, "province": ketapang.province_id})
    assert "pengusul di salah satunya" in both.content.decode()
    neither = admin.post(address, given)
    assert "pengusul di salah satunya" in neither.content.decode()
    for where in ({"regency": ketapang.pk}, {"province": ketapang.province_id}):
        assert admin.post(address, given | where).status_code == 302
    held = Membership.objects.filter(user=person, role=Role.NOMINATOR)
    assert {str(one) for one in held} == {"Pengusul · Kabupaten Ketapang", "Pengusul · Kalimantan Barat"}


def test_an_extension_for_a_nominee_is_of_nobody_else(admin, ketapang, company):
    edition = factories.edition(award_year=2026, phase="pengisian")
    other = nominees.nominee(COMPANY, factories.regency("Sambas", "61.01"))
    address = reverse("admin:awards_edition_extension", args=[edition.pk])
    asked = {"regency": ketapang.pk, "until": "29 Desember 2026 16.00", "reason": "Banjir."}
    wrong = admin.post(address, asked | {"nominee": other.pk})
    assert wrong.context["form"].errors == {
        "nominee": [f"{other} diusulkan di Kabupaten Sambas. Pilih daerah itu, atau kosongkan calonnya."]
    }
    for nominee in ({"nominee": company.pk}, {}):
        assert admin.post(address, asked | nominee).status_code == 302
    assert set(Extension.objects.values_list("regency", "nominee")) == {
        (ketapang.pk, company.pk),
        (ketapang.pk, None),
    }
    later = asked | {"until": "30 Desember 2026 16.00", "nominee": company.pk}
    assert admin.post(address, later).status_code == 302
    until = Extension.objects.get(nominee=company).until.astimezone(ketapang.province.zone)
    assert (until.date(), Extension.objects.count()) == (datetime.date(2026, 12, 30), 2)
    assert "PT Sawit Jaya" in text(admin, "regencies_extension_changelist")


def test_an_extension_opens_the_report_of_the_nominee_and_no_other(ketapang, company):
    window = nominees.window(COMPANY)
    by = company.nominated_by
    report, other = nominees.draft(company, by), nominees.draft(nominees.nominee(COMPANY, ketapang, by), by)
    type(window).objects.update(deadline=window.deadline - datetime.timedelta(days=60))
    Extension.objects.create(
        regency=ketapang, nominee=company, year=2025, until=window.deadline, reason="x", granted_by=by
    )
    key = "2025/calon/{}".format
    shown = [
        browser(by).get(reverse("report_section", args=[key(one.nominee_id), "profil"])).context["form"]
        is None
        for one in (report, other)
    ]
    assert shown == [False, True]


def sent_form(form, **changed):
    """What the page of a form sends, some boxes typed anew."""
    return {name: form[name].value() or "" for name in form.fields} | changed


def test_the_admin_nominates_in_a_region_by_the_verb_of_the_offices(admin, ketapang, elsewhere):
    sambas = factories.regency("Sambas", "61.01")
    listed = text(admin, "regencies_nominee_changelist")
    address = reverse("admin:regencies_nominee_nominate", args=[VILLAGE])
    assert address in listed
    form = admin.get(address).context["form"]
    assert list(form.fields["regency"].queryset) == [sambas, ketapang]
    typed = sent_form(form, name="Desa Sungai", regency=sambas.pk, code="6104992001")
    wrong = admin.post(address, typed)
    assert (wrong.status_code, Nominee.objects.count()) == (422, 0)
    assert wrong.context["form"].errors["code"] == [
        "Tertulis “6104992001”. Kode desa di daerah ini diawali 6101. Periksa kodenya, atau pilih daerah "
        "yang benar."
    ]
    done = admin.post(address, typed | {"code": "6101992001"})  # the advice, followed
    assert (done.status_code, done.url) == (302, reverse("admin:regencies_nominee_changelist"))
    made = Nominee.objects.get()
    assert (made.name, made.regency, str(made.nominated_by)) == ("Desa Sungai", sambas, "Admin Provinsi")
    again = admin.post(address, typed | {"code": "6101992001"})
    assert again.status_code == 302  # a second tap
    other = admin.post(address, typed | {"code": "6101992001", "name": "Desa Lain"})
    assert other.context["problems"] == [
        "Tertulis “6101992001”. Kode ini sudah dipakai Desa Sungai. Periksa kodenya, atau buka calon itu di halaman "
        "Calon."
    ]
    assert Nominee.objects.count() == 1
    history = text(admin, "regencies_nominee_history", made.pk)
    assert "Admin Provinsi" in history


def test_a_name_copied_from_a_document_is_stored_as_it_is_read_and_found(admin, ketapang):
    address = reverse("admin:regencies_nominee_nominate", args=[VILLAGE])
    copied = " Desa\u00a0Sungai\u200b \u00adRaya "
    typed = sent_form(admin.get(address).context["form"], name=copied, code="6104992001")
    assert admin.post(address, typed).status_code == 302
    assert Nominee.objects.get(name__icontains="desa sungai").name == "Desa Sungai Raya"
    assert admin.post(address, typed).status_code == 302  # a second tap
    assert Nominee.objects.count() == 1


def test_nominating_does_not_let_the_admin_fill_in(admin, ketapang, client):
    address = reverse("admin:regencies_nominee_nominate", args=[VILLAGE])
    typed = sent_form(admin.get(address).context["form"], name="Desa Sungai", code="6104992001")
    assert admin.post(address, typed).status_code == 302
    made = Nominee.objects.get()
    nominees.window(VILLAGE)
    assert [
        admin.get(url).status_code for url in (f"/calon/{made.pk}/", f"/laporan/2025/calon/{made.pk}/")
    ] == [404] * 2
    assert browser(factories.officer(ketapang)).get(f"/calon/{made.pk}/").status_code == 200


def test_the_admin_withdraws_with_a_reason_and_nominates_again(admin, ketapang, company):
    address = reverse("admin:regencies_nominee_withdraw", args=[company.pk])
    assert address in text(admin, "regencies_nominee_change", company.pk)
    blank = admin.post(address, {"reason": " "})
    assert (blank.status_code, blank.context["problems"]) == (
        409,
        ["Alasan penarikan belum ditulis. Tuliskan mengapa usulan ditarik."],
    )
    assert admin.post(address, {"reason": "Perusahaan tutup."}).status_code == 302  # the advice, followed
    company.refresh_from_db()
    assert (company.withdrawn_at is None, company.reason) == (False, "Perusahaan tutup.")
    history = text(admin, "regencies_nominee_history", company.pk)
    assert ("Perusahaan tutup." in history, "Admin Provinsi" in history) == (True, True)
    twice = admin.post(address, {"reason": "Lagi."})
    assert twice.context["problems"] == [
        "Usulan PT Sawit Jaya sudah ditarik. Muat ulang halaman untuk melihat keadaannya."
    ]
    back = reverse("admin:regencies_nominee_again", args=[company.pk])
    assert back in text(admin, "regencies_nominee_change", company.pk)
    assert admin.post(back).status_code == 302
    company.refresh_from_db()
    assert (company.withdrawn_at, company.reason) == (None, "")


def test_a_nominee_whose_report_waits_is_withdrawn_by_nobody(admin, ketapang):
    report = nominees.sent(VILLAGE, ketapang)
    address = reverse("admin:regencies_nominee_withdraw", args=[report.nominee_id])
    refused = admin.post(address, {"reason": "Salah usul."})
    assert refused.context["problems"] == [
        f"Laporan {report.nominee} tahun 2025 sedang menunggu verifikasi. Tarik kembali laporannya, atau tunggu "
        "hasilnya."
    ]


def test_another_province_is_not_found_and_nobody_nominates_there(admin, elsewhere):
    there = nominees.nominee(VILLAGE, elsewhere)
    for name in ("withdraw", "again"):
        assert admin.post(reverse(f"admin:regencies_nominee_{name}", args=[there.pk])).status_code == 404
    assert admin.get(reverse("admin:regencies_nominee_nominate", args=["kabupaten-kota"])).status_code == 404
    with pytest.raises(Refused, match="Hanya dinas, pengusul, dan admin provinsi daerah ini"):
        nominate(elsewhere, VILLAGE, nominees.values_of(VILLAGE, elsewhere), by=factories.admin())


def test_a_name_that_was_copied_is_stored_as_it_is_read(admin, company):
    address = reverse("admin:regencies_nominee_change", args=[company.pk])
    form = admin.get(address).context["adminform"].form
    typed = {name: form[name].value() for name in form.fields}
    copied = {"name": "PT  Sawit\u00a0Maju\u200b", "contact_name": " Siti \t Aminah "}
    assert admin.post(address, typed | copied).status_code == 302
    company.refresh_from_db()
    assert (company.name, company.contact_name) == ("PT Sawit Maju", "Siti Aminah")
