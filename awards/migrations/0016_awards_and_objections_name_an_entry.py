"""A special award and an objection named a category and a regency; they name the entry of that regency in it.

Where it has none, as when the region was added late, it gets one that is no candidate. The tables of the history keep
the former columns: seals were made over them.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


TABLES = ["awards_objection", "awards_objectionevent", "awards_specialaward", "awards_specialawardevent"]
EVENTS = [table for table in TABLES if table.endswith("event")]
NAMED = " UNION ".join(f"SELECT category_id, regency_id FROM {table}" for table in TABLES)
MISSING = f"""
    INSERT INTO awards_entry (category_id, regency_id, candidate, reason)
    SELECT category_id, regency_id, FALSE, 'Tidak dinilai dalam kategori ini.' FROM ({NAMED}) AS named
    WHERE NOT EXISTS (
        SELECT FROM awards_entry
        WHERE awards_entry.category_id = named.category_id AND awards_entry.regency_id = named.regency_id
    )
"""
OF_THE_REGENCY = """
    UPDATE {table} AS own SET entry_id = entry.id FROM awards_entry AS entry
    WHERE entry.category_id = own.category_id AND entry.regency_id = own.regency_id
"""
FILL = [  # the history is written once; these are columns no seal knows
    *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in EVENTS),
    *(OF_THE_REGENCY.format(table=table) for table in TABLES),
    *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in EVENTS),
]
CHECKED = "SET CONSTRAINTS ALL IMMEDIATE"  # no table is altered while a check of its rows is to come


def left_in_the_table(model, name):
    """Forget a field, but leave its column, which new rows leave empty."""
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunSQL(
                f"ALTER TABLE awards_{model} ALTER COLUMN {name}_id DROP NOT NULL", migrations.RunSQL.noop
            )
        ],
        state_operations=[migrations.RemoveField(model_name=model, name=name)],
    )


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0015_until_when_offices_object'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='objection',
            options={'ordering': ['entry__category', 'entry'], 'verbose_name': 'sanggahan', 'verbose_name_plural': 'sanggahan'},
        ),
        migrations.AlterModelOptions(
            name='specialaward',
            options={'ordering': ['entry__category', 'title'], 'verbose_name': 'penghargaan khusus', 'verbose_name_plural': 'penghargaan khusus'},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='objection',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='objection',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='objection',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='specialaward',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='specialaward',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='specialaward',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='specialaward',
            name='special_award_once',
        ),
        migrations.AddField(
            model_name='objection',
            name='entry',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='awards.entry', verbose_name='yang dinilai'),
        ),
        migrations.AddField(
            model_name='objectionevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.entry', verbose_name='yang dinilai'),
        ),
        migrations.AddField(
            model_name='specialaward',
            name='entry',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='special_awards', to='awards.entry', verbose_name='penerima'),
        ),
        migrations.AddField(
            model_name='specialaward',
            name='evidence',
            field=models.TextField(blank=True, verbose_name='bukti'),
        ),
        migrations.AddField(
            model_name='specialawardevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.entry', verbose_name='penerima'),
        ),
        migrations.AddField(
            model_name='specialawardevent',
            name='evidence',
            field=models.TextField(blank=True, verbose_name='bukti'),
        ),
        migrations.RunSQL([MISSING, *FILL, CHECKED], migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='objection',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='awards.entry', verbose_name='yang dinilai'),
        ),
        migrations.AlterField(
            model_name='objectionevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.entry', verbose_name='yang dinilai'),
        ),
        migrations.AlterField(
            model_name='specialaward',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='special_awards', to='awards.entry', verbose_name='penerima'),
        ),
        migrations.AlterField(
            model_name='specialawardevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='awards.entry', verbose_name='penerima'),
        ),
        migrations.RemoveField(model_name='objection', name='category'),
        migrations.RemoveField(model_name='objection', name='regency'),
        migrations.RemoveField(model_name='specialaward', name='category'),
        migrations.RemoveField(model_name='specialaward', name='regency'),
        left_in_the_table('objectionevent', 'category'),
        left_in_the_table('objectionevent', 'regency'),
        left_in_the_table('specialawardevent', 'category'),
        left_in_the_table('specialawardevent', 'regency'),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_objectionevent" ("answer", "content", "entry_id", "id", "letter", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."answer", NEW."content", NEW."entry_id", NEW."id", NEW."letter", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;', hash='d082f8817cdf3c71c209d4a68b7cc95b6a24b5bb', operation='INSERT', pgid='pgtrigger_insert_insert_8b75e', table='awards_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_objectionevent" ("answer", "content", "entry_id", "id", "letter", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."answer", NEW."content", NEW."entry_id", NEW."id", NEW."letter", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;', hash='ceb0eb09e8784a605c14a3c3e75e9fa543c34943', operation='UPDATE', pgid='pgtrigger_update_update_f6c1f', table='awards_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_objectionevent" ("answer", "content", "entry_id", "id", "letter", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."answer", OLD."content", OLD."entry_id", OLD."id", OLD."letter", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;', hash='470a860043bc703adfc34781a303b27ac3420005', operation='DELETE', pgid='pgtrigger_delete_delete_f5836', table='awards_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specialaward',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_specialawardevent" ("citation", "entry_id", "evidence", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."citation", NEW."entry_id", NEW."evidence", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;', hash='7a39b181b4601bf556f4adf9c421d2beea47479c', operation='INSERT', pgid='pgtrigger_insert_insert_d3198', table='awards_specialaward', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specialaward',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "awards_specialawardevent" ("citation", "entry_id", "evidence", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."citation", NEW."entry_id", NEW."evidence", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;', hash='b852ca764f21f4d7a0945758951fa707d1224136', operation='UPDATE', pgid='pgtrigger_update_update_aaac9', table='awards_specialaward', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specialaward',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "awards_specialawardevent" ("citation", "entry_id", "evidence", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."citation", OLD."entry_id", OLD."evidence", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;', hash='a670d5a55bc3fd4934891249794ea3034baceb0b', operation='DELETE', pgid='pgtrigger_delete_delete_86853', table='awards_specialaward', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='specialaward',
            constraint=models.UniqueConstraint(fields=('title', 'entry'), name='special_award_once'),
        ),
    ]
