"""An answer belongs to the figures it explains: receipt, verifier, panel and public show no other."""

import importlib

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from regencies.actions.entries import answer
from regencies.actions.entry_edits import save_entry
from regencies.actions.errors import Refused
from regencies.actions.report_status import review_entry, submit_report
from regencies.checks.build_snapshot import snapshot
from regencies.checks.registry import run_checks
from regencies.choices import ReviewState, Section
from regencies.figures.counted import counted_for
from regencies.models import Explanation, YearlyReport
from regencies.presenters.audit_log import report_changes
from regencies.presenters.public_notes import public_notes
from regencies.presenters.report_contents import report_contents
from regencies.receipts.document import read_receipt
from tests import factories

pytestmark = pytest.mark.django_db


def type_people(report, by, now, before=71_405, place=0):
    row = factories.entry(report, Section.PARTICIPATION, place)
    values = {"registered": now, "registered_previous": before}
    save_entry(row, values, expected_version=row.version, by=by)
    return row


def fresh(report):
    return YearlyReport.objects.select_related("regency__province").get(pk=report.pk)


def asked(report):
    """rule → (answer, the answer to other figures) of every question now."""
    findings = run_checks(snapshot(fresh(report)))
    return {f.rule: (f.answer, f.earlier and f.earlier.text) for f in findings if f.level == "soft"}


def shown(report):
    """What verifier, panel and admin see as the office's answers, and what becomes a footnote."""
    contents = report_contents(fresh(report))
    answers = [*contents.general_answers, *(pair for card in contents.cards for pair in card.answers)]
    rows = report.explanations.values("rule", "entry", "answer", "asked", "figures")
    report = fresh(report)
    return [text for _, text in answers], public_notes(report, counted_for([report])[report.pk], rows)


def test_an_answer_to_a_figure_that_was_put_right_is_shown_to_nobody(complete, officer, head):
    """46.950 typed as 1, explained, put right, sent: the explanation explains nothing any more."""
    row = type_people(complete, officer, 1, 46_950)
    for rule, entry in (("participants_fall", row.pk), ("coverage_fall", None)):
        answer(complete, rule, entry, "Salah ketik.", by=officer)
    assert "Salah ketik." in shown(complete)[0]
    type_people(complete, officer, 46_950, 46_950)
    factories.answer_all(complete, officer)
    receipt = submit_report(complete, by=head, statement=True)
    answers = [row["answer"] for row in read_receipt(receipt.document)["explanations"]]
    assert (answers, *shown(complete)) == ([], [], [])
    assert complete.explanations.count() == 2  # kept, and in the history


def test_an_answer_to_one_change_is_none_to_another_of_the_same_rule(complete, officer):
    """7.040 → 0 explained is not an explanation of 0 → 1, nor of 7.040 → 1."""
    row = type_people(complete, officer, 0, 7_040)
    answer(complete, "participants_fall", row.pk, "Programnya berakhir.", by=officer)
    assert asked(complete)["participants_fall"] == ("Programnya berakhir.", None)
    type_people(complete, officer, 1, 0)
    assert "participants_fall" not in asked(complete)
    assert "Programnya berakhir." not in shown(complete)[0]
    type_people(complete, officer, 1, 7_040)
    assert asked(complete)["participants_fall"] == ("", "Programnya berakhir.")
    assert "Programnya berakhir." not in shown(complete)[0]


def test_an_answer_is_not_shown_for_what_the_verifier_made_of_the_figures(complete, officer, head):
    """Coverage jumps further once a smaller denominator is approved: nobody has explained that jump."""
    type_people(complete, officer, 110_000)
    row = factories.propose_workforce(complete, officer, figure=150_000, figure_previous=180_000)
    factories.answer_all(complete, officer)
    submit_report(complete, by=head, statement=True)
    notes = [("coverage_growth_pp", "Sudah diperiksa bersama BPJS.")]
    assert [note for note in shown(complete)[1] if note[0] == "coverage_growth_pp"] == notes
    verifier = factories.verifier()
    review_entry(row, state=ReviewState.APPROVED, by=verifier)
    assert asked(complete)["coverage_jump"] == ("", "Sudah diperiksa bersama BPJS.")
    assert [note for note in shown(complete)[1] if note[0] == "coverage_growth_pp"] == []
    review_entry(row, state=ReviewState.WRONG, note="Bukan Sakernas.", by=verifier)
    assert asked(complete)["coverage_jump"] == ("Sudah diperiksa bersama BPJS.", None)


def test_the_office_reads_its_earlier_answer_beside_the_new_question(complete, officer):
    row = type_people(complete, officer, 0, 7_040)
    answer(complete, "participants_fall", row.pk, "Programnya berakhir.", by=officer)
    type_people(complete, officer, 1, 7_040)
    browser = Client()
    browser.force_login(officer)
    page = browser.get(reverse("report_section", args=[2025, "kepesertaan"])).content.decode()
    page = " ".join(page.split())
    assert (
        "Penjelasan sebelumnya, saat angkanya lain: “Peserta Penerima Upah (PU) 7.040 (2024) menjadi 0 (2025)"
        in page
    )
    assert "Programnya berakhir." in page


def test_an_answer_to_a_question_that_changed_meanwhile_is_refused_once_and_then_stored(complete, officer):
    row = type_people(complete, officer, 0, 7_040)
    before = next(f for f in run_checks(snapshot(fresh(complete))) if f.rule == "participants_fall")
    type_people(complete, officer, 1, 7_040)
    given = {"rule": "participants_fall", "entry": row.pk, "text": "Programnya berakhir.", "by": officer}
    with pytest.raises(
        Refused, match=r"Pertanyaannya sekarang: “Peserta Penerima Upah \(PU\) 7.040 .* menjadi 1"
    ):
        answer(complete, **given, token=before.token)
    browser = Client()
    browser.force_login(officer)
    url = reverse("report_answer", args=[2025, "kepesertaan"])
    typed = {"rule": "participants_fall", "entry": row.pk, "seen": "", "answer": "Programnya berakhir."}
    response = browser.post(url, typed | {"token": before.token})
    assert response.status_code == 409
    [form] = [form for form in response.context["answers"] if form.data]
    again = {name: form[name].value() for name in form.fields}
    assert again["answer"] == "Programnya berakhir."
    assert browser.post(url, again).status_code == 302
    assert Explanation.objects.get(rule="participants_fall").figures == {
        "registered": 1,
        "registered_previous": 7_040,
    }


def test_the_history_keeps_what_was_asked_and_answered_before(complete, officer):
    row = type_people(complete, officer, 0, 7_040)
    answer(complete, "participants_fall", row.pk, "Programnya berakhir.", by=officer)
    type_people(complete, officer, 1, 7_040)
    answer(complete, "participants_fall", row.pk, "Tersisa satu orang.", by=officer)
    about = "Penjelasan: Penerima Upah (PU) · "
    told = [c for c in report_changes(complete) if c.field.startswith(about)][:2]
    asked, answered = sorted(told, key=lambda change: change.field, reverse=True)
    assert (answered.field, answered.before, answered.after) == (
        about + "Penjelasan",
        "Programnya berakhir.",
        "Tersisa satu orang.",
    )
    assert asked.field == about + "Yang ditanyakan"
    assert "menjadi 0 (2025)" in asked.before
    assert "menjadi 1 (2025)" in asked.after


def test_an_answer_of_before_keeps_the_question_of_its_receipt(complete, officer, head):
    """Rows from before answers kept their figures: what was sent holds, what was not is asked again."""
    type_people(complete, officer, 110_000)
    factories.answer_all(complete, officer)
    submit_report(complete, by=head, statement=True)
    before = shown(complete)
    Explanation.objects.update(asked="", figures=None)
    migration = importlib.import_module("regencies.migrations.0004_answers_were_to_what_was_sent")
    assert shown(complete) == ([], [])
    migration.keep_the_question(apps, None)
    assert shown(complete) == before
    Explanation.objects.update(asked="", answer="Diubah setelah dikirim.")
    migration.keep_the_question(apps, None)
    assert shown(complete) == ([], [])
