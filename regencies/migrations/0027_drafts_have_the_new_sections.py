"""Drafts about a region get the entries that reports begun from now on have; a report that was sent stays as it is."""

from django.db import migrations

NEW = (("aparatur", "PublicWorkers"), ("pengawasan", "EmployerCompliance"))


def add_entries(apps, schema_editor):
    drafts = apps.get_model("regencies", "YearlyReport").objects.filter(status="draft", nominee=None)
    entries = apps.get_model("regencies", "ReportEntry").objects
    for report in drafts:
        for section, name in NEW:
            entry = entries.create(report=report, section=section)
            apps.get_model("regencies", name).objects.create(entry=entry)


class Migration(migrations.Migration):

    dependencies = [
        ('regencies', '0026_public_workers_and_employers'),
    ]

    operations = [migrations.RunPython(add_entries)]
