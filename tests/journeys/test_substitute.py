"""A member withdraws and the quorum is missed; the chair names a substitute, who scores on a phone; it is published."""

from __future__ import annotations

import pytest
from django.urls import reverse

from awards.choices import Phase, SheetStatus, Stage
from awards.editions.phase_changes import advance
from awards.models import Entry, Recusal, Score, ScoreSheet, Substitution
from awards.publishing.publish import publish
from awards.results.preview import preview
from awards.verify import main
from tests import factories
from tests.builders import edition as years
from tests.builders import panel as world
from tests.journeys.conftest import LAPTOP, PHONE, Person, stands
from tests.journeys.phone_sheet import give, hand_in

pytestmark = pytest.mark.django_db(transaction=True)
GIVEN = {Stage.DESK: "90", Stage.INTERVIEW: "60"}


@pytest.fixture
def admin():
    return factories.admin()


@pytest.fixture
def entry(admin) -> Entry:
    edition = years.scoring(admin, quorum=9, aggregate="mean")
    return years.entry_of(edition)


def test_from_a_withdrawal_to_a_publication(someone, admin, entry, tmp_path):
    edition = entry.category.edition
    *there, out = world.by_seat(edition)
    for seat in there:
        world.locked_both(seat, entry)
    world.presents(entry, world.half_an_hour(1))
    withdraws(someone(PHONE).enter(out.user), entry)
    desk = someone(LAPTOP).enter(admin)
    desk.open(reverse("admin:awards_edition_seats", args=[edition.pk])).press("Undang calon pengganti")
    desk.fill({"Alamat e-mail calon pengganti": "rina@contoh.id", "Nama lengkap dengan gelar": "Dr. Rina"})
    desk.press("Kirim undangan").sees("Undangan dikirim ke rina@contoh.id.")
    chair = someone(LAPTOP).enter(there[0].user).open(reverse("chair_edition", args=[edition.pk]))
    chair.sees("8 anggota menilai, kuorum 9. Tunjuk pengganti di halaman kandidatnya")
    chair.press(str(entry)).shoot("tunjuk-pengganti").press("Tunjuk pengganti")
    chair.fill({"Alamat e-mail pengganti": "rina@contoh.id", "Alasan": "Agar kuorum tercapai"})
    chair.press("Tunjuk pengganti").sees(f"Dr. Rina menggantikan {out.user} untuk {entry}.", "10. Dr. Rina")
    chair.shoot("pengganti-ditunjuk")
    substitute = Substitution.objects.get().seat
    phone = someone(PHONE, has_touch=True).enter(substitute.user).open("/penilaian/")
    phone.sees("Laporan dan lembar 1 kandidat terbuka setelah", str(entry)).press("Isi pernyataan")
    phone.page.get_by_label("Tidak ada").check()
    phone.page.get_by_role("checkbox").check()
    phone.press("Nyatakan untuk semua kandidat").sees("Pernyataan Bapak/Ibu tercatat.").shoot(
        "daftar-pengganti"
    )
    for stage, mark in GIVEN.items():
        world.in_time(entry, stage)
        locks(phone, entry, stage, mark)
    assert not ScoreSheet.objects.filter(seat=substitute).exclude(status=SheetStatus.LOCKED).exists()
    assert set(Score.objects.filter(sheet__seat=substitute).values_list("value", flat=True)) == {90, 60}
    chair.open(reverse("chair_edition", args=[edition.pk])).sees("9 anggota menilai, kuorum 9")
    publishes(admin, edition, tmp_path)


def withdraws(member: Person, entry: Entry) -> None:
    member.open(reverse("panel_recuse", args=[entry.pk]))
    member.page.get_by_label("Keluarga").check()
    member.fill({"Alasan": "Ipar bupati"}).press("Nyatakan benturan kepentingan")
    stands(Recusal.objects.count, 1)


def locks(phone: Person, entry: Entry, stage: Stage, mark: str) -> None:
    phone.open(world.sheet_url(entry, stage))
    for code in entry.asked().filter(stage=stage).values_list("code", flat=True):
        give(phone, code, mark)
    hand_in(phone)


def publishes(admin, edition, tmp_path) -> None:
    """The plenary opens, the quorum of nine holds, and the document is accepted by its own check."""
    edition = advance(years.reload(edition), Phase.PLENARY, by=admin)
    edition = advance(edition, Phase.PROVISIONAL, by=admin)
    category = edition.categories.get()
    shown = preview(category)
    assert shown.problems == []
    [entrant] = shown.document["entrants"]
    assert entrant["scores"]["B1"] == "81.1111"  # (8 × 80 + 90) ÷ 9
    publication = publish(category, by=admin, fingerprint=shown.fingerprint)
    document = tmp_path / "dokumen.json"
    document.write_bytes(bytes(publication.document))
    assert main([str(document)]) == 0
