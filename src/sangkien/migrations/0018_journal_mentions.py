from django.db import migrations, models

from sangkien.adapters.journal_guard import fencing, unfencing

TABLE = "sangkien_journalmention"


def fence(apps, editor):
    for statement in fencing(editor.connection.vendor, TABLE):
        editor.execute(statement)


def unfence(apps, editor):
    for statement in unfencing(editor.connection.vendor, TABLE):
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("sangkien", "0017_merges")]

    operations = [
        migrations.CreateModel(
            name="JournalMention",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "bucket",
                        "line_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("bucket", models.BigIntegerField()),
                ("line_id", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(fence, unfence),
    ]
