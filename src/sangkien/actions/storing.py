"""Write the rows of new entries: what was typed, what was read, who wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sangkien.actions.indexing import index_new
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By
from sangkien.actions.people import identity_of, persons_for
from sangkien.core.entry import Entry
from sangkien.core.facts import UnitFact
from sangkien.core.standing import Column
from sangkien.core.text import tidy
from sangkien.models import Author, Campaign, Initiative, PersonalDetail


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry about to be stored, with the unit that counts and the hash of its content."""

    entry: Entry
    counted: UnitFact
    content_hash: str


def store_entries(
    campaign: Campaign,
    new: Sequence[Stored],
    by: By,
    *,
    came: Mapping[str, object],
) -> tuple[list[Initiative], dict[int, int]]:
    """Insert the entries with their authors; return them in order, and by id the first authors.

    `came` holds the columns that say how they came in, the same for all. Five statements.
    """
    made = [_initiative(campaign, item, by) for item in new]
    for initiative in made:
        for name, value in came.items():
            setattr(initiative, name, value)
    insert_all(made)
    authors = [[author.name for author in item.entry.authors] for item in new]
    index_new(dict(zip(made, authors, strict=True)))
    return made, _store_authors(new, made)


def _initiative(campaign: Campaign, item: Stored, by: By) -> Initiative:
    entry = item.entry
    return Initiative(
        campaign=campaign,
        client_ref=entry.client_ref,
        content_hash=item.content_hash,
        occurred_at=entry.occurred_at or by.occurred_at,
        recorded_at=by.now,
        entered_by=by.account,
        typed=dict(entry.typed),
        title=tidy(entry.title),
        description=entry.description,
        effect=entry.effect,
        field=entry.field,
        member_kind=entry.member_kind,
        benefit_raw=entry.benefit_raw,
        benefit_vnd=entry.benefit_vnd,
        reward=entry.reward,
        applied_on=entry.applied_on,
        applied_precision=entry.applied_precision,
        recognised_by=entry.recognised_by,
        recognition_number=entry.recognition_number,
        recognised_on=entry.recognised_on,
        is_secret=entry.is_secret,
        workplace=entry.workplace,
        ticked_unit_id=entry.ticked.id,
        unit_id=item.counted.id,
        unit_path=item.counted.path,
        column=Column.PENDING,  # where it stands unless screening finds something
    )


def _store_authors(new: Sequence[Stored], made: Sequence[Initiative]) -> dict[int, int]:
    persons = persons_for(
        (author, item.entry.workplace) for item in new for author in item.entry.authors
    )
    authors, details = [], []
    for item, initiative in zip(new, made, strict=True):
        for position, author in enumerate(item.entry.authors, start=1):
            person = persons[identity_of(author, item.entry.workplace)]
            authors.append(
                Author(
                    initiative_id=initiative.id,
                    position=position,
                    person_id=person,
                    share_percent=author.share_percent,
                )
            )
            details.append(
                PersonalDetail(
                    person_id=person,
                    initiative_id=initiative.id,
                    name=author.name,
                    member_number=author.member_number,
                )
            )
    insert_all(authors)
    insert_all(details)
    return {one.initiative_id: one.person_id for one in authors if one.position == 1}
