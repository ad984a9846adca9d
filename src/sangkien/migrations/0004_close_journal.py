from django.db import migrations

from sangkien.adapters.journal_guard import closing, opening


def close(apps, editor):
    editor.execute(closing(editor.connection.vendor))


def reopen(apps, editor):
    editor.execute(opening(editor.connection.vendor))


class Migration(migrations.Migration):
    dependencies = [("sangkien", "0003_documents_and_screening_runs")]
    operations = [migrations.RunPython(close, reopen)]
