"""What goes with a winner to the next stage: packed by itself, the same each time, what is missing named."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from awards.ceremony.packets.asked import ask_packet
from awards.ceremony.packets.packing import pack_waiting
from awards.ceremony.papers import certificate_key
from awards.ceremony.records import keep_signed_copy, number_paper
from awards.choices import PacketState, Phase
from awards.editions.default_criteria import create_category
from awards.management.commands.pack_packets import ALONE
from awards.models import Category, Edition, NominationPacket
from config import worker
from regencies.actions.errors import Refused
from regencies.models import Evidence, Nominee, Quarantined, Receipt
from tests import factories
from tests.awards.ceremony.conftest import TYPED
from tests.builders import nominees, panel
from tests.builders import publication as world
from tests.builders.admin_pages import page, text
from tests.once import once

pytestmark = pytest.mark.django_db

KEY = "piagam-6104"
REPORT = ["1-laporan/laporan.pdf", "1-laporan/laporan.json"]
RESULT = ["3-hasil/dokumen.json", "3-hasil/peringkat.pdf"]
ENDS = ["INDEKS.csv", "SHA256SUMS"]


@once
def won() -> Category:
    """A published category whose winner has a file of evidence."""
    made = world.category_with(["61.04"], others=0)
    panel.evidence_of(made.entries.get(), "=Perbup 4-2020.pdf")
    world.published(made)
    made.edition = Edition.objects.select_related("province").get(pk=made.edition_id)
    return made


@pytest.fixture
def admin(won):
    return world.admin_of(won)


@pytest.fixture
def desk(admin) -> Client:
    return panel.logged_in(admin)


def of(category, name: str, *args: object) -> str:
    return page(f"awards_category_{name}", category.pk, *args)


def packed(category, by) -> NominationPacket:
    ask_packet(category, KEY, by=by)
    assert pack_waiting() == 1
    return NominationPacket.objects.get()


def opened(packet: NominationPacket) -> zipfile.ZipFile:
    with packet.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def index(archive: zipfile.ZipFile) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read("INDEKS.csv").decode("utf-8-sig")), delimiter=";"))


def test_a_packet_holds_report_evidence_and_document_under_their_hashes(won, admin):
    packet = packed(won, admin)
    archive = opened(packet)
    evidence = "2-bukti/001-perbup-4-2020.pdf"
    assert archive.namelist() == [*REPORT, evidence, *RESULT, *ENDS]
    assert archive.testzip() is None
    publication = won.publications.get()
    assert archive.read("3-hasil/dokumen.json") == bytes(publication.document)
    assert archive.read("1-laporan/laporan.json") == bytes(Receipt.objects.get().document)
    assert archive.read(evidence) == factories.PDF
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
    assert sums == {
        name: hashlib.sha256(archive.read(name)).hexdigest() for name in [*REPORT, evidence, *RESULT]
    }
    lines = {line[0]: line for line in index(archive)[1:]}
    assert lines[evidence] == [
        evidence,
        "Perbup 4/2020 (Kepesertaan; =Perbup 4-2020.pdf)",
        str(len(factories.PDF)),
        sums[evidence],
        "",
    ]
    assert (packet.state, packet.done, packet.total, packet.missing) == (PacketState.READY, 5, 5, 0)
    with packet.file.open("rb") as file:
        assert packet.sha256 == hashlib.sha256(content := file.read()).hexdigest()
    assert packet.size == len(content)


def test_the_same_contents_are_the_same_bytes_and_one_file_is_kept(won, admin):
    first = packed(won, admin)
    before = (first.sha256, first.file.name)
    again = packed(won, admin)
    assert (again.sha256, again.pk) == (before[0], first.pk)
    assert again.file.name != before[1]
    assert not again.file.storage.exists(before[1])


def test_a_missing_and_an_altered_file_are_named_and_the_rest_is_packed(won, admin):
    row = Evidence.objects.get()
    Path(row.file.path).write_bytes(b"%PDF-1.4 other")
    archive = opened(packet := packed(won, admin))
    name = "2-bukti/001-perbup-4-2020.pdf"
    assert archive.namelist() == [*REPORT, *RESULT, *ENDS]
    [line] = [line for line in index(archive) if line[0] == name]
    assert line[2:] == [
        "",
        row.sha256,
        f"Tidak disertakan: Isi berkas “{row.name}” berubah sejak diunggah.",
    ]
    assert name not in archive.read("SHA256SUMS").decode()
    assert (packet.state, packet.total, packet.missing) == (PacketState.READY, 5, 1)
    Path(row.file.path).unlink()
    [line] = [line for line in index(opened(packed(won, admin))) if line[0] == name]
    assert line[4] == f"Tidak disertakan: Berkas “{row.name}” tidak ada lagi di penyimpanan."
    Path(row.file.path).write_bytes(factories.PDF)
    assert packed(won, admin).missing == 0


def test_an_infected_file_stays_out(won, admin):
    row = Evidence.objects.get()
    Quarantined.objects.create(sha256=row.sha256, file=str(row.file), size=row.size, virus="Eicar")
    packet = packed(won, admin)
    assert packet.missing == 1
    assert "2-bukti/001-perbup-4-2020.pdf" not in opened(packet).namelist()


def test_papers_that_have_a_number_go_along_signed_where_they_are(won, admin):
    letter = number_paper(won, "surat-pengantar", TYPED, by=admin)
    number_paper(won, "berita-acara", replace(TYPED, number="2/2026"), by=admin)
    archive = opened(packed(won, admin))
    assert archive.read("4-berkas-acara/surat-pengantar.pdf") == bytes(letter.content)
    assert [name for name in archive.namelist() if name.startswith("4-")] == [
        "4-berkas-acara/surat-pengantar.pdf"
    ]
    scan = b"\xff\xd8\xff\xe0" + b"\0" * 40
    keep_signed_copy(letter, factories.pdf("pindai.jpg", scan), title="", by=admin)
    archive = opened(packed(won, admin))
    assert archive.read("4-berkas-acara/surat-pengantar-1.jpg") == scan
    assert "4-berkas-acara/surat-pengantar.pdf" not in archive.namelist()


def test_a_nominee_whose_code_was_corrected_after_the_announcement_is_still_found():
    edition = factories.edition(award_year=2026, phase=Phase.PROVISIONAL, sample_data=True)
    category, seats = create_category(edition, nominees.VILLAGE), factories.seats(edition)
    entry = nominees.candidate(category, "Desa Satu")
    for seat in seats:
        world.lock_sheets(entry, seat, 80)
    world.published(category)
    admin, before = world.admin_of(category), entry.nominee.code
    Nominee.objects.filter(pk=entry.nominee_id).update(code=f"{before[:-1]}9")
    key = certificate_key(before)
    number_paper(category, key, TYPED, by=admin)
    asked = ask_packet(category, key, by=admin)
    assert asked.entry_id == entry.pk
    assert pack_waiting() == 1
    names = opened(NominationPacket.objects.get()).namelist()
    assert [name for name in names if name.startswith("4-")] == [f"4-berkas-acara/{key}.pdf"]
    edition.refresh_from_db()
    shown = panel.logged_in(admin).get(of(category, "packet", key))
    assert "Siap diunduh" in text(shown)


def test_who_may_ask_and_for_whom(won, admin):
    stranger = factories.admin(factories.province("62", "Kalimantan Tengah", "kalimantan-tengah"))
    for key, by, said in (
        (KEY, stranger, "Hanya admin provinsi ini yang mengurus berkas acara."),
        (
            "berita-acara",
            admin,
            "Berkas acara ini tidak ada dalam pengumuman yang berlaku. Muat ulang daftarnya.",
        ),
    ):
        with pytest.raises(Refused) as refused:
            ask_packet(won, key, by=by)
        assert refused.value.reasons == [said]
    first = ask_packet(won, KEY, by=admin)
    assert ask_packet(won, KEY, by=admin).pk == first.pk
    assert NominationPacket.objects.count() == 1


def test_a_packing_that_fails_says_so_and_can_be_asked_again(won, admin, settings, desk):
    ask_packet(won, KEY, by=admin)
    root, settings.MEDIA_ROOT = settings.MEDIA_ROOT, "/proc/nowhere"
    assert pack_waiting() == 0
    settings.MEDIA_ROOT = root
    assert NominationPacket.objects.get().state == PacketState.FAILED
    assert "tidak dapat dikemas. Kemas lagi" in text(desk.get(of(won, "packet", KEY)))
    assert packed(won, admin).state == PacketState.READY


def test_from_the_list_to_the_download(won, desk):
    listed = text(desk.get(of(won, "papers")))
    assert "Berkas pengusulan pemenang" in listed
    assert "Belum dikemas" in listed
    assert "disatukan dalam satu berkas ZIP" in text(desk.get(of(won, "packet_pack", KEY)))
    assert desk.get(of(won, "packet_file", KEY)).status_code == 404
    asked = desk.post(of(won, "packet_pack", KEY), follow=True)
    assert [str(message) for message in asked.context["messages"]] == [
        "Berkas pengusulan Kabupaten Ketapang mulai dikemas."
    ]
    assert "Menunggu dikemas" in text(asked)
    NominationPacket.objects.update(state=PacketState.PACKING, done=2, total=5)
    shown = text(desk.get(of(won, "packet", KEY)))
    assert '<progress value="2" max="5"' in shown
    assert "2 dari 5" in shown
    call_command("pack_packets", stdout=io.StringIO())
    assert "Siap diunduh" in text(desk.get(of(won, "packet", KEY)))
    answer = desk.get(of(won, "packet_file", KEY))
    assert answer["Content-Disposition"] == 'attachment; filename="pengusulan-6104-2025.zip"'
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == NominationPacket.objects.get().sha256
    assert desk.get(of(won, "packet", "rekapitulasi")).status_code == 404


def test_the_worker_starts_one_process_while_something_waits(won, admin, monkeypatch):
    started = []

    class Process:
        def __init__(self, command, **_options) -> None:
            started.append(command[1:])

        def poll(self) -> None:
            return None

    monkeypatch.setattr(worker.subprocess, "Popen", Process)
    monkeypatch.setattr(worker, "BESIDE", {})
    worker.pack_files()
    assert started == []
    ask_packet(won, KEY, by=admin)
    worker.pack_files()
    worker.pack_files()
    assert started == [["manage.py", "pack_packets"]]


def test_of_two_that_pack_one_does(won, admin):
    ask_packet(won, KEY, by=admin)
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ALONE])
        said = io.StringIO()
        call_command("pack_packets", stdout=said)
    assert said.getvalue() == "Another process is packing.\n"
