import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sangkien.adapters.journal_guard import closing, guarding, opening, unguarding

AT_A_TIME = 2000  # lines
NAMED = ("account", "letter", "snapshot", "batch", "run")
CHANGES_WERE_DETAILS = ("unit-changed", "unit-moved")
BY_VISITORS = ("registered", "recognition-attached")


def unguard(apps, editor):
    # SQLite makes the table anew for a new column, which would lose its triggers silently
    vendor = editor.connection.vendor
    for statement in (opening(vendor), *unguarding(vendor)):
        editor.execute(statement)


def guard(apps, editor):
    vendor = editor.connection.vendor
    for statement in (*guarding(vendor), closing(vendor)):
        editor.execute(statement)


def fill(apps, editor):
    """Say of the lines there are what new ones say by themselves."""
    JournalLine = apps.get_model("sangkien", "JournalLine")
    last = 0
    while lines := list(JournalLine.objects.filter(id__gt=last).order_by("id")[:AT_A_TIME]):
        for line in lines:
            line.about, line.about_id = subject(line)
            line.is_system = line.by_id is None and not is_by_visitor(line)
            line.changes, line.details = parted(line)
        JournalLine.objects.bulk_update(
            lines, ["about", "about_id", "is_system", "changes", "details"], batch_size=200
        )
        last = lines[-1].id


def subject(line):
    if line.initiative_id is not None:
        return "entry", line.initiative_id
    for kind in NAMED:
        if isinstance(line.details.get(kind), int):
            return kind, line.details[kind]
    if line.unit_id is not None:
        return "unit", line.unit_id
    return ("campaign", line.campaign_id) if line.campaign_id is not None else ("", None)


def is_by_visitor(line):
    return line.verb in BY_VISITORS and line.details.get("channel", "web") == "web"


def parted(line):
    """What was before and after, and the other details."""
    if line.verb in CHANGES_WERE_DETAILS:
        return line.details, {}
    if line.verb == "recognition-recorded":
        before, after = line.details.get("before", {}), line.details.get("after", {})
        names = {"by": "recognised_by", "number": "recognition_number", "on": "recognised_on"}
        return {
            new: [before.get(old) or None, after.get(old) or None]
            for old, new in names.items()
            if before.get(old) != after.get(old)
        }, {}
    return {}, line.details


class Migration(migrations.Migration):
    dependencies = [("sangkien", "0009_stale_duplicate_features")]

    operations = [
        migrations.RunPython(unguard, guard),
        migrations.AddField(
            model_name="journalline",
            name="about",
            field=models.CharField(blank=True, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="journalline", name="about_id", field=models.BigIntegerField(null=True)
        ),
        migrations.AddField(
            model_name="journalline", name="changes", field=models.JSONField(default=dict)
        ),
        migrations.AddField(
            model_name="journalline", name="for_person_id", field=models.BigIntegerField(null=True)
        ),
        migrations.AddField(
            model_name="journalline", name="is_system", field=models.BooleanField(default=False)
        ),
        migrations.AlterField(
            model_name="journalline",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="journalline",
            index=models.Index(fields=["about", "about_id", "id"], name="journal_about"),
        ),
        migrations.AddIndex(
            model_name="journalline",
            index=models.Index(fields=["by", "id"], name="journal_by"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
