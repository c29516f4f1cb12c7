"""A criterion named its category beside its group, and the admin's form let the two differ.

The next migration takes the category from the group alone. Until then the criterion's own word decides what is
judged, so a criterion whose group lies elsewhere moves into the group of the same code in its own category, made
when there is none. The history records both.
"""

from django.db import migrations
from django.db.models import F


def move_into_own_category(apps, schema_editor):
    Criterion = apps.get_model("awards", "Criterion")
    CriterionGroup = apps.get_model("awards", "CriterionGroup")
    strays = Criterion.objects.exclude(category=F("group__category")).select_related("group")
    for criterion in strays.order_by("pk"):
        criterion.group = CriterionGroup.objects.get_or_create(
            category_id=criterion.category_id,
            code=criterion.group.code,
            defaults={"name": criterion.group.name},
        )[0]
        criterion.save(update_fields=["group"])


class Migration(migrations.Migration):

    dependencies = [
        ("awards", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(move_into_own_category, migrations.RunPython.noop),
    ]
