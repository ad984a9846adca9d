from django.db import migrations, models

from sangkien.core.text import fold


def fold_names(apps, schema_editor):
    accounts = apps.get_model("sangkien", "Account")
    known = list(accounts.objects.only("id", "login", "label"))
    for account in known:
        account.found_by = fold(f"{account.login} {account.label}")
    accounts.objects.bulk_update(known, ["found_by"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ("sangkien", "0022_unit_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="found_by",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
    ]
