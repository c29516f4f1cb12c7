"""The page of a section of rows: every row with its boxes, what is asked beside it, and one row to be added."""

import re

import pytest
from django.urls import reverse

from regencies.actions.entries import add_entry, add_regulation
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.report_status import return_report, review_entry, submit_report
from regencies.choices import RegulationKind, ReviewState, Section
from tests import factories
from tests.builders.browser_tab import Tab, browser, page

pytestmark = pytest.mark.django_db

SAVEPOINT = 2  # of ATOMIC_REQUESTS inside the transaction of the test
PERBUP = {"kind": RegulationKind.PERKADA, "number": "83", "year": 2023, "title": "Perlindungan <pekerja>"}


def add(report, officer, number="83"):
    given = {"still_in_force": True, "is_special": True, "articles": "3–5", "pages": "2", "covers": "BPU\nPU"}
    return add_regulation(report, PERBUP | {"number": number}, given, by=officer)


def shown(user, section="regulasi"):
    return " ".join(page(user, "report_section", 2025, section).split())


def row_of(html, entry):
    """The part of the page about one row."""
    return html.partition(f'id="butir-{entry.pk}"')[2].partition("</article>")[0]


def links(html, entry):
    """The texts of the links of a row to pages of its entry."""
    return [
        re.sub(r"<span.*", "", text)
        for address, text in re.findall(r'href="([^"]+)">(.*?)</a>', row_of(html, entry))
        if address.startswith(f"/laporan/2025/butir/{entry.pk}/")
    ]


def test_all_rows_have_their_boxes_on_one_page_each_under_ids_of_its_own(draft, officer):
    first, second = add(draft, officer), add(draft, officer, "84")
    html = page(officer, "report_section", 2025, "regulasi")
    for row, number in ((first, "83"), (second, "84")):
        assert f'name="number" value="{number}" class' in html or f'id="id_{row.pk}_number"' in html
        assert f'action="/laporan/2025/butir/{row.pk}/"' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_what_a_box_takes_is_explained_once_and_in_the_new_row(draft, officer):
    add(draft, officer), add(draft, officer, "84")
    assert page(officer, "report_section", 2025, "regulasi").count("Hanya nomornya, misalnya 83.") == 2


def test_what_can_be_done_with_a_row_follows_the_state_of_its_report(ketapang, officer):
    draft, head, verifier = (
        factories.draft(ketapang, by=officer),
        factories.head(ketapang),
        factories.verifier(),
    )
    flagged, other = add(draft, officer), add(draft, officer, "84")
    assert links(shown(officer), flagged) == ["Hapus", "Riwayat", "Judul, halaman, dan berkas yang sudah ada"]
    submit_report(factories.complete(draft, officer), by=head, statement=True)
    draft.refresh_from_db()
    html = shown(officer)
    assert links(html, flagged) == ["Riwayat"]
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", row_of(html, flagged)) == [
        ("Tentang", "Perlindungan &lt;pekerja&gt;"),
        ("Status", "Berlaku"),
        ("Masih berlaku?", "Ya"),
        ("Khusus jaminan sosial ketenagakerjaan?", "Ya"),
        ("Pasal yang mengaturnya", "3–5"),
        ("Halaman dalam dokumen", "2"),
        ("Materi yang diatur", "BPU<br>PU"),
    ]
    review_entry(flagged, state=ReviewState.NEEDS_WORK, note="Lampirkan <SK>.", by=verifier)
    return_report(draft, by=verifier, reason="Satu butir.")
    html = shown(officer)
    assert links(html, flagged) == ["Riwayat", "Judul, halaman, dan berkas yang sudah ada"]
    assert links(html, other) == ["Riwayat"]
    assert html.count("<p>Lampirkan &lt;SK&gt;.</p>") == 1


def test_without_rows_the_boxes_of_the_first_one_are_open(draft, officer):
    for section, title in (("regulasi", "Belum ada produk hukum"), ("inovasi", "Belum ada inovasi")):
        html = shown(officer, section)
        assert title in html
        assert '<details class="card row new-row" open>' in html
    assert '<details class="card row new-row" >' in shown(officer, "semesta")


def test_a_question_stands_in_the_row_it_is_about_and_its_answer_leads_back_to_it(draft, officer):
    row = factories.add_group(draft, officer, persons=100, realised=100 * 12 * 30_000)
    html = page(officer, "report_section", 2025, "kelompok")
    (rule,) = re.findall(rf'data-of-form="jawab-(\w+)-{row.pk}"', row_of(html, row))
    place = f'id="tanya-butir-{row.pk}-persons" data-fields="persons realised">'
    assert (
        f'id="tanya-{rule}-{row.pk}"'
        in shown(officer, "kelompok").partition(place)[2].partition("months_covered")[0]
    )
    anchor = f"tanya-{rule}-{row.pk}"
    data = {"rule": rule, "entry": str(row.pk), "seen": "", "answer": "Dengan JHT."}
    answer = browser(officer).post(reverse("report_answer", args=[2025, "kelompok"]), data)
    assert (answer.status_code, answer.url) == (302, f"/laporan/2025/kelompok/#{anchor}")
    anew = browser(officer).get(reverse("report_section", args=[2025, "kelompok"]), {"keadaan": ""})
    assert f'data-goes-to="tanya-butir-{row.pk}"' in anew.content.decode()


def test_files_sent_from_a_row_are_fetched_anew_as_the_page_shows_them(draft, officer):
    row, bare = factories.add_group(draft, officer), factories.add_group(draft, officer, persons=7)
    attach_evidence(row, factories.pdf("sk.pdf"), title="SK penerima", page="", by=officer)
    html = page(officer, "report_section", 2025, "kelompok")
    assert html.count("data-in-place") == 2
    anew = browser(officer).get(reverse("report_section", args=[2025, "kelompok"]), {"keadaan": ""})
    assert html.count("Laporan tetap dapat dikirim tanpa bukti ini.") == 1  # where the files would stand
    for entry, said in {row: "SK penerima", bare: "Belum ada bukti dukung. Laporan tetap"}.items():
        shown_there = html.partition(f'<div id="berkas-butir-{entry.pk}">')[2].partition("</div>\n")[0]
        fetched = anew.content.decode().partition(f'data-goes-to="berkas-butir-{entry.pk}" data-files>')[2]
        assert said in shown_there
        assert fetched.strip().startswith(shown_there.strip())


def test_the_boxes_of_an_answer_belong_to_its_own_form_and_to_no_other(draft, officer):
    row = factories.entry(draft, Section.PARTICIPATION)
    row.participation.registered, row.participation.registered_previous = 10, 80_000
    row.participation.save()
    html = page(officer, "report_section", 2025, "kepesertaan")
    form_ids = re.findall(r'<form method="post"\s+id="(jawab-[^"]+)"', html)
    assert len(form_ids) >= 1
    for form_id in form_ids:
        assert html.count(f'form="{form_id}"') == 7  # five boxes, the button, and the place they stand in
    outer = html.partition("data-autosave\n")[2].partition("</form>")[0]
    assert "<form" not in outer


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_cost_a_constant_number_of_queries(draft, officer, rows, django_assert_num_queries):
    for number in range(rows):
        add(draft, officer, str(number))
        add_entry(draft, Section.INNOVATIONS, {"name": f"Inovasi {number}"}, by=officer)
    client = browser(officer)
    for section, queries in {"regulasi": 8, "inovasi": 8}.items():
        with django_assert_num_queries(queries + SAVEPOINT):
            client.get(reverse("report_section", args=[2025, section]))


def test_a_refused_row_keeps_what_was_typed_beside_the_others(draft, officer):
    first, second = factories.add_group(draft, officer), factories.add_group(draft, officer, persons=7)
    tab = Tab(officer, "", reverse("report_entry", args=[2025, second.pk]))
    answer = tab.save(persons="34,400")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{second.pk}_persons"' in html
    assert 'value="34,400"' in html
    assert [card.form.is_bound for card in answer.context["cards"]] == [False, True]
    assert first.fundedgroup.persons == 34_400
