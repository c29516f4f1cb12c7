"""Every rule a report is judged by. Pure; drafts may break them, a report that is sent may not.

A rule is a function from a snapshot to its concerns: those of `blocking` refuse, those of `questions`,
`funding`, `regulations` and `evidence_files` ask, `employers` has both.
"""

from __future__ import annotations

from regencies.checks.blocking import HARD
from regencies.checks.employers import EMPLOYERS, PARTS
from regencies.checks.evidence_files import EVIDENCE, NOTES
from regencies.checks.findings import SECTIONS, Concern, Finding, Rule
from regencies.checks.funding import FUNDING
from regencies.checks.questions import SOFT
from regencies.checks.regulations import REGULATIONS
from regencies.checks.snapshot import Snapshot

RULES: tuple[Rule, ...] = (*HARD, *PARTS, *SOFT, *FUNDING, *EMPLOYERS, *REGULATIONS, *EVIDENCE, *NOTES)
TITLES = {rule.slug: rule.title for rule in RULES}

# The answers that footnote a published figure: rule → name of the figure in the publication's `notes`.
PUBLIC_NOTES = {
    "coverage_over_100": "coverage",
    "segment_over_100": "coverage",
    "coverage_fall": "coverage_growth_pp",
    "coverage_jump": "coverage_growth_pp",
    "participants_fall": "participant_growth_pct",
    "participants_jump": "participant_growth_pct",
    "participants_rewritten": "participant_growth_pct",
    "workforce_rewritten": "workforce",
    "shrinking_workforce": "workforce",
    "target_unlikely": "target_attainment",
}


def run_checks(report: Snapshot) -> list[Finding]:
    """Return every finding, by section, then by entry as on screen (those about a whole section first).

    Its answer is one to the figures as they are now: whoever shows answers takes them from here.
    """
    asked = [rule for rule in RULES if rule.slug not in report.unasked]
    findings = [_finding(report, rule, concern) for rule in asked for concern in rule.judge(report)]
    place: dict[int | None, int] = {None: -1}
    place |= {state.entry: position for position, state in enumerate(report.entries)}
    last = len(place)
    return sorted(findings, key=lambda found: (SECTIONS.index(found.section), place.get(found.entry, last)))


def _finding(report: Snapshot, rule: Rule, concern: Concern) -> Finding:
    message = f"{concern.message} {concern.request}".rstrip()
    given = report.answers.get((rule.slug, concern.entry)) if rule.level == "soft" else None
    holds = given is not None and given.explains(message, concern.figures)
    return Finding(
        rule=rule.slug,
        level=rule.level,
        section=report.homes.get(concern.section, concern.section),
        entry=concern.entry,
        field=concern.field,
        found=concern.message,
        message=message,
        figures=concern.figures,
        answer=given.text.strip() if given and holds else "",
        earlier=None if holds else given,
    )
