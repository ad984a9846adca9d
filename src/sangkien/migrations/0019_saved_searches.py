import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sangkien", "0018_journal_mentions"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("room", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(max_length=500)),
                ("opens_first", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="sangkien.campaign"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="sangkien.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "campaign", "room", "name"), name="one_search_per_name"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("opens_first", True)),
                        fields=("account", "campaign", "room"),
                        name="one_search_opens_first",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(fields=["campaign", "state", "-id"], name="initiative_state"),
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(fields=["campaign", "channel", "-id"], name="initiative_channel"),
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(fields=["campaign", "field", "-id"], name="initiative_field"),
        ),
        migrations.AddIndex(
            model_name="journalline",
            index=models.Index(fields=["campaign", "verb", "recorded_at"], name="journal_verb"),
        ),
        migrations.RemoveIndex(model_name="journalline", name="sangkien_jo_campaig_aef61a_idx"),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["rule", "opened_at"],
                name="finding_open",
            ),
        ),
    ]
