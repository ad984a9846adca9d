from django.db import migrations, models

from sangkien.adapters.journal_guard import fencing, unfencing


def fence(apps, editor):
    for statement in fencing(editor.connection.vendor, "sangkien_seal"):
        editor.execute(statement)


def unfence(apps, editor):
    for statement in unfencing(editor.connection.vendor, "sangkien_seal"):
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("sangkien", "0012_roles_and_scopes")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("day", models.DateField(unique=True)),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("listed", models.BinaryField()),
                ("list_sha256", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
                ("form", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.RunPython(fence, unfence),
    ]
