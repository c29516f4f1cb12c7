"""Uploads before a clamd that really listens: clean, infected, away, and back."""

import tempfile
import time
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config import worker
from regencies.actions.errors import Refused
from regencies.actions.evidence import scanning
from regencies.actions.evidence.attach import attach_evidence
from regencies.actions.evidence.scanning import (
    FOUND,
    FOUND_OTHERS,
    HELD,
    WAITS,
    held_texts,
    is_answering,
    scan_held,
    why_held,
)
from regencies.actions.files import describe, keep, read_kept
from regencies.actions.report_status import submit_report
from regencies.choices import Section, SecurityEvent
from regencies.models import Evidence, Quarantined, SecurityLine
from tests import factories
from tests.builders.browser_tab import browser
from tests.builders.clamd import NAME, UNREAD, VIRUS, clamd
from tests.builders.pdfs import pages_pdf
from tests.racing import Runner, until_ended

pytestmark = pytest.mark.django_db
CLEAN = pages_pdf(2)
INFECTED = CLEAN + b"%" + VIRUS


@pytest.fixture
def socket(settings):
    """Where clamd is asked for; nobody listens there yet."""
    with tempfile.TemporaryDirectory() as folder:  # short: a socket's path has 108 bytes
        path = Path(folder) / "clamd.ctl"
        settings.CLAMD_SOCKET = str(path)
        yield path


@pytest.fixture
def entry(complete):
    return factories.entry(complete, Section.TARGET)


def attach(entry, by, content):
    return attach_evidence(entry, SimpleUploadedFile("surat.pdf", content), title="Surat", page="", by=by)


def opens(person, evidence) -> tuple[int, str]:
    answer = browser(person).get(reverse("evidence", args=[evidence.pk]))
    if answer.status_code == 200:
        return 200, ""
    return answer.status_code, next((text for text in (WAITS, FOUND) if text in answer.content.decode()), "")


def send(person, entry, content):
    data = {"file": SimpleUploadedFile("surat.pdf", content), "title": "", "page": ""}
    return browser(person).post(reverse("report_evidence", args=[2025, entry.pk]), data, follow=True)


def test_a_clean_file_is_scanned_whole_and_stored(entry, officer, socket):
    with clamd(socket) as seen:
        assert is_answering()
        evidence = attach(entry, officer, CLEAN)
    assert (seen, opens(officer, evidence)) == ([CLEAN], (200, ""))
    assert not is_answering()


def test_a_file_nobody_has_scanned_yet_is_scanned_whole_before_it_is_kept(entry, officer, socket):
    row, upload = Evidence(entry=entry), SimpleUploadedFile("surat.pdf", CLEAN)
    describe(row, upload, "", officer)
    upload.read()
    with clamd(socket) as seen:
        keep(row, upload)
    assert (seen, read_kept(row), Quarantined.objects.count()) == ([CLEAN], CLEAN, 0)


def test_an_infected_file_is_refused_by_name_and_has_a_line(entry, officer, socket):
    with clamd(socket):
        answer = send(officer, entry, INFECTED)
    said = f"Berkas “surat.pdf” memuat virus ({NAME}), jadi tidak disimpan. Unggah salinan yang bersih."
    assert said in answer.content.decode()
    assert not Evidence.objects.filter(entry=entry).exists()
    line = SecurityLine.objects.get(event=SecurityEvent.VIRUS)
    about = f"Virus {NAME} dalam berkas {sha256(INFECTED).hexdigest()[:12]}, laporan {entry.report}"
    assert (line.done, line.actor, line.about) == (False, officer.pk, about)
    with clamd(socket):
        attach(entry, officer, CLEAN)  # the advice


def test_while_clamd_is_away_a_file_is_kept_from_others_and_scanned_later(entry, officer, head, socket):
    shown = send(officer, entry, CLEAN).content.decode()
    assert "tersimpan, tetapi belum diperiksa dari virus. Orang lain baru dapat membukanya" in shown
    evidence = Evidence.objects.get(entry=entry)
    submit_report(entry.report, by=head, statement=True)
    verifier = factories.verifier()
    assert (opens(officer, evidence), opens(verifier, evidence)) == ((200, ""), (409, WAITS))
    page = browser(verifier).get(reverse("evidence_page", args=[evidence.pk]))
    assert (page.status_code, WAITS in page.content.decode()) == (409, True)
    worker.scan_files()
    assert opens(verifier, evidence) == (409, WAITS)  # still away
    with clamd(socket) as seen:
        worker.scan_files()
    assert (seen, Quarantined.objects.count()) == ([CLEAN], 0)
    assert opens(verifier, evidence) == (200, "")


def test_what_turns_out_infected_later_is_opened_for_nobody(entry, officer, head, socket):
    evidence = attach(entry, officer, INFECTED)
    with clamd(socket) as seen:
        worker.scan_files()
        worker.scan_files()
    assert len(seen) == 1
    refused = browser(officer).get(reverse("evidence", args=[evidence.pk])).content.decode()
    assert FOUND in refused
    assert "sudah diberi tahu" not in refused  # that is said of a changed file alone
    assert f'href="{reverse("report_evidence", args=[2025, entry.pk])}">Ke bukti dukung' in refused
    assert FOUND_OTHERS in browser(head).get(reverse("evidence", args=[evidence.pk])).content.decode()
    line = SecurityLine.objects.get(event=SecurityEvent.VIRUS)
    assert line.provinces == [evidence.province_id]


def waiting(entry, by, *contents):
    """Files stored one after the other while clamd is away."""
    return [attach(entry, by, CLEAN + b"%%%d" % number + extra) for number, extra in enumerate(contents)]


def viruses():
    return dict(Quarantined.objects.values_list("sha256", "virus"))


def test_what_waits_is_scanned_file_by_file_and_one_that_is_gone_holds_up_none(entry, officer, socket):
    infected, gone, clean = waiting(entry, officer, VIRUS, b"", b"")
    Path(gone.file.path).unlink()
    place = factories.regency("Sambas", "61.01", of=factories.province("64", "Kalimantan Timur", "kaltim"))
    attach(factories.entry(factories.draft(place), Section.TARGET), factories.officer(place), CLEAN)
    with clamd(socket):
        assert scan_held() == 3
    assert viruses() == {infected.sha256: NAME, gone.sha256: ""}
    line = SecurityLine.objects.get(event=SecurityEvent.VIRUS)
    assert (line.provinces, line.done, line.about) == (
        [entry.report.regency.province_id],
        False,
        f"Virus {NAME} dalam berkas tersimpan {infected.sha256[:12]}",
    )
    assert [why_held(file, officer) for file in (infected, gone, clean)] == [FOUND, "", ""]


def test_a_file_without_a_verdict_ends_the_turn_and_waits_behind_the_others_in_the_next(
    entry, officer, socket
):
    first, unread, last = waiting(entry, officer, b"", UNREAD, b"")
    Quarantined.objects.filter(sha256=first.sha256).update(size=first.size)  # it was written last now
    first.title = "Satu"
    assert held_texts([last, first]) == [HELD.format("Satu"), HELD.format("Surat")]
    with clamd(socket) as seen:
        assert scan_held() == 1
        assert (len(seen), viruses()) == (2, {unread.sha256: "", last.sha256: ""})
        assert scan_held() == 1
    assert (len(seen), viruses()) == (4, {unread.sha256: ""})


def test_while_nobody_answers_every_file_waits(entry, officer, socket):
    waiting(entry, officer, b"", b"")
    assert scan_held() == 0
    assert Quarantined.objects.filter(virus="").count() == 2


def test_files_that_cannot_be_read_do_not_take_the_places_of_a_turn(entry, officer, socket, monkeypatch):
    monkeypatch.setattr(scanning, "AT_A_TIME", 1)
    gone, _ = waiting(entry, officer, b"", b"")
    Path(gone.file.path).unlink()
    with clamd(socket):
        assert [scan_held(), scan_held()] == [0, 1]
    assert viruses() == {gone.sha256: ""}


def test_fifty_files_are_scanned_at_a_time_those_that_wait_longest_first(entry, officer, socket):
    [file] = waiting(entry, officer, b"")
    for number in range(50):
        Quarantined.objects.create(sha256=f"{number:064}", file=file.file.name, size=file.size)
    Quarantined.objects.filter(sha256=file.sha256).update(size=file.size)
    with clamd(socket):
        assert scan_held() == 50
    assert viruses() == {f"{49:064}": ""}


def test_a_long_name_of_a_virus_is_cut(entry, officer, socket):
    name = "x" * 300
    [file] = waiting(entry, officer, VIRUS)
    with clamd(socket, virus=name):
        scan_held()
        send(officer, entry, INFECTED)
    assert viruses() == {file.sha256: name[:200]}
    lines = SecurityLine.objects.filter(event=SecurityEvent.VIRUS)
    assert list(lines.values_list("about", flat=True)) == [f"Virus {name}"[:250]] * 2


def test_nothing_is_scanned_without_the_setting(entry, officer, settings):
    settings.CLAMD_SOCKET = ""
    assert opens(officer, attach(entry, officer, INFECTED)) == (200, "")
    worker.scan_files()


def test_a_port_where_nobody_listens_holds_the_file(entry, officer, settings):
    settings.CLAMD_SOCKET = "127.0.0.1:1"
    attach(entry, officer, CLEAN)
    assert Quarantined.objects.get().virus == ""


@pytest.mark.django_db(transaction=True)
def test_a_slow_scanner_holds_up_no_other_save_of_the_report(target, officer, socket):
    report, answers = target.report, Event()
    files = [SimpleUploadedFile(f"{each}.pdf", CLEAN + b"%" + each.encode()) for each in ("satu", "dua")]
    data = {"file": files, "title": "", "page": ""}
    address = reverse("report_evidence", args=[2025, target.pk])
    with clamd(socket, answers) as seen:
        uploading = Runner(lambda: browser(officer).post(address, data))
        while not seen:
            assert uploading.is_alive(), uploading.outcome
            time.sleep(0.01)
        group = factories.add_group(report, officer)  # waits for the lock of the report, if anybody holds it
        assert (len(seen), uploading.is_alive()) == (1, True)
        answers.set()
        until_ended(uploading)
    assert uploading.outcome.status_code == 302
    assert report.entries.filter(pk=group.pk).exists()
    assert [file.name for file in target.evidence.all()] == ["satu.pdf", "dua.pdf"]


@pytest.mark.django_db(transaction=True)
def test_what_was_sent_while_a_file_was_scanned_takes_no_file_more(entry, officer, head, socket):
    answers, before = Event(), Evidence.objects.count()
    with clamd(socket, answers) as seen:
        uploading = Runner(lambda: attach(entry, officer, CLEAN))
        while not seen:
            assert uploading.is_alive(), uploading.outcome
            time.sleep(0.01)
        submit_report(entry.report, by=head, statement=True)
        answers.set()
        until_ended(uploading)
    assert type(uploading.outcome) is Refused
    assert "sudah dikirim" in str(uploading.outcome)
    assert Evidence.objects.count() == before


def test_lists_mark_a_file_that_waits_and_one_that_is_infected_without_a_query_more(
    entry, officer, head, socket, django_assert_num_queries
):
    address = reverse("report_evidence", args=[2025, entry.pk])
    clean = browser(officer)
    attach(entry, officer, CLEAN)
    with django_assert_num_queries(8):
        assert "Belum diperiksa dari virus" in clean.get(address).content.decode()
    read = browser(head).get(reverse("report_send", args=[2025])).content.decode()
    assert "Belum diperiksa dari virus" in read
    submit_report(entry.report, by=head, statement=True)
    judged = browser(factories.verifier()).get(reverse("verifier_report", args=[entry.report.pk]))
    assert "Belum diperiksa dari virus" in judged.content.decode()
    Quarantined.objects.update(virus=NAME)
    assert "Memuat virus, tidak dibuka" in clean.get(address).content.decode()
    Quarantined.objects.all().delete()
    with django_assert_num_queries(8):
        assert "virus" not in clean.get(address).content.decode()


def test_the_desk_says_that_nothing_is_scanned_while_nothing_is(socket, settings):
    desk = browser(factories.admin())
    said = "Berkas yang diunggah tidak diperiksa dari virus karena pemeriksanya belum dipasang."
    assert said not in desk.get(reverse("admin:index")).content.decode()
    settings.CLAMD_SOCKET = ""
    assert said in desk.get(reverse("admin:index")).content.decode()
