from django.db import migrations

from sangkien.adapters.journal_guard import guarding, unguarding


def guard(apps, editor):
    for statement in guarding(editor.connection.vendor):
        editor.execute(statement)


def unguard(apps, editor):
    for statement in unguarding(editor.connection.vendor):
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("sangkien", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
