"""The pages on which the chair names who judges a candidate in a member's place, and takes that back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from awards.conflicts.substitutes import dismiss_substitute, name_substitute
from awards.forms import SubstituteForm
from awards.models import Entry, Seat, Substitution
from awards.panel.permissions import can_oversee, has_conflict, refusal
from awards.views.chair import in_its_time, known_editions
from awards.views.overseeing import ask
from config.accounts.typed_values import shows_typed
from regencies.actions.base import removed_row

FORM = require_http_methods(["GET", "HEAD", "POST"])
NAMING = [
    "Pengganti melihat dan menilai kandidat ini saja, setelah menyatakan ada tidaknya benturan kepentingan.",
    "Lembarnya dihitung dalam kuorum dan nilai; lembar {} tetap tidak dihitung.",
    "Pengganti diberi tahu lewat kotak masuk dan surat. Namanya dan alasannya tercatat dalam riwayat.",
]


def _require_naming(request: HttpRequest, seat: Seat, entry: Entry) -> None:
    """Ask for a member this person names for, of a known edition (else 403); 404 with a conflict of their own."""
    seat.edition = in_its_time(get_object_or_404(known_editions(request), pk=seat.edition_id))
    if has_conflict(request.user, entry):
        raise Http404
    if not can_oversee(request.user, seat, entry):
        raise refusal(request.user, pk=entry.category_id)


@shows_typed
@FORM
def name(request: HttpRequest, entry: int, seat: int) -> HttpResponse:
    """Name who stands in for a member who withdrew from a candidate or is absent."""
    of_entry = Entry.objects.candidates().select_related("regency", "nominee", "category__edition__province")
    found = get_object_or_404(of_entry, pk=entry)
    of = get_object_or_404(Seat.objects.nine().judging(found.category_id).select_related("user"), pk=seat)
    _require_naming(request, of, found)
    return ask(
        request,
        of,
        found,
        lambda email, reason: name_substitute(of, found, email, by=request.user, reason=reason),
        form=SubstituteForm(request.POST if request.method == "POST" else None),
        message=lambda made: f"{made.seat.user} menggantikan {of.user} untuk {found}.",
        page_title=f"Tunjuk pengganti {of.user}?",
        page_lead="Untuk anggota yang tercatat tidak hadir atau memiliki benturan kepentingan dengan kandidat ini.",
        consequences=[text.format(of.user) for text in NAMING],
        confirm_label="Tunjuk pengganti",
        asks_again=True,
    )


def _substitution(request: HttpRequest, pk: int) -> Substitution:
    """Return a substitution this person decides on; for a POST also one that is gone."""
    rows = Substitution.objects.select_related(
        "seat__user",
        "replaced__user",
        "entry__regency",
        "entry__nominee",
        "entry__category__edition__province",
    )
    found: Substitution | None = rows.order_by().filter(pk=pk).first()
    if found is None and request.method == "POST":
        found = removed_row(Substitution, pk)
    if found is None:
        raise Http404
    _require_naming(request, found.replaced, found.entry)
    return found


@shows_typed
@FORM
def dismiss(request: HttpRequest, substitution: int) -> HttpResponse:
    """Take a substitute back who has locked no sheet."""
    found = _substitution(request, substitution)
    person = found.seat.user
    return ask(
        request,
        found.replaced,
        found.entry,
        lambda reason: dismiss_substitute(found, by=request.user, reason=reason),
        message=f"Penunjukan {person} untuk {found.entry} dicabut.",
        page_title=f"Cabut penunjukan {person}?",
        page_lead=f"Menggantikan {found.replaced.user}. Alasan yang dicatat: {found.reason}",
        consequences=[
            f"{person} tidak lagi menilai {found.entry} dan tidak melihat berkasnya.",
            "Draf nilainya tetap tersimpan dan tidak dihitung. Lembar yang terkunci harus dibuka kembali lebih dahulu.",
            "Pencabutan dan alasannya tercatat dalam riwayat.",
        ],
        confirm_label="Cabut penunjukan",
    )
