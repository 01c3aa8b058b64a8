"""Triggers that refuse to change or delete a release or a change of the core, on both databases."""

from django.db import migrations

TABLES = ("package_release", "package_corechange")
SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'package_append_only'); END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION package_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'package_append_only'; END $$
"""
POSTGRES = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION package_append_only()
"""


def forbid_changes(apps, schema_editor):
    """Create the triggers of the database in use."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    if not sqlite:
        schema_editor.execute(FUNCTION)
    for table in TABLES:
        for verb in ("UPDATE", "DELETE") if sqlite else ("",):
            schema_editor.execute((SQLITE if sqlite else POSTGRES).format(table=table, verb=verb))


def allow_changes(apps, schema_editor):
    """Take them away again."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in TABLES:
        for name in ("no_UPDATE", "no_DELETE") if sqlite else ("no_change",):
            schema_editor.execute(f"DROP TRIGGER {table}_{name}" + ("" if sqlite else f" ON {table}"))
    if not sqlite:
        schema_editor.execute("DROP FUNCTION package_append_only()")


class Migration(migrations.Migration):
    """Append only."""

    dependencies = (("package", "0002_logs_and_releases"),)
    operations = (migrations.RunPython(forbid_changes, allow_changes),)
