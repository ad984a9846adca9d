"""Put other authors, or other shares, in the place of those an entry has."""

from collections.abc import Sequence

from sangkien.actions.inserting import insert_all
from sangkien.actions.people import identity_of, persons_for
from sangkien.core.entry import AuthorEntry
from sangkien.core.refusal import Refusal
from sangkien.core.text import fold
from sangkien.models import Author, Initiative, PersonalDetail
from sangkien.queries.merges import merges_into
from sangkien.queries.versions import Named


def replace_authors(
    entry: Initiative, stood: Sequence[Named], authors: Sequence[AuthorEntry]
) -> None:
    """Let the entry have these authors; who is named as before stays the same person.

    Refused (`authors-united`) where a merge added some, and more than shares would change.
    """
    persons = _persons(entry, stood, authors)
    if persons == [one.person_id for one in stood]:
        _change(entry, authors)
        return
    if merges_into(entry.id):
        raise Refusal("authors-united")
    Author.objects.filter(initiative=entry).delete()
    PersonalDetail.objects.filter(initiative=entry).delete()
    _store(entry, persons, authors)


def _persons(
    entry: Initiative, stood: Sequence[Named], authors: Sequence[AuthorEntry]
) -> list[int]:
    """The persons: a workplace that was mended makes nobody somebody else."""
    known = {(fold(one.name), fold(one.member_number)): one.person_id for one in stood}
    said = [(fold(one.name), fold(one.member_number)) for one in authors]
    new = [one for one, key in zip(authors, said, strict=True) if key not in known]
    made = persons_for((author, entry.workplace) for author in new)
    return [
        known[key] if key in known else made[identity_of(author, entry.workplace)]
        for author, key in zip(authors, said, strict=True)
    ]


def _change(entry: Initiative, authors: Sequence[AuthorEntry]) -> None:
    """Other shares and spellings of the same persons; rows keep their ids, a merge knows them."""
    rows = list(Author.objects.filter(initiative=entry).order_by("position"))
    names = {row.person_id: row for row in PersonalDetail.objects.filter(initiative=entry)}
    for row, author in zip(rows, authors, strict=True):
        row.share_percent = author.share_percent
        if row.person_id in names:
            name = names[row.person_id]
            name.name, name.member_number = author.name, author.member_number
    Author.objects.bulk_update(rows, ["share_percent"])
    PersonalDetail.objects.bulk_update(names.values(), ["name", "member_number"])


def _store(entry: Initiative, persons: Sequence[int], authors: Sequence[AuthorEntry]) -> None:
    pairs = list(zip(persons, authors, strict=True))
    insert_all(
        [
            Author(
                initiative_id=entry.id,
                position=position,
                person_id=person,
                share_percent=author.share_percent,
            )
            for position, (person, author) in enumerate(pairs, start=1)
        ]
    )
    insert_all(
        [
            PersonalDetail(
                person_id=person,
                initiative_id=entry.id,
                name=author.name,
                member_number=author.member_number,
            )
            for person, author in pairs
        ]
    )
