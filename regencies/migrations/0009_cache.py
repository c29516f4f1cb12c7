"""The table of CACHES: attempts and used one-time codes, the same for all processes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("regencies", "0008_rules_in_words")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
            CREATE INDEX cache_expires ON cache (expires);
            """,
            "DROP TABLE cache",
        )
    ]
