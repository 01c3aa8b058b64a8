"""Paths compare byte by byte on PostgreSQL too, so that a half-open range means the same on both databases."""

from django.db import migrations


def compare_bytes(apps, schema_editor):
    """Give the columns of paths collation "C"; SQLite compares bytes by itself."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE places_place ALTER COLUMN path TYPE varchar(500) COLLATE "C"')
        schema_editor.execute('ALTER TABLE places_past ALTER COLUMN path TYPE varchar(500) COLLATE "C"')
        schema_editor.execute('ALTER TABLE journal_entry ALTER COLUMN path TYPE varchar(500) COLLATE "C"')


class Migration(migrations.Migration):
    """Byte order."""

    dependencies = (("places", "0001_places"), ("journal", "0001_journal"))
    operations = (migrations.RunPython(compare_bytes, migrations.RunPython.noop),)
