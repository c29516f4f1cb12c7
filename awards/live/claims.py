"""Figures said aloud at a presentation: noted in the room, looked at by the verifier, never part of a score."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from awards.choices import Phase, Verdict
from awards.models import Claim, Entry
from awards.panel.locks import hold_phase
from awards.panel.permissions import can_run_presentations, can_see_dossier, has_conflict
from regencies.actions.base import verb
from regencies.actions.errors import Refused
from regencies.choices import NoticeKind, Role
from regencies.models import User
from regencies.notices.tell import tell

LONGEST = 500  # characters: one tap and one sentence


def may_note(user: User, entry: Entry) -> bool:
    """Whether the user may note what was said at the presentation of an entry: who judges it, and who runs the day."""
    if can_see_dossier(user, entry):
        return True
    return can_run_presentations(user, entry.category.edition) and not has_conflict(user, entry)


def claims_of(entry: Entry) -> QuerySet[Claim]:
    """Return what was said at the presentation of an entry, as noted. One query."""
    return Claim.objects.filter(entry=entry).order_by("noted_at", "pk")


def claims_before(user: User) -> QuerySet[Claim]:
    """Return the claims a verifier looks at: of the own provinces, and of no rehearsal."""
    provinces = [m.province_id for m in user.active_memberships if m.role == Role.VERIFIER]
    real = {"entry__category__edition__rehearsal": False}
    found = Claim.objects.filter(entry__category__edition__province__in=provinces, **real)
    return found.select_related(
        "entry__regency", "entry__nominee", "entry__category__edition__province", "entry__report", "noted_by"
    )


@verb
def note_claim(entry: Entry, *, by: User, text: str) -> Claim:
    """Note what was said aloud, and tell the verifiers. Raises Refused."""
    edition = entry.category.edition
    hold_phase(edition.pk)
    edition.refresh_from_db(fields=["phase", "live", "rehearsal"])
    if not may_note(by, entry):
        raise Refused(
            f"Klaim saat paparan {entry} dicatat oleh anggota yang menilainya, atau oleh Ketua dan Sekretaris."
        )
    problems = []
    said = " ".join(text.split())
    if edition.phase != Phase.SCORING:
        problems.append(
            f"Tahap Paritrana Award {edition.award_year} adalah “{edition.get_phase_display()}”. Klaim dicatat pada "
            f"tahap “{Phase.SCORING.label}”."
        )
    elif not Entry.objects.with_begun_presentation().filter(pk=entry.pk, began_at__isnull=False).exists():
        problems.append(f"Paparan {entry} belum dimulai. Klaim dicatat sejak paparannya dimulai.")
    if not said:
        problems.append("Klaim belum ditulis. Tuliskan angka yang dikatakan dan tentang apa.")
    elif len(said) > LONGEST:
        problems.append(
            f"Klaim {len(said)} karakter, paling panjang {LONGEST}. Tuliskan angkanya dan tentang apa."
        )
    if problems:
        raise Refused(problems)
    noted, made = Claim.objects.get_or_create(entry=entry, text=said, noted_by=by)
    if made and entry.report and not edition.rehearsal:
        page = reverse("claim", args=[noted.pk])
        tell(NoticeKind.CLAIMED, entry.report, by=by, words=said, page=page)
    return noted


@verb
def answer_claim(claim: Claim, *, by: User, verdict: str, answer: str) -> Claim:
    """Say what the verified report says about a claim; a later finding takes its place. Raises Refused."""
    held: Claim | None = claims_before(by).select_for_update(of=("self",)).filter(pk=claim.pk).first()
    if held is None:
        raise Refused("Klaim saat paparan diperiksa oleh verifikator provinsinya.")
    problems = []
    if verdict not in Verdict:
        problems.append("Temuan belum dipilih. Pilih salah satu.")
    if verdict == Verdict.DIFFERS and not answer.strip():
        problems.append("Keterangan belum ditulis. Tuliskan angka menurut laporan terverifikasi.")
    if problems:
        raise Refused(problems)
    held.verdict, held.answer, held.answered_by = verdict, answer.strip(), by
    held.save(update_fields=["verdict", "answer", "answered_by"])
    return held
