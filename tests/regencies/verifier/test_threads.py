"""What is said about an entry: a verifier asks, the office answers, either closes; the head's comments stay inside."""

import pytest
from django.db import ProgrammingError
from django.urls import reverse

from regencies.actions.errors import Refused
from regencies.actions.verification.messages import write_message
from regencies.choices import NoticeKind, ReportStatus, Section
from regencies.models import EntryMessage, Notice, YearlyReport
from tests import factories
from tests.builders.browser_tab import browser
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return factories.sent()


@pytest.fixture
def entry(report):
    return factories.entry(report, Section.PARTICIPATION)


@pytest.fixture
def people(report):
    place = report.regency
    return {
        "verifier": factories.verifier(place.province, "Vera"),
        "officer": factories.officer(place, "Siti"),
        "head": factories.head(place, "Harisson"),
    }


def say(entry, who, text, *, inside=False, **more):
    return write_message(entry, by=who, is_internal=inside, text=text, **more)


def states(entry, *, inside=False):
    return list(EntryMessage.objects.filter(entry=entry, is_internal=inside).values_list("state", "text"))


def test_a_question_is_open_then_answered_then_done(entry, people):
    say(entry, people["verifier"], "Rekap bulan apa?")
    last = say(entry, people["officer"], "Desember 2025.")
    say(entry, people["verifier"], "", closes=True, seen=last.pk)
    assert states(entry) == [("open", "Rekap bulan apa?"), ("answered", "Desember 2025."), ("done", "")]
    say(entry, people["verifier"], "Satu lagi: dari cabang mana?")  # opens it again
    assert states(entry)[-1][0] == "open"


def test_the_other_side_is_told_with_the_words_and_the_page(entry, people):
    say(entry, people["verifier"], "Rekap bulan apa?")
    asked = Notice.objects.filter(kind=NoticeKind.ASKED)
    assert {people["officer"].pk, people["head"].pk} <= set(asked.values_list("person", flat=True))
    assert not asked.filter(person=people["verifier"]).exists()
    assert {notice.path for notice in asked} == {reverse("entry_thread", args=[entry.pk])}
    assert "Rekap bulan apa?" in asked.first().text
    say(entry, people["officer"], "Desember 2025.")
    assert [n.person for n in Notice.objects.filter(kind=NoticeKind.REPLIED)] == [people["verifier"]]


def test_the_office_does_not_begin_and_nothing_empty_is_said(entry, people):
    with pytest.raises(Refused, match="Belum ada pertanyaan verifikator"):
        say(entry, people["officer"], "Halo?")
    with pytest.raises(Refused, match="Pesan masih kosong"):
        say(entry, people["verifier"], "  ")
    say(entry, people["verifier"], "Rekap bulan apa?")
    say(entry, people["officer"], "Desember 2025.")  # what the refusals say to do


def test_each_entry_has_a_thread_of_its_own_and_what_is_not_open_is_not_closed(report, entry, people):
    say(entry, people["verifier"], "Rekap bulan apa?")
    other = factories.entry(report, Section.TARGET)
    with pytest.raises(Refused, match="Belum ada pertanyaan verifikator"):
        say(other, people["officer"], "Desember 2025.")
    last = say(entry, people["officer"], " Desember 2025. ")
    assert last.text == "Desember 2025."
    end = say(entry, people["verifier"], "", closes=True, seen=last.pk)
    for which, by, seen in ((other, "verifier", 0), (entry, "officer", end.pk)):
        with pytest.raises(Refused, match="sudah selesai atau belum dimulai"):
            say(which, people[by], "", closes=True, seen=seen)


def test_the_office_talks_among_itself_before_it_sends_and_the_verifier_asks_after(people):
    report = factories.draft(factories.regency(), 2026, by=people["officer"])
    entry = factories.entry(report, Section.TARGET)
    with pytest.raises(Refused, match="Laporan belum dikirim"):
        say(entry, people["verifier"], "Rekap bulan apa?")
    assert say(entry, people["head"], "Angkanya belum cocok.", inside=True).state == "open"


def test_a_thread_that_went_on_is_not_closed_unread_and_two_taps_are_one(entry, people):
    asked = say(entry, people["verifier"], "Rekap bulan apa?")
    assert say(entry, people["verifier"], "Rekap bulan apa?") == asked
    last = say(entry, people["officer"], "Desember 2025.")
    with pytest.raises(Refused, match="Ada pesan baru sejak halaman dibuka"):
        say(entry, people["verifier"], "", closes=True, seen=asked.pk)
    say(entry, people["verifier"], "", closes=True, seen=last.pk)
    assert len(states(entry)) == 3


def test_the_heads_comments_are_not_seen_by_the_verifier(report, entry, people):
    say(entry, people["head"], "Angkanya belum cocok.", inside=True)
    say(entry, people["officer"], "Sudah saya periksa.", inside=True)
    assert states(entry, inside=True) == [
        ("open", "Angkanya belum cocok."),
        ("answered", "Sudah saya periksa."),
    ]
    url = reverse("entry_thread", args=[entry.pk])
    assert "Angkanya belum cocok." in browser(people["officer"]).get(url).content.decode()
    pages = [url, reverse("verifier_report", args=[report.pk]), reverse("verifier_history", args=[report.pk])]
    for page in [*pages, reverse("verifier_told", args=[report.pk])]:
        assert "Angkanya belum cocok." not in browser(people["verifier"]).get(page).content.decode(), page
    with pytest.raises(Refused, match="milik dinas"):
        say(entry, people["verifier"], "Saya?", inside=True)
    assert not Notice.objects.filter(kind=NoticeKind.COMMENTED, person=people["verifier"]).exists()


def test_a_refused_message_stays_in_its_box_and_a_sent_one_is_listed(entry, people):
    url = reverse("entry_thread", args=[entry.pk])
    officer, verifier = browser(people["officer"]), browser(people["verifier"])
    refused = officer.post(url, {"text": "Halo?", "is_internal": "False", "seen": "0"})
    assert refused.status_code == 409
    assert "Belum ada pertanyaan verifikator" in refused.content.decode()
    inside = officer.post(url, {"text": "Pak, mohon dicek.", "is_internal": "True", "seen": "0"})
    assert inside.status_code == 409
    say(entry, people["head"], "Angkanya belum cocok.", inside=True)
    long = officer.post(url, {"text": "a" * 2001, "is_internal": "True", "seen": "0"})
    assert long.status_code == 422
    assert "a" * 2001 in long.content.decode()
    assert verifier.post(url, {"text": "Rekap?", "is_internal": "False", "seen": "0"}).status_code == 302
    for client in (officer, verifier):
        assert "Rekap?" in client.get(url).content.decode()
    shown = officer.get(reverse("report_overview", args=[2025])).content.decode()
    assert url in shown
    seen = str(EntryMessage.objects.last().pk)
    assert officer.post(url, {"is_internal": "False", "seen": seen, "closes": "True"}).status_code == 302
    assert states(entry)[-1] == ("done", "")


def test_nothing_is_said_of_a_locked_report_and_what_was_said_stays(report, entry, people):
    said = say(entry, people["verifier"], "Rekap bulan apa?")
    YearlyReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.LOCKED, verified_at=report.sent_at, verified_by=people["verifier"]
    )
    with pytest.raises(Refused, match="sudah terkunci"):
        say(entry, people["officer"], "Desember.")
    with pytest.raises(ProgrammingError):
        EntryMessage.objects.filter(pk=said.pk).update(text="Lain")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_messages(entry, people, number, django_assert_num_queries):
    for nth in range(number):
        say(entry, people["verifier"], f"Pertanyaan {nth}")
    client = browser(people["verifier"])
    with django_assert_num_queries(8):
        client.get(reverse("entry_thread", args=[entry.pk]))


def test_the_history_of_an_entry_leads_to_what_was_said_about_it(entry, people):
    history = reverse("report_entry_history", args=[2025, entry.pk])
    assert (
        f'href="{reverse("entry_thread", args=[entry.pk])}"'
        in browser(people["officer"]).get(history).content.decode()
    )


@pytest.mark.django_db(transaction=True)
def test_of_an_answer_and_an_end_at_the_same_moment_none_is_lost_and_nothing_is_closed_unread(entry, people):
    verifier, officer = people["verifier"], people["officer"]
    asked = say(entry, verifier, "Rekap bulan apa?")
    answer, end = race(
        lambda: say(entry, officer, "Desember 2025."),
        lambda: say(entry, verifier, "", closes=True, seen=asked.pk),
    )
    assert "Ada pesan baru sejak halaman dibuka" in str(end)
    assert states(entry) == [("open", "Rekap bulan apa?"), ("answered", "Desember 2025.")]
    end, answer = race(
        lambda: say(entry, verifier, "", closes=True, seen=answer.pk),
        lambda: say(entry, officer, "Rekapnya terlampir."),
    )
    assert [state for state, _ in states(entry)] == ["open", "answered", "done", "answered"]
