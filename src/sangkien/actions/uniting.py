"""What merging entries unites on the kept one, and how each part is put back.

Each part is kept as plain values in Merge.united, without names: ids of what was added, and what
stood there before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sangkien.actions.duplicates import keep_again, read_again
from sangkien.actions.indexing import index_again
from sangkien.actions.inserting import insert_all
from sangkien.core.screening.run import RULES
from sangkien.core.text import fold
from sangkien.models import (
    Author,
    Campaign,
    DuplicatePair,
    Finding,
    Initiative,
    JournalLine,
    Merge,
    PersonalDetail,
)

DECIDED = ("finding-upheld", "finding-dismissed")  # verbs of the journal
ABOUT_UNITED = {code: RULES[code] for code in ("not-recognised", "shares")}
Groups = Mapping[int, tuple[int, ...]]  # kept → merged into it
RECOGNITION = ("recognised_by", "recognition_number", "recognised_on", "recognition_file")


class Seen(NamedTuple):
    """A finding as it stood at a moment."""

    entry_id: int
    state: str
    details: dict[str, Any]
    rules_version: int


def findings_seen(entry_ids: Collection[int]) -> dict[int, Seen]:
    """Return the findings of the entries as they stand, by id. One query."""
    rows = Finding.objects.filter(initiative__in=entry_ids)
    values = ("id", "initiative_id", "state", "details", "rules_version")
    return {row[0]: Seen(*row[1:]) for row in rows.values_list(*values)}


def changed_between(
    before: Mapping[int, Seen], after: Mapping[int, Seen], owner: Mapping[int, int]
) -> dict[int, dict[str, Any]]:
    """Return for each owner which findings of its entries were opened and which changed how."""
    found: dict[int, dict[str, Any]] = {
        one: {"opened": [], "findings": {}} for one in owner.values()
    }
    for finding_id, now in after.items():
        kept = owner[now.entry_id]
        was = before.get(finding_id)
        if was is None:
            found[kept]["opened"].append(finding_id)
        elif was != now:
            told = {"before": list(was[1:]), "after": list(now[1:])}
            found[kept]["findings"][str(finding_id)] = told
    return found


def hold_together(groups: Groups) -> dict[int, dict[str, str]]:
    """Mark the pairs within each group as one work; return what they were, {kept: {id: was}}."""
    group_of = {one: kept for kept, again in groups.items() for one in (kept, *again)}
    pairs = DuplicatePair.objects.filter(a__in=group_of, b__in=group_of)
    found: dict[int, dict[str, str]] = {kept: {} for kept in groups}
    for pair in pairs.exclude(decision=DuplicatePair.Decision.SAME):
        if group_of[pair.a_id] == group_of[pair.b_id]:
            found[group_of[pair.a_id]][str(pair.id)] = pair.decision
    ids = [int(one) for was in found.values() for one in was]
    DuplicatePair.objects.filter(id__in=ids).update(decision=DuplicatePair.Decision.SAME)
    return found


def part_again(was: Mapping[str, str]) -> None:
    """Give pairs back what was said of them before they were held together."""
    for decision in DuplicatePair.Decision.values:
        ids = [int(pair_id) for pair_id, before in was.items() if before == decision]
        if ids:
            held = DuplicatePair.objects.filter(id__in=ids)
            held.filter(decision=DuplicatePair.Decision.SAME).update(decision=decision)


def unite_authors(groups: Groups, entries: Mapping[int, Initiative]) -> dict[int, dict[str, Any]]:
    """Let who only stands on a merged entry stand on the kept one too, with a share of 0 %.

    One person may be known twice, by two spellings of the workplace: the same name is no other
    author. Returns the ids of what was added, {kept: {"authors": …, "names": …, "shares": …}}, and
    where somebody was added the shares of the others by the ids of their rows.
    """
    ids = [one for kept, again in groups.items() for one in (kept, *again)]
    authors = _by_entry(Author.objects.filter(initiative__in=ids).order_by("position"))
    names = _by_entry(PersonalDetail.objects.filter(initiative__in=ids).order_by("id"))
    added: list[Author] = []
    details: list[PersonalDetail] = []
    for kept, again in groups.items():
        known = {author.person_id for author in authors[kept]}
        called = {fold(detail.name) for detail in names[kept]}
        place = max((author.position for author in authors[kept]), default=0)
        for one in sorted(again, key=lambda i: (entries[i].occurred_at, i)):
            of_person = {detail.person_id: detail for detail in names[one]}
            for author in authors[one]:
                detail = of_person.get(author.person_id)
                if author.person_id in known or (detail and fold(detail.name) in called):
                    continue
                place += 1
                known.add(author.person_id)
                added.append(_author(kept, author, place))
                if detail:
                    called.add(fold(detail.name))
                    details.append(_detail(kept, detail))
    insert_all(added)
    insert_all(details)
    found: dict[int, dict[str, Any]] = {
        kept: {"authors": [], "names": [], "shares": {}} for kept in groups
    }
    for author in added:
        own = found[author.initiative_id]
        own["authors"].append(author.pk)
        own["shares"] = {
            str(one.pk): str(one.share_percent) for one in authors[author.initiative_id]
        }
    for detail in details:
        found[detail.initiative_id or 0]["names"].append(detail.pk)
    return found


def give_shares_back(merges: Iterable[Merge]) -> None:
    """Let the authors that stood before the merges have the shares they had then."""
    was = {one: share for merge in merges for one, share in _shares(merge).items()}
    rows = list(Author.objects.filter(id__in=map(int, was)))
    for row in rows:
        row.share_percent = Decimal(was[str(row.pk)])
    Author.objects.bulk_update(rows, ["share_percent"], batch_size=200)


def forget_agreement(merges: Iterable[Merge]) -> None:
    """Take away the finding about shares that a merge had opened and agreeing on them ended."""
    opened = [one for merge in merges if _shares(merge) for one in merge.united["opened"]]
    decided = JournalLine.objects.filter(finding_id__in=opened, verb__in=DECIDED)
    ended = Finding.objects.filter(id__in=opened, rule="shares", state=Finding.State.LAPSED)
    ended.exclude(id__in=decided.values("finding_id")).delete()


def _shares(merge: Merge) -> dict[str, str]:
    shares: dict[str, str] = merge.united.get("shares", {})  # of one before they were kept: none
    return shares


def find_by_authors(campaign: Campaign, merges: Iterable[Merge]) -> None:
    """Let kept entries be found by the authors they have now, if these merges changed them.

    By words that people search for, and by the keys under which the engine meets copies.
    """
    ids = {merge.kept_id for merge in merges if merge.united["authors"]}
    if ids:
        keep_again(campaign, read_again(ids))
        index_again(ids)


def unite_recognition(
    groups: Groups, entries: Mapping[int, Initiative]
) -> dict[int, dict[str, list[str | None]]]:
    """Carry the recognition of a merged entry to a kept one that has none, or lacks its file.

    Returns for each kept entry that got one what it had and has, as RECOGNITION lists.
    """
    found: dict[int, dict[str, list[str | None]]] = {}
    changed: list[Initiative] = []
    for kept, again in groups.items():
        entry = entries[kept]
        before = recognition_of(entry)
        for one in sorted(again, key=lambda i: (entries[i].occurred_at, i)):
            _take_over(entry, entries[one])
        if (after := recognition_of(entry)) != before:
            changed.append(entry)
            found[kept] = {"before": before, "after": after}
    if changed:
        Initiative.objects.bulk_update(changed, RECOGNITION, batch_size=100)
    return found


def recognition_of(entry: Initiative) -> list[str | None]:
    day = entry.recognised_on
    return [
        entry.recognised_by,
        entry.recognition_number,
        day.isoformat() if day else None,
        entry.recognition_file.name or "",
    ]


def give_recognition_back(
    carried: Iterable[tuple[Initiative, Mapping[str, list[str | None]]]],
) -> None:
    """Put the recognition back that stood before, unless another one was entered since."""
    changed: list[Initiative] = []
    for entry, told in carried:
        if recognition_of(entry) != told["after"]:
            continue
        by, number, day, file = told["before"]
        entry.recognised_by, entry.recognition_number = by or "", number or ""
        entry.recognised_on = date.fromisoformat(day) if day else None
        entry.recognition_file = file or ""
        changed.append(entry)
    if changed:
        Initiative.objects.bulk_update(changed, RECOGNITION, batch_size=100)


def is_more(merge: Merge) -> bool:
    """Whether the kept entry got anything that other rules than those about copies look at."""
    return bool(merge.united["authors"] or merge.united["recognition"])


def _take_over(entry: Initiative, other: Initiative) -> None:
    if not other.recognised_by:
        return
    if not entry.recognised_by:
        for name in RECOGNITION[:3]:
            setattr(entry, name, getattr(other, name))
    if recognition_of(entry)[:3] == recognition_of(other)[:3] and not entry.recognition_file:
        entry.recognition_file = other.recognition_file.name or ""


def _author(kept: int, author: Author, position: int) -> Author:
    return Author(
        initiative_id=kept,
        position=position,
        person_id=author.person_id,
        share_percent=Decimal(0),
    )


def _detail(kept: int, detail: PersonalDetail) -> PersonalDetail:
    return PersonalDetail(
        person_id=detail.person_id,
        initiative_id=kept,
        name=detail.name,
        member_number=detail.member_number,
    )


def _by_entry(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.initiative_id].append(row)
    return found
