"""The bench measures what it says: the right form, the median, the ratio, the verdict, and no error pages."""

import json

import pytest
from django.template import Context, Template

from awards.results.preview import preview
from tests.bench.asking import FirstForm, Reply
from tests.bench.country import country
from tests.bench.crowd import Crowded, DeadlineHour, crowded, deadline_hour
from tests.bench.growth import ACTS, grows_with_its_rows, growth
from tests.bench.measuring import Measured, WrongAnswer, measure
from tests.bench.pages import EMPTY, FLOORS, PAGE, RANKING, SECTION, SECTION_SAVE, SHEET_SAVE, TABLES
from tests.bench.report import (
    IN_PROCESS,
    Results,
    deadline_verdicts,
    growth_verdict,
    in_json,
    in_markdown,
    memory_verdict,
    on_screen,
    table,
    verdict,
)
from tests.bench.sizes import (
    HELD,
    LIMITS,
    LOOK,
    PUBLICATION,
    asks_more,
    held_verdict,
    sizes_table,
    years_table,
)
from tests.bench.targets import TARGETS, is_met, is_ranking_quick, lost
from tests.bench.where import KINDS, shares

HOUR = DeadlineHour(together=75.0, idle_median=0.02, slow=0.08)


def reply(seconds: float, status: int = 200) -> Reply:
    return Reply(seconds, status, [], b"isi")


def run(**seconds: float) -> dict[str, Measured]:
    """Every page and floor at one second but the named."""
    return {name: Measured(seconds.get(name, 1.0), 2.0, 1_000, 300, 0) for name in (*FLOORS, *TARGETS)}


def results(runs: dict[str, dict[str, Measured]]) -> Results:
    grown = {name: [1.0, 0.9, 1.1, 1.2] for name in ACTS}
    return Results(
        runs,
        grown,
        (90.4, 120.6),
        (of_size(1.0), of_size(2.0), of_size(1.5)),
        where={SECTION: dict.fromkeys(KINDS, 0.1)},
        crowded={name: Crowded(100.0, 80.0) for name in (*FLOORS, RANKING)},
        deadline={"save themselves": HOUR},
        trust={"no triggers": {SECTION_SAVE: 0.8, SHEET_SAVE: 0.9}},
    )


def of_size(seconds: float, queries: int = 9, **more: tuple[float, int]) -> dict[str, tuple[float, int]]:
    """Every page and floor of a province at these seconds but the named."""
    names = {*LIMITS, *(limit.floor for limit in LIMITS.values()), PUBLICATION, HELD}
    return {name: more.get(name, (seconds, queries)) for name in names}


def test_the_form_that_is_saved_is_read_as_a_browser_would_send_it():
    page = """
        <form method="post" action="/akun/keluar/"><input name="csrfmiddlewaretoken" value="lain"></form>
        <form method="post" data-autosave><input type="hidden" name="version" value="3">
        <input name="B1" value="80"><input name="B2">
        <input type="checkbox" name="a"><input type="checkbox" name="b" checked>
        <textarea name="note_B1">Perbup &amp; SE</textarea><button name="next" value="lock">Kunci</button></form>
        <input name="outside" value="x">"""
    assert FirstForm(page.encode()).values == {
        "version": "3",
        "B1": "80",
        "B2": "",
        "b": "on",
        "note_B1": "Perbup & SE",
    }


def test_the_median_of_the_rounds_counts_and_the_warm_up_does_not():
    answers = {"a": iter([9.0, 1.0, 5.0, 2.0]), "b": iter([9.0, 4.0, 4.0, 6.0])}
    order: list[str] = []

    def step(name: str):
        def ask() -> Reply:
            order.append(name)
            return reply(next(answers[name]))

        return ask

    found = measure({name: step(name) for name in answers}, rounds=3, warm_up=1)
    assert {name: (m.seconds, m.size) for name, m in found.items()} == {"a": (2.0, 3), "b": (4.0, 3)}
    assert [sorted(order[start : start + 2]) for start in range(0, 8, 2)] == [["a", "b"]] * 4
    assert len({tuple(order[start : start + 2]) for start in range(0, 8, 2)}) == 2


def test_an_error_page_is_not_measured():
    with pytest.raises(WrongAnswer, match="halaman: status 500"):
        measure({"halaman": lambda: reply(0.1, status=500)}, rounds=1, warm_up=0)


def test_the_public_ranking_keeps_to_two_empty_responses():
    assert is_ranking_quick(run(**{RANKING: 2.0}))
    assert not is_ranking_quick(run(**{RANKING: 2.1}))


def test_a_page_meets_its_target_by_time_and_by_queries():
    assert is_met(SECTION, run(**{SECTION: 5.0}))
    assert not is_met(SECTION, run(**{SECTION: 5.1}))
    asking = run() | {SECTION: Measured(1.0, 1.0, 1, 1, queries=9)}
    assert not is_met(SECTION, asking)
    assert verdict({IN_PROCESS: asking}) == f"Targets met: {len(TARGETS) - 1} of {len(TARGETS)}."


def test_a_target_once_met_is_lost_beyond_a_fifth_and_one_never_met_is_not():
    before = run(**{RANKING: 1.3, SECTION: 9.0})
    written = in_markdown(results({IN_PROCESS: before}))
    assert list(lost(written, run(**{RANKING: 1.5, SECTION: 20.0}))) == []
    assert list(lost(written, run(**{RANKING: 1.6, SECTION: 20.0}))) == [RANKING]
    assert list(lost(written, run() | {RANKING: Measured(1.0, 1.0, 1, 1, queries=1)})) == [RANKING]
    assert list(lost("", run(**{RANKING: 9.0}))) == []


def test_a_page_is_compared_with_the_table_of_its_own_rows():
    measured = run(**{EMPTY: 0.5, TABLES[SECTION]: 4.0, SECTION: 12.0})
    lines = {line[0]: line[1:4] for line in table(measured)}
    assert lines[SECTION] == ["24.0", "12.0", "3.0"]
    assert lines[TABLES[SECTION]] == ["8.0", "–", "–"]
    assert lines[PAGE] == ["2.0", "–", "–"]


def test_both_writings_hold_every_page_and_the_verdicts():
    found = results({IN_PROCESS: run()})
    for text in (on_screen(found), in_markdown(found), json.loads(in_json(found)).__str__()):
        told = (
            verdict(found.runs),
            growth_verdict(found.growth),
            memory_verdict(found.memory),
            *deadline_verdicts(found.deadline),
            held_verdict(found.sizes[1]),
        )
        wanted = (*FLOORS, *TARGETS, *ACTS, *LIMITS, PUBLICATION, HELD, *told)
        assert [name for name in wanted if name not in text] == []


def test_a_page_among_many_is_held_to_its_floor_and_told_beside_few():
    lines = {line[0]: line[1:] for line in sizes_table(of_size(1.0), of_size(2.0, **{LOOK: (5.0, 9)}))}
    assert lines[LOOK] == [TABLES[RANKING], "2.50", "1", "missed", "2.5", "9", "9"]
    assert lines[RANKING] == [EMPTY, "1.00", "1.3", "met", "1.0", "9", "9"]


def test_a_page_with_many_years_is_held_to_what_it_costs_with_few():
    slower = of_size(2.0, **{LOOK: (2.6, 10)})  # a machine that was half as quick meanwhile
    lines = {line[0]: line[1:] for line in years_table(of_size(1.0), slower)}
    assert lines[LOOK] == ["1.30", "1.2", "missed", "10", "9"]
    assert lines[RANKING] == ["1.00", "1.2", "met", "9", "9"]


def test_everybody_of_a_crowd_asks_and_no_error_counts():
    asked: list[str] = []

    def page(who: str, status: int = 200):
        return lambda: asked.append(who) or reply(0.1, status)

    found = crowded([{"a": page("one")}, {"a": page("two")}], lambda: 70.0, answers=4)
    assert (sorted(asked), found["a"].memory) == (["one", "one", "two", "two"], 70.0)
    with pytest.raises(WrongAnswer):
        crowded([{"a": page("one", 500)}], lambda: 70.0, answers=1)


def test_the_deadline_hour_sets_the_crowd_beside_one_alone():
    found = deadline_hour([lambda: reply(0.1)] * 4, answers=40)
    assert (found.idle_median, found.slow) == (0.1, 0.1)
    [told] = deadline_verdicts({"save themselves": HOUR})
    assert "whose pages save themselves, two workers: 75 saves a second on this machine" in told
    assert "4.0 × the median of an idle server" in told


def test_time_is_told_by_what_is_being_done():
    found = shares(
        {
            "page": lambda: Template("{% for n in many %}{{ n }}{% endfor %}").render(
                Context({"many": range(2000)})
            )
        },
        0.2,
    )
    assert sum(found["page"].values()) == pytest.approx(1)
    assert found["page"]["templates"] > 0.5


def test_a_page_may_ask_no_more_among_many():
    assert asks_more(of_size(1.0), of_size(2.0, queries=10)) == []
    assert asks_more(of_size(1.0), of_size(2.0, **{LOOK: (2.0, 11)})) == [LOOK]


@pytest.mark.django_db
def test_a_province_written_in_bulk_is_one_the_rules_accept():
    *before, scored = country(3, years=2)
    [published] = before
    seen = preview(published)
    assert (seen.problems, seen.warnings) == ([], [])
    assert len({entrant["total"] for entrant in seen.document["entrants"]}) == 3
    assert scored.entries.judged_by(scored.edition.seats.last().user).count() == 3


def test_what_one_entrant_costs_is_measured_for_every_act_and_may_double_at_most():
    measured = growth((2, 4))
    assert {name: len(found) for name, found in measured.items()} == dict.fromkeys(ACTS, 2)
    assert all(found[0] == 1 and found[1] > 0 for found in measured.values())
    assert grows_with_its_rows({"rules": [1.0, 0.9, 2.0]})
    assert not grows_with_its_rows({"rules": [1.0, 1.0, 1.0], "agreement": [1.0, 1.5, 2.1]})
    assert growth_verdict({"rules": [1.0, 1.0, 1.0], "agreement": [1.0, 1.5, 2.1]}) == (
        "One entrant costs at most 2 × what it does among 14: no (agreement 2.10)."
    )
