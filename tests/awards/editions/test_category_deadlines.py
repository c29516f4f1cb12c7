"""A category can have a filling deadline of its own: checked before the filling opens, waited for before it closes."""

import pytest
from django.utils import timezone

from awards.choices import Phase
from awards.editions.default_criteria import create_category
from awards.editions.phase_changes import advance, date_token, grant_extension, postpone
from awards.models import Category, Edition
from awards.preflight.run import preflight
from regencies.actions.deadlines import why_closed
from regencies.actions.errors import Refused
from regencies.l10n.dates import format_moment
from regencies.models import FillingWindow
from tests import factories
from tests.builders import edition as world
from tests.builders import nominees
from tests.builders.admin_pages import page, text
from tests.builders.criteria_page import history
from tests.builders.panel import logged_in

pytestmark = pytest.mark.django_db

VILLAGES = nominees.VILLAGE


def prepared(days: int):
    """A year whose villages have until some days from now; its own deadlines are 20 and 40 days away."""
    edition = world.prepared()
    village = create_category(edition, VILLAGES)
    Category.objects.filter(pk=village.pk).update(filling_deadline=world.later(days))
    village.refresh_from_db()
    shown = format_moment(village.filling_deadline.astimezone(edition.province.zone))
    return edition, village, f"Batas pengisian “Desa dan Kelurahan” {shown}"


def told(edition, phase: Phase) -> list[str]:
    return [item.text for item in preflight(edition, phase) if not item.ok]


def test_a_deadline_that_has_passed_is_refused():
    edition, _, shown = prepared(-1)
    assert told(edition, Phase.FILLING) == [
        f"{shown} sudah lewat; batas harus di waktu yang akan datang. Perbaiki dahulu."
    ]


def test_a_deadline_after_that_of_the_verification_is_refused():
    edition, _, shown = prepared(41)
    last = format_moment(edition.verification_deadline.astimezone(edition.province.zone))
    assert told(edition, Phase.FILLING) == [
        f"{shown} tidak mendahului batas verifikasi {last}. Perbaiki salah satunya."
    ]


def test_each_kind_is_accepted_until_its_own_deadline():
    edition, village, _ = prepared(25)
    advance(edition, Phase.FILLING, by=factories.admin())
    assert dict(FillingWindow.objects.values_list("kind", "deadline")) == {
        "kabupaten-kota": edition.filling_deadline,
        VILLAGES: village.filling_deadline,
    }


def test_the_filling_is_not_closed_on_a_nominee_whose_deadline_is_to_come():
    edition, village, shown = prepared(25)
    admin = factories.admin()
    edition = advance(edition, Phase.FILLING, by=admin)
    place = edition.province.regencies.get()
    factories.verified(place, 2025)
    nominee = nominees.nominee(place=place, name="Desa Contoh")
    report = nominees.draft(nominee, by=factories.officer(place))
    FillingWindow.objects.filter(kind=VILLAGES).update(deadline=village.filling_deadline)
    with pytest.raises(Refused) as refusal:
        advance(edition, Phase.VERIFICATION, by=admin)
    assert refusal.value.reasons == [
        f"{shown.replace(' “Desa dan Kelurahan”', '')} belum lewat dan Desa Contoh belum mengirim. Tunggu sampai "
        "batasnya lewat atau semua laporan terkirim."
    ]
    Category.objects.filter(pk=village.pk).update(filling_deadline=world.later(-1))
    assert advance(world.reload(edition), Phase.VERIFICATION, by=admin).phase == Phase.VERIFICATION
    report.refresh_from_db()
    assert report.version == 0


# Put off once the filling is open ------------------------------------------------------------------------
FIELD = "filling_deadline"


def opened(days: int = 10):
    """A year that is filled in, whose villages have until some days from now; and its admin."""
    admin = factories.admin()
    edition, village, _ = prepared(days)
    return advance(edition, Phase.FILLING, by=admin), village, admin


def until(edition, moment) -> str:
    return format_moment(moment.astimezone(edition.province.zone))


def put_off(edition, village, moment, *, by, reason: str = "Jembatan putus.", **more):
    postpone(edition, FIELD, moment, by=by, reason=reason, category=village, **more)
    village.refresh_from_db()


def refusal(*args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        put_off(*args, **kwargs)
    return refused.value.reasons


def windows() -> dict[str, object]:
    return dict(FillingWindow.objects.values_list("kind", "deadline"))


def test_it_moves_later_with_a_public_notice_and_its_window_follows(client):
    edition, village, admin = opened()
    before, moment = village.filling_deadline, world.later(12)
    put_off(edition, village, moment, by=admin)
    assert village.filling_deadline == moment
    assert windows() == {"kabupaten-kota": edition.filling_deadline, VILLAGES: moment}
    told = (
        f": batas pengisian “Desa dan Kelurahan” diundur dari {until(edition, before)} menjadi "
        f"{until(edition, moment)}. Alasan: Jembatan putus."
    )
    assert world.reload(edition).notice.endswith(told)
    public = text(client.get("/"))
    assert (told in public, "Batas pengisian “Desa dan Kelurahan”" in public) == (True, True)
    assert [(c.who, c.field, c.after) for c in history(logged_in(admin), village) if c.reason] == [
        (str(admin), "Batas pengisian kategori ini", until(edition, moment))
    ]


def test_a_category_without_one_gets_its_own_after_that_of_the_year():
    edition, village, admin = opened()
    Category.objects.filter(pk=village.pk).update(filling_deadline=None)
    told = refusal(edition, village, world.later(15), by=admin)
    assert told == [
        f"Batas pengisian “Desa dan Kelurahan” sekarang {until(edition, edition.filling_deadline)}; jadwal yang sudah "
        "diumumkan hanya dapat diundurkan. Pilih waktu setelahnya."
    ]
    put_off(edition, village, moment := world.later(25), by=admin)
    assert windows() == {"kabupaten-kota": edition.filling_deadline, VILLAGES: moment}


def test_neither_the_moment_it_is_set_to_nor_this_very_moment_is_a_later_one(monkeypatch):
    edition, village, admin = opened()
    village.refresh_from_db()
    assert refusal(edition, village, village.filling_deadline, by=admin) == [
        f"Batas pengisian “Desa dan Kelurahan” sekarang {until(edition, village.filling_deadline)}; jadwal yang sudah "
        "diumumkan hanya dapat diundurkan. Pilih waktu setelahnya."
    ]
    Category.objects.filter(pk=village.pk).update(filling_deadline=world.later(-3))
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert refusal(edition, village, moment, by=admin) == [
        f"{until(edition, moment)} sudah lewat. Pilih waktu yang akan datang."
    ]


def test_one_that_has_passed_opens_again_and_a_past_moment_never_does():
    edition, village, admin = opened()
    nominee = nominees.nominee(place=(place := edition.province.regencies.get()), name="Desa Contoh")
    report = nominees.draft(nominee, by=factories.officer(place))
    Category.objects.filter(pk=village.pk).update(filling_deadline=world.later(-3))
    FillingWindow.objects.filter(kind=VILLAGES).update(deadline=world.later(-3))
    past = world.later(-1)
    assert why_closed(report, timezone.now()) != []
    assert refusal(edition, village, past, by=admin) == [
        f"{until(edition, past)} sudah lewat. Pilih waktu yang akan datang."
    ]
    put_off(edition, village, moment := world.later(1), by=admin)
    assert (windows()[VILLAGES], why_closed(report, timezone.now())) == (moment, [])


def test_it_needs_a_reason():
    edition, village, admin = opened()
    moment = world.later(12)
    assert refusal(edition, village, moment, by=admin, reason=" ") == [
        "Alasan perubahan jadwal belum ditulis; alasan ikut diumumkan."
    ]
    put_off(edition, village, moment, by=admin, reason="Banjir.")


def test_it_leaves_time_to_verify():
    edition, village, admin = opened()
    moment = world.later(41)
    shown = (
        f"Batas pengisian “Desa dan Kelurahan” {until(edition, moment)} tidak mendahului batas verifikasi "
    )
    assert refusal(edition, village, moment, by=admin) == [
        f"{shown}{until(edition, edition.verification_deadline)}. Perbaiki salah satunya."
    ]
    assert (windows()[VILLAGES], world.reload(edition).notice) == (village.filling_deadline, "")
    postpone(edition, "verification_deadline", world.later(60), by=admin, reason="Jembatan putus.")
    put_off(edition, village, moment, by=admin)


def test_what_another_admin_put_off_meanwhile_is_told_beside_what_is_typed():
    edition, village, admin = opened()
    seen = date_token(edition, FIELD, village)
    put_off(edition, village, theirs := world.later(12), by=admin, reason="Listrik padam.")
    mine = world.later(14)
    assert refusal(edition, village, mine, by=admin, seen=seen) == [
        f"Batas pengisian “Desa dan Kelurahan” diubah sejak halaman ini dibuka: tersimpan {until(edition, theirs)}, "
        f"isian {until(edition, mine)}. Periksa keduanya, lalu kirim lagi bila perlu."
    ]
    put_off(edition, village, mine, by=admin, seen=date_token(edition, FIELD, village))
    assert len(world.reload(edition).notice.splitlines()) == 2


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (
            Phase.PREPARATION,
            "Selama Persiapan batas pengisian “Desa dan Kelurahan” diubah di halaman kategorinya. Ubah di sana.",
        ),
        (
            Phase.VERIFICATION,
            "Tahap Pengisian sudah lewat; batas pengisian “Desa dan Kelurahan” tetap. Beri perpanjangan kepada yang "
            "memerlukan.",
        ),
        (Phase.SCORING, "Tahap Pengisian sudah lewat; batas pengisian “Desa dan Kelurahan” tetap."),
    ],
)
def test_it_moves_while_the_filling_is_open(phase, said):
    edition, village, admin = opened()
    Edition.objects.update(phase=phase)
    assert refusal(edition, village, world.later(12), by=admin) == [said]
    desk, url = logged_in(admin), page("awards_category_postpone", village.pk, FIELD)
    assert said in text(desk.get(url))
    assert url not in text(desk.get(page("awards_category_change", village.pk)))


def test_after_the_filling_an_extension_is_given_as_the_sentence_says():
    edition, _, admin = opened()
    place = edition.province.regencies.get()
    nominee = nominees.nominee(place=place, name="Desa Contoh")
    Edition.objects.update(phase=Phase.VERIFICATION)
    given = grant_extension(place, 2025, world.later(12), "Jembatan putus.", by=admin, nominee=nominee)
    assert given.nominee == nominee


def test_no_other_field_is_a_date_and_no_other_admin_moves_it():
    edition, village, admin = opened()
    with pytest.raises(ValueError, match="quorum"):
        postpone(edition, "quorum", world.later(60), by=admin, reason="x", category=village)
    other, _ = world.elsewhere()
    assert refusal(edition, village, world.later(12), by=other) == [
        "Hanya admin Kalimantan Barat yang dapat mengatur Paritrana Award 2026."
    ]
    assert logged_in(other).get(page("awards_category_postpone", village.pk, FIELD)).status_code == 404


def test_its_page_puts_it_off_once_however_often_the_button_is_pressed():
    edition, village, admin = opened()
    desk, url = logged_in(admin), page("awards_category_postpone", village.pk, FIELD)
    for name, row in (("edition", edition), ("category", village)):
        assert url in text(desk.get(page(f"awards_{name}_change", row.pk)))
    shown = desk.get(url)
    assert f"Sekarang: {until(edition, village.filling_deadline)}." in text(shown)
    moment = until(edition, world.later(12))
    sent = {"moment": moment, "reason": "Jembatan putus."} | shown.context["hidden"]
    answers = [desk.post(url, sent, follow=True) for _ in range(2)]
    said = [[str(message) for message in answer.context["messages"]] for answer in answers]
    assert said == [[f"Batas pengisian “Desa dan Kelurahan”: {moment}."]] * 2
    assert len(world.reload(edition).notice.splitlines()) == 1
    again = desk.post(url, sent | {"moment": until(edition, world.later(13))})
    assert (again.status_code, "diubah sejak halaman ini dibuka: tersimpan" in text(again)) == (409, True)


def test_the_year_itself_is_not_put_off_unseen_either():
    edition, _, admin = opened()
    desk, url = logged_in(admin), page("awards_edition_postpone", edition.pk, FIELD)
    sent = desk.get(url).context["hidden"] | {"reason": "Banjir.", "moment": until(edition, world.later(30))}
    theirs = world.later(25)
    postpone(edition, FIELD, theirs, by=admin, reason="Listrik padam.")
    answer = desk.post(url, sent)
    assert answer.status_code == 409
    assert (
        f"Batas pengisian diubah sejak halaman ini dibuka: tersimpan {until(edition, theirs)}, isian "
        in text(answer)
    )
    assert desk.post(url, sent | answer.context["hidden"]).status_code == 302


def test_a_reason_nobody_reads_to_its_end_is_told_of_before_it_is_published():
    edition, village, admin = opened()
    desk, url = logged_in(admin), page("awards_category_postpone", village.pk, FIELD)
    sent = desk.get(url).context["hidden"] | {"moment": until(edition, world.later(12)), "reason": "z" * 2001}
    answer = desk.post(url, sent)
    assert (answer.status_code, "berisi 2001 karakter; paling banyak 2000." in text(answer)) == (422, True)
    assert world.reload(edition).notice == ""
    assert desk.post(url, sent | {"reason": "z" * 2000}).status_code == 302
