from django.db import migrations

BEFORE = ["persiapan", "pengisian", "verifikasi", "kandidat"]


def nobody_was_asked(apps, schema_editor):
    """Years that were being scored before declarations came go on without: recorded as not asked, without a time."""
    Entry, Seat, Declaration = (apps.get_model("awards", name) for name in ("Entry", "Seat", "Declaration"))
    entries = Entry.objects.filter(candidate=True).exclude(category__edition__phase__in=BEFORE)
    judged = {}
    for entry in entries.select_related("category"):
        judged.setdefault(entry.category.edition_id, []).append(entry)
    for seat in Seat.objects.filter(edition__in=judged).prefetch_related("named"):
        named = {row.category_id for row in seat.named.all()}
        Declaration.objects.bulk_create(
            Declaration(seat=seat, entry=entry, kind="", declared_at=None)
            for entry in judged[seat.edition_id]
            if not named or entry.category_id in named
        )


class Migration(migrations.Migration):

    dependencies = [("awards", "0029_declarations")]

    operations = [migrations.RunPython(nobody_was_asked, migrations.RunPython.noop)]
