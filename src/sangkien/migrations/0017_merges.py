import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sangkien", "0016_journal_campaign")]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.UUIDField(db_index=True)),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("united", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(null=True)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("campaign", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sangkien.campaign")),
                ("kept", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="sangkien.initiative")),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="Merged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=12)),
                ("reason", models.CharField(blank=True, max_length=4)),
                ("is_standing", models.BooleanField(default=True)),
                ("initiative", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="mergings", to="sangkien.initiative")),
                ("merge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="merged", to="sangkien.merge")),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AddConstraint(
            model_name="merged",
            constraint=models.UniqueConstraint(condition=models.Q(("is_standing", True)), fields=("initiative",), name="merged_into_one"),
        ),
    ]
