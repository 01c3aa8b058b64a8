"""Seals over blocks of entries; they can no more be changed than the entries."""

from django.db import migrations, models

SQLITE = """
CREATE TRIGGER seal_no_{verb} BEFORE {verb} ON journal_seal
BEGIN SELECT RAISE(ABORT, 'journal_append_only'); END
"""
POSTGRES = """
CREATE TRIGGER seal_no_change BEFORE UPDATE OR DELETE ON journal_seal
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
            schema_editor.execute(f"DROP TRIGGER seal_no_{verb}")
    else:
        schema_editor.execute("DROP TRIGGER seal_no_change ON journal_seal")


class Migration(migrations.Migration):
    """The chain of seals."""

    dependencies = (("journal", "0002_append_only"),)
    operations = (
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("first",),
                "constraints": [
                    models.UniqueConstraint(fields=("first",), name="seal_once_per_block"),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="seal_ends_after_it_begins"
                    ),
                ],
            },
        ),
        migrations.RunPython(forbid_changes, allow_changes),
    )
