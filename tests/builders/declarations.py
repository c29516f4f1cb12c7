"""What members have declared, so that the files of their candidates are open to them."""

from awards.models import Declaration, Edition, Entry


def declared(of: Edition) -> None:
    """Every member of the panel has declared about every entry so far: no conflict of interest."""
    entries = list(Entry.objects.filter(category__edition=of))
    said = [Declaration(seat=seat, entry=entry) for seat in of.seats.all() for entry in entries]
    Declaration.objects.bulk_create(said, ignore_conflicts=True)
