"""What the checks ask and refuse on the page of a section: each beside the entry it is about, the rest together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from regencies.checks.findings import Finding
from regencies.choices import Section
from regencies.figures.summary import draft_headline
from regencies.forms.answers import AnswerForm
from regencies.forms.layout import Asked, Part
from regencies.presenters.figure_rows import workforce_source
from regencies.presenters.shares import coverage_by_kind, shares_of
from regencies.presenters.unusual_figures import unlike_the_province
from regencies.views.officer.entry_cards import Card
from regencies.views.officer.links import finding_url, question, section_url
from regencies.views.officer.report_page import ReportPage

NO_EVIDENCE = "no_evidence"  # the rule that only tells: said where the files would stand
NO_FILES = "Belum ada bukti dukung. Laporan tetap dapat dikirim tanpa bukti ini."


@dataclass(frozen=True, slots=True)
class Question:
    """One finding on a page: `url` of the box it is about, its own `anchor`, and the form of its answer."""

    finding: Finding
    url: str
    anchor: str
    form: AnswerForm | None  # None where nothing can be answered, or nothing is asked


def beside(page: ReportPage, section: Section, card: Card) -> Asked:
    """Return what makes the part of a form that asks about some of its boxes; the card keeps which those are."""

    def asked(names: Sequence[str]) -> Part:
        card.asked.update(names)
        return Part(
            "officer/_asked_of.html",
            {},
            anchor=card.anchor,
            fields=[name for name in names if name],
            questions=[one for one in card.questions if one.finding.field in names],
            answer_url=answer_url(page, section),
        )

    return asked


def answer_url(page: ReportPage, section: Section) -> str:
    """Return the address that takes the answers to the questions of a section."""
    return reverse("report_answer", args=[page.key, section])


def section_findings(
    page: ReportPage, section: Section, answer_form: AnswerForm | None = None
) -> dict[str, Any]:
    """Return what the checks say of the section now, as its page shows it.

    `asked`: key of each entry → its questions; `general`: those about none; `no_files`: key → what stands for files.
    """
    here = [finding for finding in page.findings if finding.section == section]
    asked: dict[int, list[Question]] = {entry.pk: [] for entry in page.in_section(section)}
    general: list[Question] = []
    bare = {finding.entry for finding in here if finding.rule == NO_EVIDENCE} & {*asked}
    for finding in [finding for finding in here if finding.rule != NO_EVIDENCE]:
        asked.get(finding.entry or 0, general).append(_question(page, finding, answer_form))
    everything = [*general, *(one for some in asked.values() for one in some)]
    return {
        "page": page,
        "section": section,
        "asked": asked,
        "general": general,
        "no_files": dict.fromkeys(bare, NO_FILES),
        "not_shown": None if answer_form is None or _is_shown(answer_form, everything) else answer_form,
        "answers": [one.form for one in everything if one.form],
        "findings_url": f"{section_url(page, section)}?keadaan",
        "answer_url": answer_url(page, section),
    } | _computed(page, section)


def _computed(page: ReportPage, section: Section) -> dict[str, Any]:
    """Return what the figures of a section come to, and hints where they are unlike the usual ones."""
    figures = draft_headline(**page.figures)
    shares = [share for entry in page.in_section(section) for share in shares_of(entry, page.entries)]
    return {
        "figures": figures,
        "workforce_source": workforce_source(page.counted),
        "computed": coverage_by_kind(figures) if section == Section.PARTICIPATION else shares,
        "hints": [] if page.closed else unlike_the_province(page.report, section, page.figures),
    }


def _is_shown(form: AnswerForm, questions: list[Question]) -> bool:
    """Return whether one of the questions is the one a form answers: it may be asked no more, or not now."""
    return any(one.form is not None and one.form.auto_id == form.auto_id for one in questions)


def _question(page: ReportPage, finding: Finding, answer_form: AnswerForm | None) -> Question:
    form = None
    if finding.level == "soft" and not page.closed:
        form = AnswerForm.of(finding)
        if answer_form and answer_form.auto_id == form.auto_id:
            form = answer_form.about(finding)
    return Question(finding, finding_url(page, finding), question(finding), form)
