"""Keys as one number each, in a table that is one tree; features in a tree of their own as well.

What was filed under the keys of the engine before is read again by the job that re-keys: nothing is
carried over.
"""

from typing import Any

from django.db import migrations, models

# an integer key is the tree's own on SQLite, where a bigint would be a second tree beside it
_KEYS = "CREATE TABLE sangkien_duplicatekey (posting {} NOT NULL PRIMARY KEY)"
_FEATURES = """
CREATE TABLE sangkien_duplicatefeatures (
    initiative_id {} NOT NULL PRIMARY KEY
        REFERENCES sangkien_initiative (id) DEFERRABLE INITIALLY DEFERRED,
    engine_version varchar(20) NOT NULL,
    is_stale {} NOT NULL,
    packed {} NOT NULL,
    keys {} NOT NULL
)
"""
_TYPES = {
    "sqlite": ("integer", "bool", "BLOB"),
    "postgresql": ("bigint", "boolean", "bytea"),
}


def make(apps: Any, schema_editor: Any) -> None:
    number, truth, data = _TYPES[schema_editor.connection.vendor]
    schema_editor.execute(_KEYS.format(number))
    schema_editor.execute(_FEATURES.format(number, truth, data, data))


def drop(apps: Any, schema_editor: Any) -> None:
    for table in ("duplicatekey", "duplicatefeatures"):
        schema_editor.execute(f"DROP TABLE sangkien_{table}")


class Migration(migrations.Migration):
    dependencies = [
        ("sangkien", "0013_seals"),
    ]

    operations = [
        migrations.DeleteModel("DuplicateKey"),
        migrations.DeleteModel("DuplicateFeatures"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="DuplicateKey",
                    fields=[
                        ("posting", models.BigIntegerField(primary_key=True, serialize=False)),
                    ],
                ),
                migrations.CreateModel(
                    name="DuplicateFeatures",
                    fields=[
                        (
                            "initiative",
                            models.OneToOneField(
                                on_delete=models.deletion.CASCADE,
                                primary_key=True,
                                related_name="features",
                                serialize=False,
                                to="sangkien.initiative",
                            ),
                        ),
                        ("engine_version", models.CharField(max_length=20)),
                        ("is_stale", models.BooleanField(default=False)),
                        ("packed", models.BinaryField()),
                        ("keys", models.BinaryField(default=bytes)),
                    ],
                ),
            ],
        ),
    ]
