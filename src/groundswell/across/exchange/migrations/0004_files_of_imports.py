from django.db import migrations


def hide(apps, schema_editor):
    """Files that were sent to be read into tables are shown to nobody but their sender."""
    files = apps.get_model("exchange", "ImportFile").objects.values("file_id")
    apps.get_model("documents", "File").objects.filter(pk__in=files).update(own=True)


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_traces_of_places"), ("documents", "0003_files_of_imports")]

    operations = [migrations.RunPython(hide, migrations.RunPython.noop, elidable=True)]
