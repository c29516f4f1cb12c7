"""The pages of a sheet of paper: where its QR code leads, its confirmation, its way back, the list, what is printed."""

import io
import re

import pypdfium2
import pytest
from django.conf import settings
from django.urls import reverse

from awards.choices import PaperState, Stage
from awards.conflicts.recusals import recuse
from awards.models import PaperSheet, ScoreSheet
from awards.paper.permissions import OWN_FIRST
from awards.paper.printing import category_pdf, parts_of
from regencies.actions.errors import Refused
from regencies.choices import SecurityEvent
from regencies.models import SecurityLine
from tests import factories
from tests.builders import panel as world
from tests.builders.admin_pages import text
from tests.builders.papers import confirmed, entered, scores

pytestmark = pytest.mark.django_db
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")


def url(here, name: str = "paper_sheet", stage: Stage = Stage.DESK, *more: int) -> str:
    return reverse(name, args=[here.member.pk, here.entry.pk, stage, *more])


def typed(version: int = 0, **marks: str) -> dict[str, str]:
    return world.typed({**world.DESK, **marks}) | {"version": version}


def pages(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]


def test_a_clerk_types_what_stands_there_and_another_confirms_it(here):
    clerk, second = world.logged_in(here.admin), world.logged_in(factories.admin(name="Admin kedua"))
    page = text(clerk.get(url(here)))
    assert "Kertas milik" in page
    assert page.count('class="criterion"') == 10
    sent = clerk.post(url(here), typed(note_B1="Perbup baru") | {"file": factories.pdf("kertas.pdf")})
    assert (sent.status_code, sent.url) == (302, url(here))
    assert ScoreSheet.objects.count() == 0
    shown = text(clerk.get(url(here)))
    assert "Menunggu konfirmasi" in shown
    assert 'value="72,5"' in shown
    led = second.get(url(here))
    assert (led.status_code, led.url) == (302, url(here, "paper_confirm"))
    page = text(second.get(led.url))
    assert f"Dimasukkan oleh {here.admin} pada" in page
    assert 'type="text"' not in page  # who confirms types nothing
    assert "<b>72,5</b>" in page
    assert "Perbup baru" in page
    row = PaperSheet.objects.get()
    scan = url(here, "paper_scan", Stage.DESK, row.files.get().pk)
    assert scan in page
    assert second.get(scan).content == factories.PDF
    done = second.post(led.url, {"version": 1, "statement": "on"})
    assert (done.status_code, done.url) == (302, reverse("paper_desk", args=[here.edition.pk]))
    assert scores(here.member)["B2"] == "72.50"
    third = world.logged_in(factories.admin(name="Admin ketiga"))
    assert "72,5" not in text(third.get(url(here)))
    assert third.get(scan).status_code == 404
    assert "72,5" in text(second.get(url(here)))


def test_whose_own_it_is_confirms_it_and_comes_back_to_the_sheet(here):
    entered(here.member, here.entry, by=here.admin)
    own = world.logged_in(here.member.user)
    led = own.get(url(here))
    assert led.url == url(here, "paper_confirm")
    done = own.post(led.url, {"version": 1, "statement": "on"})
    assert done.url == world.sheet_url(here.entry)
    assert f"dimasukkan oleh {here.admin}, dikonfirmasi oleh {here.member.user}" in text(own.get(done.url))


def test_who_has_own_sheets_to_lock_is_shown_no_mark(here):
    entered(here.member, here.entry, by=here.admin, B2="72.5")
    chair = world.logged_in(here.chair.user)
    page = text(chair.get(url(here)))
    assert OWN_FIRST.format(here.entry) in page
    assert "72,5" not in page
    assert chair.get(url(here, "paper_confirm")).status_code == 403
    assert chair.post(url(here), typed()).status_code == 403


def test_two_worlds_that_differ_in_the_marks_of_a_paper_look_alike_to_who_may_not_read_it(here):
    def seen() -> list[bytes]:
        chair = world.logged_in(here.chair.user)
        addresses = [url(here), reverse("paper_desk", args=[here.edition.pk])]
        return [TOKEN.sub(b"", chair.get(address).content) for address in addresses]

    paper = entered(here.member, here.entry, by=here.admin, B1="12", B2="99.75")
    one = seen()
    PaperSheet.objects.filter(pk=paper.pk).update(version=1)
    paper.marks.filter(criterion__code__in=["B1", "B2"]).update(value=50)
    assert seen() == one


def test_a_gap_is_told_beside_what_was_typed_and_nothing_is_stored(here):
    clerk = world.logged_in(here.admin)
    answer = clerk.post(url(here), typed(B1=""))
    assert answer.status_code == 409
    assert "B1 Jenjang dan kekhususan produk hukum belum dinilai." in text(answer)
    assert 'value="72,5"' in text(answer)
    assert not PaperSheet.objects.exists()


def test_a_second_clerk_keeps_what_they_typed_and_is_told(here):
    second = world.logged_in(factories.admin(name="Admin kedua"))
    second.get(url(here))
    entered(here.member, here.entry, by=here.admin)
    answer = second.post(url(here), typed(B1="41"))
    assert answer.status_code == 409
    assert f"sudah dimasukkan oleh {here.admin}" in text(answer)
    assert PaperSheet.objects.get().marks.get(criterion__code="B1").value == 80


def test_sent_back_its_reason_stands_on_the_page_and_its_marks_only_before_its_clerk(here):
    entered(here.member, here.entry, by=here.admin)
    second = world.logged_in(factories.admin(name="Admin kedua"))
    assert "Alasan" in text(second.get(url(here, "paper_return")))
    sent = second.post(url(here, "paper_return"), {"version": 1, "reason": "B1 di kertas 90"})
    assert sent.status_code == 302
    assert PaperSheet.objects.get().state == PaperState.RETURNED
    page = text(world.logged_in(here.admin).get(url(here)))
    assert "B1 di kertas 90" in page
    assert 'value="72,5"' in page
    assert 'value="72,5"' not in text(world.logged_in(factories.admin(name="Lain")).get(url(here)))


def test_reading_a_paper_of_another_leaves_a_line_in_the_security_log(here):
    entered(here.member, here.entry, by=here.admin)
    world.logged_in(factories.admin(name="Admin kedua")).get(url(here, "paper_confirm"))
    lines = SecurityLine.objects.filter(event=SecurityEvent.SCORES)
    assert [line.about for line in lines] == [f"{here.entry}, {here.edition}"]


def test_the_list_says_how_far_each_is_and_leads_to_one_chosen(here):
    desk, admin = reverse("paper_desk", args=[here.edition.pk]), world.logged_in(here.admin)
    entered(here.member, here.entry, by=here.admin)
    one = world.queries(admin, desk)
    entered(here.clerk, here.entry, by=here.admin)
    confirmed(entered(here.chair, here.entry, by=here.admin), here.chair.user)
    page = text(admin.get(desk))
    assert page.count("Menunggu konfirmasi") == 2
    assert page.count("Dikonfirmasi") == 1
    assert (one, world.queries(admin, desk)) == (13, 13)
    led = admin.get(desk, {"seat": here.member.pk, "entry": here.entry.pk, "stage": "desk"})
    assert led.url == url(here)


def test_pages_ask_as_often_as_they_do(here):
    second = world.logged_in(factories.admin(name="Admin kedua"))
    blank = world.queries(second, url(here))
    entered(here.member, here.entry, by=here.admin)
    own = world.queries(world.logged_in(here.admin), url(here))
    assert (blank, own, world.queries(second, url(here, "paper_confirm"))) == (13, 14, 15)


# On paper -----------------------------------------------------------------------------------------------------
def test_one_sheet_says_whose_it_is_what_is_asked_and_where_it_is_entered(here):
    answer = world.logged_in(here.member.user).get(url(here, "paper_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="lembar-nilai-61.04-berkas-kursi-{here.member.number}.pdf"'
    )
    printed = " ".join(" ".join(pages(answer.content)).split())
    for said in (
        "Lembar nilai: Kabupaten Ketapang",
        "Penilaian berkas",
        f"Anggota Tim Sembilan: {here.member.user}, kursi {here.member.number}",
        "B1 Jenjang dan kekhususan produk hukum bobot 8",
        "Perda khusus 100 · Perkada khusus 80",
        "Sangat Baik 86–100",
        "Tanda tangan:",
        f"{settings.SITE_URL}{url(here)}",
    ):
        assert said in printed, said
    assert printed.count("Catatan") == 10


def test_all_sheets_of_a_category_leave_out_who_does_not_judge(here):
    other = world.candidate(here.edition, "Sambas", "61.01")
    recuse(here.member, other, by=here.member.user, reason="Saudara")
    category = here.entry.category
    [part] = parts_of(category, here.admin)
    assert part == [other, here.entry]
    content = category_pdf(category, Stage.INTERVIEW, part)
    heads = [page.splitlines() for page in pages(content) if "Lembar nilai:" in page]
    assert len(heads) == 5  # three members and two candidates, without one of them
    answer = world.logged_in(here.admin).get(
        reverse("paper_category_pdf", args=[category.pk, Stage.INTERVIEW, 1])
    )
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    gone = reverse("paper_category_pdf", args=[category.pk, Stage.INTERVIEW, 2])
    assert world.logged_in(here.admin).get(gone).status_code == 404
    # whoever has a conflict of interest prints nothing of that candidate
    assert parts_of(category, here.member.user) == [[here.entry]]


def test_a_substitute_has_sheets_of_paper_for_their_candidate_alone(here):
    other = world.candidate(here.edition, "Sambas", "61.01")
    recuse(here.member, here.entry, by=here.member.user, reason="Saudara")
    made = world.stands_in(here.member, here.entry, by=here.chair.user)
    content = category_pdf(here.entry.category, Stage.DESK, [other, here.entry])
    heads = [" ".join(page.split()) for page in pages(content) if "Lembar nilai:" in page]
    own = [head for head in heads if "Anggota Tim Sembilan: Pengganti, kursi 10" in head]
    assert (len(heads), ["Kabupaten Ketapang" in head for head in own]) == (6, [True])
    confirmed(entered(made.seat, here.entry, by=here.admin), factories.admin(name="Admin kedua"))
    assert ScoreSheet.objects.get(seat=made.seat).is_locked
    with pytest.raises(Refused, match="bukan kandidat yang dinilai oleh kursi 10"):
        entered(made.seat, other, by=here.admin)
