"""The head reads the whole report on the page of sending, and certifies just what was shown."""

import gzip
import html
import re

import pytest

from regencies.actions.entries import add_entry, add_regulation, answer, remove_entry
from regencies.actions.entry_edits import save_entry
from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import attach_evidence, remove_evidence
from regencies.actions.report_status import submit_report
from regencies.checks.build_snapshot import entries_of, snapshot
from regencies.choices import FundingSource, RegulationKind, RegulationStatus, ReportStatus, Section
from regencies.models import Explanation, OfficialWorkforce, Receipt, Regulation, YearlyReport
from regencies.receipts.document import read_receipt, said_by
from regencies.receipts.shown import changed_parts, shown_token
from tests import factories
from tests.builders import nominees
from tests.builders.browser_tab import browser, certify, page, post
from tests.racing import race

pytestmark = pytest.mark.django_db
SEND = "/laporan/2025/kirim/"
AGAIN = "Baca lagi isi laporan di bawah, centang, lalu kirim."
MOMENT = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4} \d\d\.\d\d WIB")
PERBUP = {
    "kind": RegulationKind.PERKADA,
    "number": "83",
    "year": 2023,
    "title": "Perlindungan pekerja BPU",
    "status": RegulationStatus.IN_FORCE,
}
INNOVATION = {
    "name": "Satu Desa",
    "since_year": 2024,
    "problem": "Iuran\nterputus",
    "method": "Dana desa",
    "result": "100 orang",
}
BUDGET = {
    "activity": "Iuran JKK",
    "funding_source": FundingSource.VILLAGE,
    "ceiling": 2_500,
    "realised": 2_125,
}


@pytest.fixture
def whole(complete, officer):
    """A report with something in every section it has, and files."""
    add_entry(complete, Section.BUDGET, BUDGET, by=officer)
    add_entry(complete, Section.INNOVATIONS, INNOVATION, by=officer)
    add_regulation(
        complete, PERBUP, {"still_in_force": True, "is_special": True, "covers": "BPU"}, by=officer
    )
    factories.propose_workforce(complete, officer)
    group = factories.entry(complete, Section.GROUPS)
    attach_evidence(group, factories.pdf("daftar.pdf"), title="Daftar penerima", page="3", by=officer)
    return factories.answer_all(complete, officer)


def token_of(report):
    report = YearlyReport.objects.get(pk=report.pk)
    entries = entries_of(report)
    return shown_token(said_by(report, entries, snapshot(report, entries)))


def words(shown: str) -> str:
    """What a page says, without its markup; a line break is a space."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def problems_of(response) -> list[str]:
    """The reasons of a refusal, the moments in them left out."""
    return [MOMENT.sub("…", text) for text in response.context["problems"]]


# Reading --------------------------------------------------------------------------------------------
def test_everything_a_receipt_will_hold_is_read_before(whole, head):
    shown = words(page(head, "report_send", 2025))
    certify(head)
    document = read_receipt(Receipt.objects.get().document)
    assert {entry["section"] for entry in document["entries"]} == set(whole.kind.sections)
    lost = [
        (entry["label"], label, text)
        for entry in document["entries"]
        for label, text in [*entry["texts"], ("", entry["label"])]
        if " ".join(text.split()) not in shown and f"{text},00%" not in shown and f"Rp{text}" not in shown
    ]
    assert lost == []
    said = [text for item in document["explanations"] for text in (item["asked"], item["answer"])]
    files = [file["title"] for entry in document["entries"] for file in entry["evidence"]]
    assert [text for text in [*said, *files, *document["left_blank"]] if text not in shown] == []
    assert files == ["Sakernas", "Daftar penerima"]
    assert said == [
        "Berkas “Daftar penerima” di Pekerja perkebunan sawit (DBH Sawit) sama dengan berkas di Semesta pekerja "
        "formal. Sebutkan halaman masing-masing, ganti berkasnya, atau jelaskan mengapa keduanya didukung berkas itu.",
        "Sudah diperiksa bersama BPJS.",
    ]


def test_every_figure_stands_beside_last_years_with_its_change(ketapang, officer, head):
    factories.verified(ketapang, 2024, registered={"wage_earners": (70_000, 60_000)})
    factories.complete(factories.draft(ketapang, by=officer), officer)
    chapters = {chapter.section: chapter for chapter in browser(head).get(SEND).context["chapters"]}
    rows = [(row.label, row.previous, row.current, row.delta) for row in chapters[Section.PARTICIPATION].rows]
    assert rows == [
        ("Penerima Upah (PU)", "71.405", "80.101", "+8.696 (+12,18%)"),
        ("Bukan Penerima Upah (BPU)", "29.647", "42.217", "+12.570 (+42,40%)"),
        ("Jasa Konstruksi", "0", "0", "0"),
        ("Pekerja Migran Indonesia", "–", "–", "–"),
        ("Jumlah", "101.052", "122.318", "+21.266 (+21,04%)"),
    ]
    (target,) = chapters[Section.TARGET].cards
    assert [(row.previous, row.current) for row in target.figures.values()] == [
        ("70,00%", "70,00%"),
        ("34.400", "34.400"),
    ]


def test_officer_and_nominator_read_the_same_without_the_form(whole, officer, head):
    reading = re.compile(r'<section class="reading".*?</section>\s*<section class="card card-quiet"', re.S)
    of_head, of_officer = (page(person, "report_send", 2025) for person in (head, officer))
    assert of_head.count("Beri komentar kepada petugas") > 0
    of_head = of_head.replace("Beri komentar kepada petugas", "Percakapan")  # to each the word for it
    assert reading.search(of_officer)[0] == reading.search(of_head)[0]
    assert ('name="shown"' in of_head, 'name="shown"' in of_officer) == (True, False)
    pengusul = nominees.nominator(whole.regency)
    begun = nominees.draft(nominees.nominee(place=whole.regency), by=pengusul)
    nominees.fill(begun, pengusul)
    shown = page(pengusul, "report_send", f"2025/calon/{begun.nominee_id}")
    assert ('id="isi-laporan"' in shown, 'name="shown"' in shown) == (True, False)
    page(pengusul, "report_send", 2025, status=404)


@pytest.mark.parametrize("rows", [1, 61])
def test_the_page_stays_light_and_costs_the_same(complete, officer, head, rows, django_assert_num_queries):
    for number in range(1, rows):
        factories.add_group(complete, officer, persons=number, realised=number * 12 * 16_800)
    client = browser(head)
    with django_assert_num_queries(9 + 2):  # a savepoint of ATOMIC_REQUESTS
        content = client.get(SEND).content
    assert len(gzip.compress(content)) < 15_000


# What was shown is what is certified ----------------------------------------------------------------
def changed_target(report, officer):
    target = factories.entry(report, Section.TARGET)
    save_entry(target, {"document": "RPJMD"}, expected_version=target.version, by=officer)


def new_file(report, officer):
    target = factories.entry(report, Section.TARGET)
    attach_evidence(
        target, factories.pdf("rpjmd.pdf", factories.PDF + b" "), title="RPJMD", page="7", by=officer
    )


def file_gone(report, officer):
    remove_evidence(factories.entry(report, Section.GROUPS).evidence.get(), by=officer)


def new_row(report, officer):
    factories.add_group(report, officer, funding_source=FundingSource.CSR, persons=10, realised=2_016_000)


def row_gone(report, officer):
    row = factories.entry(report, Section.INNOVATIONS)
    remove_entry(row, expected_version=row.version, by=officer)


def other_answer(report, officer):
    said = Explanation.objects.get(report=report)
    answer(report, said.rule, said.entry_id, "Dicocokkan lagi.", by=officer)


def other_workforce(report, officer):
    OfficialWorkforce.objects.filter(regency=report.regency, year=2025, segment="formal").update(
        figure=180_001
    )


def other_regulation(report, officer):
    Regulation.objects.update(title="Perlindungan pekerja rentan")


BY_SITI = " (terakhir diisi oleh Siti Aminah, …)"
GONE = "satu butir Inovasi (dihapus oleh Siti Aminah, …)"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (changed_target, f"“Target UCJ dan pekerja rentan”{BY_SITI}"),
        (new_file, f"“Target UCJ dan pekerja rentan”{BY_SITI}"),
        (file_gone, f"“Pekerja perkebunan sawit (DBH Sawit)”{BY_SITI}"),
        (new_row, f"“Pekerja perkebunan sawit (CSR/non-anggaran)”{BY_SITI}"),
        (row_gone, GONE),
        (other_answer, f"“Pekerja perkebunan sawit (DBH Sawit)”{BY_SITI}"),
        (other_workforce, "Semesta pekerja"),
        (other_regulation, f"“Peraturan Bupati/Wali Kota Nomor 83 Tahun 2023”{BY_SITI}"),
    ],
)
def test_what_changed_since_is_named_and_shown_anew(whole, officer, head, change, named):
    tab = browser(head)
    carried = tab.get(SEND).context["form"]["shown"].value()
    change(whole, officer)
    factories.answer_all(whole, officer)
    response = tab.post(SEND, {"shown": carried, "statement": "on"})
    assert response.status_code == 409
    assert problems_of(response) == [f"Yang berubah sejak halaman dibuka: {named}. {AGAIN}"]
    assert YearlyReport.objects.get(pk=whole.pk).status == ReportStatus.DRAFT
    form = response.context["form"]
    assert (form["statement"].value(), form["shown"].value()) == (None, token_of(whole))
    assert tab.post(SEND, {"shown": form["shown"].value(), "statement": "on"}).status_code == 302


def test_several_changes_are_named_in_one_sentence_beside_every_other_reason(whole, officer, head):
    tab = browser(head)
    carried = tab.get(SEND).context["form"]["shown"].value()
    changed_target(whole, officer)
    row_gone(whole, officer)
    response = tab.post(SEND, {"shown": carried})
    assert problems_of(response) == [
        f"Yang berubah sejak halaman dibuka: “Target UCJ dan pekerja rentan”{BY_SITI}; {GONE}. {AGAIN}",
        "Pernyataan kebenaran data belum dicentang. Isian tidak hilang; centang pernyataan, lalu kirim lagi.",
    ]
    articles = response.content.decode().split("<article")[1:]
    marked = [re.search(">([^<]+)</h4>", one)[1] for one in articles if "Berubah sejak" in one]
    assert marked == ["Target UCJ dan pekerja rentan"]


def test_what_was_changed_and_changed_back_is_still_what_was_shown(whole, officer, head):
    tab = browser(head)
    carried = tab.get(SEND).context["form"]["shown"].value()
    for value in ("RPJMD", ""):
        target = factories.entry(whole, Section.TARGET)
        save_entry(target, {"document": value}, expected_version=target.version, by=officer)
    assert tab.post(SEND, {"shown": carried, "statement": "on"}).status_code == 302


@pytest.mark.parametrize(
    "carried", ["", " ", "x", "0" * 64, "a b:c 9:d 99999999999999999999:e ²:f ٣:g", "12:34"]
)
def test_a_page_that_carries_nothing_of_the_report_sends_nothing(whole, head, carried):
    response = post(head, "report_send", 2025, data={"shown": carried, "statement": "on"}, status=409)
    (problem,) = problems_of(response)
    assert problem.startswith(("Isi laporan belum tampil", "Yang berubah sejak halaman dibuka: "))
    assert not Receipt.objects.exists()


def test_an_answer_about_the_report_as_a_whole_is_named_as_such():
    said = {"entries": [], "workforce": {}, "explanations": [{"rule": "x", "entry": None, "answer": "Satu."}]}
    other = said | {"explanations": [{"rule": "x", "entry": None, "answer": "Dua."}]}
    assert (changed_parts(shown_token(said), said), changed_parts(shown_token(said), other)) == (
        set(),
        {"umum"},
    )


def test_a_second_press_of_the_same_head_is_no_fault(whole, head):
    carried = token_of(whole)
    receipt = submit_report(whole, by=head, statement=True, shown=carried)
    assert submit_report(whole, by=head, statement=True, shown=carried) == receipt
    assert submit_report(whole, by=head, statement=True, shown="") == receipt
    assert Receipt.objects.get() == receipt


@pytest.mark.django_db(transaction=True)
def test_a_save_that_is_not_committed_yet_is_waited_for_and_named(whole, officer, head):
    carried, target = token_of(whole), factories.entry(whole, Section.TARGET)
    saved, refused = race(
        lambda: save_entry(target, {"document": "RPJMD"}, expected_version=target.version, by=officer),
        lambda: submit_report(whole, by=head, statement=True, shown=carried),
    )
    assert (saved.version, type(refused)) == (target.version + 1, Refused)
    assert [MOMENT.sub("…", reason) for reason in refused.reasons] == [
        f"Yang berubah sejak halaman dibuka: “Target UCJ dan pekerja rentan”{BY_SITI}. {AGAIN}"
    ]
    assert not Receipt.objects.exists()
    assert submit_report(whole, by=head, statement=True, shown=token_of(whole)).version == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_that_comes_after_the_sending_waits_and_is_refused(whole, officer, head):
    carried, target = token_of(whole), factories.entry(whole, Section.TARGET)
    receipt, refused = race(
        lambda: submit_report(whole, by=head, statement=True, shown=carried),
        lambda: save_entry(target, {"document": "RPJMD"}, expected_version=target.version, by=officer),
    )
    assert (receipt.version, type(refused)) == (1, Refused)
    values = {entry["label"]: entry["values"] for entry in read_receipt(receipt.document)["entries"]}
    assert values["Target UCJ dan pekerja rentan"]["document"] == ""
