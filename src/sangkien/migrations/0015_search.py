"""Full-text search: the words of each entry, indexed by what the database has for it.

An integer key is the tree's own on SQLite, where a bigint would be a second tree beside it.
`detail=none`: words are looked for, not phrases. The prefixes are those of a search's last word
while it is typed. `fastupdate = off`: no search pays for what writers left to be sorted in.
"""

from collections import defaultdict
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from sangkien.adapters.search import search_index
from sangkien.core.search.words import entry_words

AT_A_TIME = 1_000  # entries

_SQLITE = (
    """
    CREATE TABLE sangkien_entrywords (
        initiative_id integer NOT NULL PRIMARY KEY
            REFERENCES sangkien_initiative (id) DEFERRABLE INITIALLY DEFERRED,
        words text NOT NULL
    )
    """,
    """
    CREATE VIRTUAL TABLE sangkien_entryindex USING fts5(
        words, content='sangkien_entrywords', content_rowid='initiative_id',
        detail=none, columnsize=0, prefix='2 3 4',
        tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
    )
    """,
    """
    CREATE TRIGGER entrywords_put AFTER INSERT ON sangkien_entrywords BEGIN
        INSERT INTO sangkien_entryindex (rowid, words) VALUES (new.initiative_id, new.words);
    END
    """,
    """
    CREATE TRIGGER entrywords_dropped AFTER DELETE ON sangkien_entrywords BEGIN
        INSERT INTO sangkien_entryindex (sangkien_entryindex, rowid, words)
        VALUES ('delete', old.initiative_id, old.words);
    END
    """,
    """
    CREATE TRIGGER entrywords_changed AFTER UPDATE ON sangkien_entrywords BEGIN
        INSERT INTO sangkien_entryindex (sangkien_entryindex, rowid, words)
        VALUES ('delete', old.initiative_id, old.words);
        INSERT INTO sangkien_entryindex (rowid, words) VALUES (new.initiative_id, new.words);
    END
    """,
)
_POSTGRES = (
    """
    CREATE TABLE sangkien_entrywords (
        initiative_id bigint NOT NULL PRIMARY KEY
            REFERENCES sangkien_initiative (id) DEFERRABLE INITIALLY DEFERRED,
        words text NOT NULL,
        found tsvector GENERATED ALWAYS AS
            (array_to_tsvector(string_to_array(words, ' '))) STORED
    )
    """,
    """
    CREATE INDEX entrywords_found ON sangkien_entrywords USING gin (found)
    WITH (fastupdate = off)
    """,
)
_MAKE = {"sqlite": _SQLITE, "postgresql": _POSTGRES}
_DROP = {
    "sqlite": ("DROP TABLE sangkien_entrywords", "DROP TABLE sangkien_entryindex"),
    "postgresql": ("DROP TABLE sangkien_entrywords",),
}


def make(apps: Any, schema_editor: Any) -> None:
    for statement in _MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    for statement in _DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def fill(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("sangkien", "Initiative").objects.order_by("id")
    details = apps.get_model("sangkien", "PersonalDetail").objects
    index, last = search_index(schema_editor.connection), 0
    columns = ("id", "title", "workplace", "campaign_id", "unit_path")
    while some := list(entries.filter(id__gt=last).values_list(*columns)[:AT_A_TIME]):
        last = some[-1][0]
        names = defaultdict(list)
        rows = details.filter(initiative__in=[row[0] for row in some])
        for entry_id, name in rows.values_list("initiative_id", "name"):
            names[entry_id].append(name)
        index.put(
            (key, entry_words([*texts, *names[key]], campaign_id=campaign_id, unit_path=path))
            for key, *texts, campaign_id, path in some
        )


class Migration(migrations.Migration):
    dependencies = [
        ("sangkien", "0014_postings"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="EntryWords",
                    fields=[
                        (
                            "initiative",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="words",
                                serialize=False,
                                to="sangkien.initiative",
                            ),
                        ),
                        ("words", models.TextField()),
                    ],
                ),
            ],
        ),
        migrations.RemoveField(model_name="initiative", name="folded"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
