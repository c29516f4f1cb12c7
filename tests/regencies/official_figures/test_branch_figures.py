"""What the BPJS branch counts, by spreadsheet: shown first, its file kept, a reason for every figure that changes."""

import datetime
import hashlib
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regencies.choices import ReportStatus, Segment
from regencies.models import BranchFigure, FiguresFile, OfficialWorkforce, YearlyReport
from regencies.official_figures.datasets import BRANCH_FIGURES
from regencies.official_figures.template import figures_sheet
from regencies.presenters.audit_log import changes
from tests import factories
from tests.builders.admin_pages import page, text
from tests.builders.clamd import VIRUS, clamd
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db
HEADER = "Kode Kemendagri;Kabupaten/kota;Tahun;Segmen;Peserta aktif;Sumber;Per tanggal"
PU = "61.04;Ketapang;2024;Penerima Upah (PU);80.101;Surat B/12/2025;31 Desember 2024"
BPU = "61.04;Ketapang;2024;BPU;42.217;Surat B/12/2025;31 Desember 2024"
LOAD = "regencies_branchfigure_load"


def content_of(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


def look(desk, *lines: str):
    return desk.post(page(LOAD), {"upload": SimpleUploadedFile("angka cabang.csv", content_of(*lines))})


def press(desk, shown, **more: str):
    return desk.post(page(LOAD), shown.context["hidden"] | more)


def stored() -> list[tuple[str, int, str, int]]:
    rows = BranchFigure.objects.order_by("year", "segment")
    return [(row.regency.kemendagri_code, row.year, row.segment, row.figure) for row in rows]


def test_a_file_is_shown_stored_by_one_button_and_kept(desk, admin):
    factories.regency()
    shown = look(desk, PU, BPU)
    assert (shown.status_code, stored(), FiguresFile.objects.count()) == (200, [], 0)
    done = press(desk, shown)
    assert done.status_code == 302
    assert stored() == [
        ("61.04", 2024, "non_wage_earners", 42_217),
        ("61.04", 2024, "wage_earners", 80_101),
    ]
    file = FiguresFile.objects.get()
    assert (file.name, file.size) == ("angka cabang.csv", len(content_of(PU, BPU)))
    assert file.sha256 == hashlib.sha256(content_of(PU, BPU)).hexdigest()
    assert {row.source_file for row in BranchFigure.objects.all()} == {file}
    assert "2 angka BPJS tersimpan." in text(desk.get(page("regencies_branchfigure_changelist")))
    kept = desk.get(reverse("figures_file", args=[file.pk]))
    assert kept.content == content_of(PU, BPU)
    assert kept["Content-Type"] == "text/csv"
    verifier = logged_in(factories.verifier(factories.province()))
    assert verifier.get(reverse("figures_file", args=[file.pk])).status_code == 200


def test_every_wrong_cell_is_named_and_nothing_is_kept(desk):
    factories.regency()
    refused = look(desk, PU, BPU.replace("BPU", "Formal").replace("42.217", "-"))
    assert refused.status_code == 409
    for said in (
        "Sel D3 (Segmen): tertulis “Formal”; pilihannya Penerima Upah (PU), Bukan Penerima Upah (BPU), "
        "Jasa Konstruksi, Pekerja Migran Indonesia.",
        "Sel E3 (Peserta aktif): tertulis “-”; tulis 0 bila tidak ada pesertanya, atau kosongkan bila belum "
        "diketahui.",
    ):
        assert said in text(refused), said
    assert (stored(), FiguresFile.objects.count()) == ([], 0)
    assert press(desk, look(desk, PU, BPU.replace("42.217", "0"))).status_code == 302


def test_a_figure_that_changes_asks_why_and_the_answer_passes(desk):
    factories.regency()
    press(desk, look(desk, PU))
    shown = look(desk, PU.replace("80.101", "79.000").replace("B/12", "B/14"))
    assert "Alasan perubahan" in text(shown)
    refused = press(desk, shown)
    assert refused.status_code == 422
    assert "Tuliskan alasan perubahannya, misalnya nomor surat perubahan, lalu simpan lagi." in text(refused)
    assert stored() == [("61.04", 2024, "wage_earners", 80_101)]
    assert press(desk, refused, reason="Perubahan cabang B/14/2025").status_code == 302
    assert stored() == [("61.04", 2024, "wage_earners", 79_000)]
    told = {(one.field, one.before, one.after, one.reason) for one in changes(BranchFigure.objects.get())}
    assert ("Peserta aktif", "80.101", "79.000", "Perubahan cabang B/14/2025") in told
    assert FiguresFile.objects.count() == 2


def test_the_same_file_twice_is_kept_once_and_changes_nothing(desk):
    factories.regency()
    press(desk, look(desk, PU))
    again = look(desk, PU)
    assert "1 angka sama dengan yang tersimpan." in text(again)
    assert "Simpan" not in text(again)
    assert FiguresFile.objects.count() == 1


def test_a_figure_typed_by_hand_is_of_no_file(desk):
    place = factories.regency()
    press(desk, look(desk, PU))
    row = BranchFigure.objects.get()
    typed = {"regency": place.pk, "year": "2024", "segment": "wage_earners", "source": "Surat B/12/2025"}
    typed |= {"as_of": "31 Desember 2024", "figure": "80.101"}
    assert desk.post(page("regencies_branchfigure_change", row.pk), typed).status_code == 302
    assert BranchFigure.objects.get().source_file is not None
    assert (
        desk.post(page("regencies_branchfigure_change", row.pk), typed | {"figure": "7"}).status_code == 302
    )
    assert (BranchFigure.objects.get().figure, BranchFigure.objects.get().source_file) == (7, None)


def test_what_a_locked_report_stands_beside_is_frozen(desk):
    report = factories.verified()
    YearlyReport.objects.filter(pk=report.pk).update(status=ReportStatus.LOCKED)
    lines = PU.replace("2024;", f"{report.year};", 1).replace("2024", str(report.year))
    refused = look(desk, lines)
    assert f"Angka BPJS Kabupaten Ketapang tahun {report.year} sudah dipakai laporan" in text(refused)
    assert stored() == []


def test_a_preview_of_denominators_is_not_stored_as_figures_of_the_branch(desk):
    factories.regency()
    shown = look(desk, PU)
    elsewhere = desk.post(page("regencies_officialworkforce_load"), shown.context["hidden"])
    assert elsewhere.status_code == 409
    assert "Pratinjau ini sudah tidak berlaku." in text(elsewhere)
    assert not OfficialWorkforce.objects.exists()


def test_the_template_has_a_row_for_every_segment_and_loads_back(desk, province):
    factories.branch_figures(factories.regency(), 2024, wage_earners=80_101)
    sheet = figures_sheet(BRANCH_FIGURES, province, [2023, 2024])
    filled = SimpleUploadedFile("angka.xlsx", sheet)
    shown = desk.post(page(LOAD), {"upload": filled})
    rows = 3 * 2 * len(Segment)
    assert shown.status_code == 200
    assert "1 angka sama dengan yang tersimpan." in text(shown)
    assert f"{rows - 1} baris belum berisi angka dan dilewati." in text(shown)


def test_an_infected_file_is_refused_and_none_of_its_figures_is_stored(desk, settings):
    factories.regency()
    shown = look(desk, PU.replace("Surat B/12/2025", VIRUS.decode()))
    with tempfile.TemporaryDirectory() as folder, clamd(socket := Path(folder) / "clamd.ctl"):
        settings.CLAMD_SOCKET = str(socket)
        refused = press(desk, shown)
        assert refused.status_code == 409
        assert "memuat virus" in text(refused)
        assert (stored(), FiguresFile.objects.count()) == ([], 0)
        assert press(desk, look(desk, PU)).status_code == 302


def test_a_file_of_another_day_than_can_be_is_refused(desk):
    factories.regency()
    ahead = datetime.date.today().year + 1
    refused = look(desk, PU.replace("31 Desember 2024", f"31 Desember {ahead}"))
    assert f"tertulis 31 Desember {ahead} untuk angka tahun 2024" in text(refused)
