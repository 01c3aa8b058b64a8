"""Triggers that refuse to change or delete an entry, on both databases."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER journal_no_{verb} BEFORE {verb} ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_append_only'); END
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'journal_append_only'; END $$;
CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_append_only();
"""


def forbid_changes(apps, schema_editor):
    """Create the triggers of the database in use."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(verb=verb))
    else:
        schema_editor.execute(POSTGRES)


def allow_changes(apps, schema_editor):
    """Take them away again."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER journal_no_{verb}")
    else:
        schema_editor.execute("DROP TRIGGER journal_no_change ON journal_entry; DROP FUNCTION journal_append_only()")


class Migration(migrations.Migration):
    """Append only."""

    dependencies = (("journal", "0001_journal"),)
    operations = (migrations.RunPython(forbid_changes, allow_changes),)
