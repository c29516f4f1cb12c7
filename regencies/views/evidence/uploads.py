"""What became of the files of one request: each stored or refused by itself, in words and as an answer to a script."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from regencies.actions.errors import Refused
from regencies.actions.evidence.attach import Twin, attach_evidence, examine
from regencies.actions.evidence.scanning import held_texts
from regencies.forms.evidence import FilesForm
from regencies.models import Evidence, ReportEntry, User
from regencies.views.officer.report_page import ReportPage


@dataclass(frozen=True, slots=True)
class NotStored:
    """Why a file was not stored; `twin` is the same file where the report has it already, `page` what was typed."""

    reasons: list[str]
    twin: Evidence | None = None
    page: str = ""


@dataclass(slots=True)
class Outcome:
    """The files of one request that were stored, and those that were not."""

    stored: list[Evidence] = field(default_factory=list)
    refused: list[NotStored] = field(default_factory=list)
    held: list[str] = field(
        default_factory=list
    )  # what is true of those the scanner has not seen, as sentences

    @property
    def message(self) -> str:
        """What was stored, as a sentence."""
        names = ", ".join(f"“{one.title}”" for one in self.stored)
        return f"{names} tersimpan sebagai bukti dukung."

    @property
    def problems(self) -> list[str]:
        """Why what was not stored was not, one sentence each."""
        return [reason for one in self.refused for reason in one.reasons]

    def as_answer(self) -> dict[str, Any]:
        """Return what the script of the page reads.

        `twin` is the key of the same file at another entry, `held` whether a file waits for the scanner.
        """
        twins = [one.twin.pk for one in self.refused if one.twin]
        return {
            "stored": [one.title for one in self.stored],
            "reasons": self.problems,
            "twin": next(iter(twins), None),
            "held": bool(self.held),
        }


def is_sent_alone(request: HttpRequest) -> bool:
    """Return whether a script sent the file, one a request."""
    return request.headers.get("X-Upload") == "1"


def take(entry: ReportEntry, form: FilesForm, *, by: User) -> Outcome:
    """Store each file of a valid form, or note why not."""
    outcome = Outcome(refused=[NotStored([text]) for text in form.left_out])
    given = {name: form.cleaned_data[name] for name in ("title", "page")}
    uploads = form.cleaned_data["file"]
    for upload, found in [(one, examine(entry, one, by=by, **given)) for one in uploads]:
        try:
            stored = attach_evidence(entry, upload, by=by, ask_twin=True, examined=found, **given)
            outcome.stored.append(stored)
            outcome.held += held_texts(outcome.stored[-1:])
        except Twin as refusal:
            outcome.refused.append(NotStored(refusal.reasons, refusal.evidence, given["page"]))
        except Refused as refusal:
            outcome.refused.append(NotStored(refusal.reasons))
    return outcome


def stored_once(page: ReportPage) -> int:
    """Return the size of the report's files in bytes, each counted once; no query beside that of its entries."""
    return sum({file.sha256: file.size for entry in page.entries for file in entry.evidence.all()}.values())


def reusable(page: ReportPage, entry: ReportEntry) -> list[tuple[int, str]]:
    """Return (key, name) of each file of the report that does not support this entry yet."""
    own = {file.sha256 for file in page.entry(entry.pk).evidence.all()}
    found: dict[str, tuple[int, str]] = {}
    for other in page.entries:
        for file in other.evidence.all():
            if file.sha256 not in own:
                found.setdefault(file.sha256, (file.pk, f"{file.title} ({other.called})"))
    return list(found.values())
