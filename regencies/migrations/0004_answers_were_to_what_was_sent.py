"""Answers given before answers kept their question take it from the receipt they were sent with.

One that stands in no receipt, in a draft or changed since, keeps none: it is asked again while the report is open.
"""

import json

from django.db import migrations


def keep_the_question(apps, schema_editor):
    """Copy the question of each answer from the last receipt of its report, where it says the same."""
    explanations = apps.get_model("regencies", "Explanation").objects
    receipts = apps.get_model("regencies", "Receipt").objects
    answered = explanations.filter(figures__isnull=True, asked="").values_list("report", flat=True)
    for report in answered.order_by("report").distinct():
        last = receipts.filter(report=report).order_by("-version").first()
        sent = json.loads(bytes(last.document))["explanations"] if last else []
        for row in sent:
            explanations.filter(
                report=report, rule=row["rule"], entry=row["entry"], answer=row["answer"]
            ).update(asked=row["asked"])


class Migration(migrations.Migration):

    dependencies = [
        ("regencies", "0003_answers_keep_their_question"),
    ]

    operations = [
        migrations.RunPython(keep_the_question),
    ]
