"""The transactions that changed something; `config/postgres/changes.py` has each table tell of them."""

from django.db import migrations

TABLE = """
    CREATE TABLE changed (
        xact xid8 PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
    )
"""
FUNCTION = """
    CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO changed (xact) VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [("regencies", "0039_history_check")]

    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE changed"),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION tell_change() CASCADE"),
    ]
