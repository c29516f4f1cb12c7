"""The pages of nominees: the list, the form of each kind, one nominee with its years, changed and withdrawn."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regencies.models import Nominee, YearlyReport
from tests import factories
from tests.builders import nominees
from tests.builders.browser_tab import browser, page, post
from tests.builders.nominees import COMPANY, KINDS, SMALL, VILLAGE
from tests.builders.odd_texts import ODD_TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def pengusul(ketapang):
    return nominees.nominator(ketapang, "Rina BPJS")


@pytest.fixture
def village(ketapang, pengusul):
    return nominees.nominee(VILLAGE, ketapang, pengusul, name="Desa Sukamaju", code="6104052003")


def boxes(user, *address) -> list[str]:
    return list(browser(user).get(reverse(*address)).context["form"].fields)


def test_each_kind_asks_for_its_own(pengusul):
    of_all = ["name", "code", "address", "contact_name", "contact_phone"]
    of_company = ["name", "code", "size", "sector", *of_all[2:]]
    asked = {kind: boxes(pengusul, "nominee_new", None, [kind]) for kind in KINDS}
    assert asked == {VILLAGE: of_all, COMPANY: of_company, SMALL: of_company}
    form = browser(pengusul).get(reverse("nominee_new", args=[SMALL])).context["form"]
    assert [value for value, _ in form.fields["size"].choices] == ["", "kecil", "mikro"]
    assert (form["code"].label, form["code"].help_text) == (
        "NIB",
        "Tulis Nomor Induk Berusaha dari OSS tanpa spasi, misalnya 9120001234567.",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_nominated_in_the_browser_and_shown_on_its_own_page(kind, ketapang, pengusul):
    values = nominees.values_of(kind, ketapang)
    answer = post(pengusul, "nominee_new", kind, data=values)
    made = Nominee.objects.get()
    assert (answer.url, made.kind, made.regency) == (reverse("nominee", args=[made.pk]), kind, ketapang)
    assert {name: getattr(made, name) for name in values} == values
    shown = page(pengusul, "nominee", made.pk)
    assert f"<h1>\n                {made.name}" in shown or made.name in shown
    assert made.code in shown


def test_a_branch_of_the_province_chooses_the_region(ketapang):
    factories.regency("Sambas", "61.01")
    branch = nominees.nominator(ketapang.province)
    assert boxes(branch, "nominee_new", None, [VILLAGE])[0] == "regency"
    values = nominees.values_of(VILLAGE, ketapang)
    lacking = post(branch, "nominee_new", VILLAGE, data=values, status=422)
    assert dict(lacking.context["form"].errors) == {"regency": ["Isian ini wajib diisi."]}
    post(branch, "nominee_new", VILLAGE, data=values | {"regency": ketapang.pk})
    assert Nominee.objects.get().regency == ketapang


def test_a_region_of_another_province_cannot_be_chosen(ketapang, elsewhere):
    factories.regency("Sambas", "61.01")
    branch = nominees.nominator(ketapang.province)
    values = nominees.values_of(VILLAGE, elsewhere) | {"regency": elsewhere.pk}
    refused = post(branch, "nominee_new", VILLAGE, data=values, status=422)
    assert list(refused.context["form"].errors) == ["regency"]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "Isian ini wajib diisi."),
        ("61.04.05.2003", "Tertulis “61.04.05.2003”. Kode desa terdiri atas 10 angka. "),
        ("9" * 200, f"Tertulis “{'9' * 40}…”. Kode desa terdiri atas 10 angka. "),
        ("٦١٠٤٠٥٢٠٠٣", "Tertulis “٦١٠٤٠٥٢٠٠٣”. Kode desa terdiri atas 10 angka. "),
        ("6102052003", "Tertulis “6102052003”. Kode desa di daerah ini diawali 6104. "),
    ],
)
def test_a_wrong_code_is_said_at_its_box_and_nothing_is_stored(code, says, ketapang, pengusul):
    values = nominees.values_of(VILLAGE, ketapang) | {"code": code}
    errors = post(pengusul, "nominee_new", VILLAGE, data=values, status=422).context["form"].errors
    assert (list(errors), len(errors["code"]), errors["code"][0][: len(says)]) == (["code"], 1, says)
    assert Nominee.objects.count() == 0


def test_a_code_nominated_before_is_told_on_the_form(ketapang, village, officer):
    values = nominees.values_of(VILLAGE, ketapang) | {"code": village.code}
    shown = post(officer, "nominee_new", VILLAGE, data=values, status=422)
    assert shown.context["form"].non_field_errors() == [
        "Tertulis “6104052003”. Kode ini sudah dipakai Desa Sukamaju. Periksa kodenya, atau buka calon itu di "
        "halaman Calon."
    ]


def test_who_nominates_nowhere_has_no_pages_and_another_region_is_not_found(village, elsewhere):
    sambas = factories.officer(factories.regency("Sambas", "61.01"))
    far = nominees.nominator(elsewhere.province)
    for person in (factories.verifier(), factories.admin(), factories.user()):
        page(person, "nominee_index", status=404)
        page(person, "nominee_new", VILLAGE, status=404)
    for person in (sambas, far, factories.verifier(), factories.admin()):
        for name in ("nominee", "nominee_change", "nominee_history", "nominee_withdraw", "nominee_again"):
            page(person, name, village.pk, status=404)
    assert "Desa Sukamaju" not in page(sambas, "nominee_index")
    for kind in ("kabupaten-kota", "yayasan"):
        page(sambas, "nominee_new", kind, status=404)


def rows(user, query: str = "") -> list[list[str]]:
    table = browser(user).get(f"{reverse('nominee_index')}{query}").context["table"]
    return [[row.record.nominee.name, row.record.nominee.kind] for row in table.rows]


def test_the_list_is_of_the_own_area_and_narrowed_by_kind_and_name(ketapang, village, pengusul, elsewhere):
    sambas = factories.regency("Sambas", "61.01")
    company = nominees.nominee(COMPANY, sambas, name="PT Sambas")
    nominees.nominee(COMPANY, elsewhere, name="PT Jauh")
    branch = nominees.nominator(ketapang.province)
    assert rows(branch) == [["PT Sambas", COMPANY], ["Desa Sukamaju", VILLAGE]]
    assert rows(branch, f"?jenis={COMPANY}") == [["PT Sambas", COMPANY]]
    assert rows(branch, "?cari=suka") == [["Desa Sukamaju", VILLAGE]]
    assert rows(pengusul) == [["Desa Sukamaju", VILLAGE]]
    assert rows(factories.head(sambas)) == [[company.name, COMPANY]]


def test_the_list_says_how_far_the_report_of_the_open_year_is(village, pengusul):
    assert "Pengisian tidak sedang dibuka" in page(pengusul, "nominee_index")
    nominees.window(VILLAGE)
    assert "Belum mulai diisi" in page(pengusul, "nominee_index")
    nominees.draft(village, pengusul)
    shown = page(pengusul, "nominee_index")
    assert ("Belum mulai diisi" in shown, "Draf" in shown, "Tahun penilaian 2025" in shown) == (
        False,
        True,
        True,
    )


def test_begun_from_its_page_and_again_only_opened(village, pengusul):
    nominees.window(VILLAGE)
    assert "Mulai mengisi laporan 2025" in page(pengusul, "nominee", village.pk)
    answer = post(pengusul, "report_open", f"2025/calon/{village.pk}")
    assert answer.url == f"/laporan/2025/calon/{village.pk}/"
    assert YearlyReport.objects.get().nominee == village
    shown = page(pengusul, "nominee", village.pk)
    assert ("Lanjutkan mengisi" in shown, answer.url in shown) == (True, True)


def test_what_cannot_be_begun_is_told_on_the_page_of_the_nominee(village, pengusul):
    answer = browser(pengusul).post(reverse("report_open", args=[f"2025/calon/{village.pk}"]), follow=True)
    assert answer.redirect_chain[0][0] == reverse("nominee", args=[village.pk])
    assert "Pengisian tahun penilaian 2025 tidak sedang dibuka oleh provinsi." in answer.content.decode()


def test_changed_withdrawn_and_nominated_again(village, officer):
    client = browser(officer)
    form = client.get(reverse("nominee_change", args=[village.pk])).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed |= {form[name].html_initial_name: value for name, value in typed.items()}
    post(officer, "nominee_change", village.pk, data=typed | {"name": "Desa Maju"})
    village.refresh_from_db()
    assert village.name == "Desa Maju"
    stale = post(officer, "nominee_change", village.pk, data=typed | {"name": "Desa Jaya"}, status=422)
    assert "sudah diubah menjadi “Desa Maju”" in stale.content.decode()

    post(officer, "nominee_withdraw", village.pk, data={"reason": ""}, status=409)
    post(officer, "nominee_withdraw", village.pk, data={"reason": "Diganti"})
    shown = page(officer, "nominee", village.pk)
    assert ("Usulan sudah ditarik" in shown, "Diganti" in shown) == (True, True)
    assert "Usulan ditarik" in page(officer, "nominee_index")
    post(officer, "nominee_again", village.pk)
    village.refresh_from_db()
    assert village.withdrawn_at is None
    assert "Diganti" in page(officer, "nominee_history", village.pk)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(number, ketapang, officer):
    for kind in KINDS:
        nominees.window(kind)
        for _ in range(number):
            nominees.draft(nominees.nominee(kind, ketapang, officer), officer)
    client = browser(officer)
    client.get(reverse("nominee_index"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("nominee_index"))
    assert len(queries) == 10


@pytest.mark.parametrize("number", [1, 3])
def test_a_nominee_takes_as_many_queries_for_three_years_as_for_one(number, village, officer):
    for year in range(2025, 2025 - number, -1):
        nominees.draft(village, officer, year)
    client = browser(officer)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("nominee", args=[village.pk]))
    assert len(queries) == 11


def test_a_nominator_starts_at_the_nominees_and_sees_no_report_of_the_region(ketapang, pengusul, complete):
    client = browser(pengusul)
    assert client.get(reverse("home_for_role")).url == reverse("nominee_index")
    shown = client.get(reverse("nominee_index"))
    nav = shown.context["site_role"].nav
    assert ([link.label for link in nav], shown.context["site_role"].label) == (
        ["Calon", "Beranda"],
        "Pengusul",
    )
    for name, *args in (
        ("report_index",),
        ("report_overview", 2025),
        ("objection_index",),
        ("verifier_queue",),
    ):
        page(pengusul, name, *args, status=404)


@pytest.mark.parametrize("text", [*ODD_TEXTS.values(), "a\0b"], ids=[*ODD_TEXTS, "NUL"])
def test_odd_texts_are_stored_or_refused_at_their_box(text, ketapang, pengusul, village):
    values = nominees.values_of(VILLAGE, ketapang)
    for box in ("name", "code", "address", "contact_name", "contact_phone"):
        answer = browser(pengusul).post(reverse("nominee_new", args=[VILLAGE]), values | {box: text})
        assert answer.status_code in {302, 422}, box
        changed = browser(pengusul).post(reverse("nominee_change", args=[village.pk]), values | {box: text})
        assert changed.status_code in {302, 422}, box
        Nominee.objects.exclude(pk=village.pk).delete()
        page(pengusul, "nominee", village.pk)
    text = text.replace("\0", "")  # in an address it is answered by the middleware
    for asked in ({"cari": text}, {"jenis": text}, {"sort": text}, {"sort": "region"}, {"page": "99"}):
        assert browser(pengusul).get(reverse("nominee_index"), asked).status_code == 200
