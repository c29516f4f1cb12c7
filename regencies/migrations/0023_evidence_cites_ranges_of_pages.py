"""A page number becomes the text of ranges: "7" stays "7". Changed as a type, in one go: rows of locked reports refuse an update."""

from django.db import migrations, models

TO_TEXT = """
    ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_page_check;
    ALTER TABLE {table} ALTER COLUMN page TYPE varchar(200) USING COALESCE(page::text, ''),
        ALTER COLUMN page SET NOT NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('regencies', '0022_invitations_opened'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(TO_TEXT.format(table='regencies_evidence')),
                migrations.RunSQL(TO_TEXT.format(table='regencies_evidenceevent')),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name=name,
                    name='page',
                    field=models.CharField(blank=True, default='', max_length=200, verbose_name='halaman'),
                )
                for name in ('evidence', 'evidenceevent')
            ],
        ),
    ]
