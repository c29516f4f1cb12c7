"""What goes by itself to who fills in, as it would go now: to look at before it goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from awards.choices import Phase
from awards.models import Edition
from awards.monitoring.due import PHASES, next_reminders
from awards.monitoring.opening import opening_notices
from regencies.choices import NoticeKind
from regencies.models import Notice
from regencies.notices.tell import mail_text
from regencies.notices.whatsapp import prepared

KINDS = (NoticeKind.FILLING, NoticeKind.DUE)  # in the order they go


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person a text goes to; `is_told`: it went already; without `by_mail` it stands in the inbox alone."""

    name: str
    by_mail: bool
    is_told: bool
    at_whatsapp: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text and whom it goes to."""

    subject: str
    words: str
    people: list[Recipient] = field(default_factory=list)

    @property
    def about(self) -> str:
        """Whose report it is about, and of which year."""
        return self.subject.rpartition(": ")[2]


@dataclass(frozen=True, slots=True)
class Sending:
    """One kind of notice: when it goes, and its texts; without any, why there is none."""

    kind: NoticeKind
    when: str
    texts: list[Text]
    nothing: str

    @property
    def told(self) -> int:
        """How many were told already."""
        return sum(person.is_told for text in self.texts for person in text.people)

    @property
    def people(self) -> int:
        """How many are told in all."""
        return sum(len(text.people) for text in self.texts)


def sending(edition: Edition, kind: str) -> Sending:
    """Return what goes by itself of a kind, that of an opening for any other than DUE."""
    return _deadlines(edition) if kind == NoticeKind.DUE else _opening(edition)


def _opening(edition: Edition) -> Sending:
    over = edition.phase not in {Phase.PREPARATION, Phase.FILLING}
    return Sending(
        NoticeKind.FILLING,
        "Dikirim segera setelah tahap Pengisian dibuka, sekali kepada setiap orang. Batas waktu yang diundurkan "
        "tidak mengirimnya lagi.",
        [] if over else _texts(opening_notices(edition)),
        "Tahap Pengisian sudah lewat; surat ini tidak dikirim lagi."
        if over
        else "Belum ada yang diberi tahu: batas pengisian sudah lewat, atau belum ada petugas dan kepala dinas.",
    )


def _deadlines(edition: Edition) -> Sending:
    return Sending(
        NoticeKind.DUE,
        "Dikirim 7, 3, dan 1 hari sebelum batas waktu kepada dinas yang belum mengirim; isinya menurut laporan "
        "hari itu.",
        _texts(next_reminders(edition)),
        "Semua laporan sudah dikirim, atau batas waktunya kurang dari satu hari lagi."
        if edition.phase in PHASES
        else "Surat ini dikirim pada tahap Pengisian dan Verifikasi.",
    )


def _texts(notices: Iterable[Notice]) -> list[Text]:
    """Return the notices with the same words as one text."""
    notices = list(notices)
    sent = Notice.objects.filter(once__in={notice.once for notice in notices})
    told = set(sent.values_list("person", "once"))
    found: dict[tuple[str, str], Text] = {}
    for notice in notices:
        text = found.setdefault(
            (notice.subject, notice.text), Text(f"Paritrana Award: {notice.subject}", notice.text)
        )
        text.people.append(
            Recipient(
                str(notice.person),
                by_mail=bool(notice.mailed_to),
                is_told=(notice.person_id, notice.once) in told,
                at_whatsapp=prepared(notice.person, mail_text(notice)),
            )
        )
    return list(found.values())
