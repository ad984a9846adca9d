"""Correct what was filed, on the member's behalf: kept as versions, screened again."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from sangkien.actions.access import require
from sangkien.actions.asking_again import ask_again
from sangkien.actions.attempts import retried
from sangkien.actions.authors import replace_authors
from sangkien.actions.holding import hold_clusters
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By, Line, hidden, record
from sangkien.actions.meeting import meet_elsewhere
from sangkien.actions.screening import DUPLICATE_RULES, apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import follow_findings, look_again, why_closed
from sangkien.adapters.store import store_for
from sangkien.core.corrections import AUTHORS, COLUMNS, COMPARED, LONG_TEXTS, Correction, Form
from sangkien.core.journal import Changes
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.screening.run import RULES
from sangkien.core.states import State
from sangkien.models import EntryVersion, Initiative, PersonalDetail, Unit
from sangkien.queries.duplicates import denied_by
from sangkien.queries.entry_detail import may_read_secret
from sangkien.queries.people import first_author_id
from sangkien.queries.scope import places
from sangkien.queries.versions import Named, Stand, stand_of

FOLLOWING = (State.RECEIVED, State.IN_REVIEW, State.VALID, State.INVALID)
OTHER_RULES = {code: rule for code, rule in RULES.items() if code not in DUPLICATE_RULES}


@retried
def correct_entry(entry: Initiative, to: Correction, *, form: Form, reason: str, by: By) -> None:
    """Write what an officer corrected for the member; what stood before is kept as a version.

    A second send of the form changes nothing. Pairs decided on a text that changed are asked again.
    Raises Refusal `not-allowed`, `reason-missing`, `entry-ended`, `entry-merged`, `entry-listed`,
    `entry-secret`, `entry-changed`, `correction-nothing`, `authors-united`.
    """
    require(by, Verb.CORRECT, entry.unit_path)
    if not reason.strip():
        raise Refusal("reason-missing")
    held = hold_with_copies(entry)
    if was_sent(entry, form):
        return
    with recounted(entry.campaign, held, is_held=True):
        look_again(entry, by, Verb.CORRECT)
        _require_unhidden(entry, by)
        told = write_version(entry, to, form=form, reason=reason, desk=desk_of(entry, by), by=by)
        record(by, [Line("entry-corrected", reason=reason.strip(), **told)])
        asked = screen_corrected(entry, to, by)
    meet_corrected(entry, to, asked, by)


def require_correctable(entry: Initiative, by: By) -> None:
    """Refuse what correct_entry would refuse of any form, but for lists that hold the entry."""
    require(by, Verb.CORRECT, entry.unit_path)
    if refusal := why_closed(entry):
        raise refusal
    _require_unhidden(entry, by)


def desk_of(entry: Initiative, by: By, verb: Verb = Verb.CORRECT) -> Unit | None:
    """Return the unit for which the officer acts: the widest of theirs that holds the entry."""
    own = (path for path in places(by.account, verb) if entry.unit_path.startswith(path))
    path = next(own, "")
    return Unit.objects.filter(path=path).first() if path else None


def hold_with_copies(entry: Initiative) -> set[int]:
    """Hold back the campaign, and the entry with all copies that a new text may part or join.

    With those too that a person told different: they are asked again.
    """
    store_for(connection).lock_campaign(entry.campaign_id)
    alone = {entry.id}
    return hold_clusters((), alone | denied_by(alone))


def was_sent(entry: Initiative, form: Form) -> bool:
    """Return whether the form came before. Call with the entry held."""
    return EntryVersion.objects.filter(initiative=entry, key=form.key).exists()


def write_version(
    entry: Initiative, to: Correction, *, form: Form, reason: str, desk: Unit | None, by: By
) -> dict[str, Any]:
    """Keep how the entry stands and write what is corrected; return what a line tells of it.

    Call with the entry held. Raises Refusal `entry-changed` unless it stands as the form showed
    it, `correction-nothing`, `authors-united`.
    """
    stand = stand_of(entry)
    if stand.mark != form.seen:
        raise Refusal("entry-changed")
    if not to.fields:
        raise Refusal("correction-nothing")
    _keep(entry, stand, to, form=form, reason=reason, desk=desk, by=by)
    for column, value in to.values.items():
        setattr(entry, column, value)
    entry.save(update_fields=list(to.values))
    if to.authors is not None:
        replace_authors(entry, stand.authors, to.authors)
    return {
        "campaign_id": entry.campaign_id,
        "initiative_id": entry.id,
        "for_person_id": first_author_id(entry),
        "changes": _changes(stand, to, stand_of(entry)),
        "details": {"number": stand.number + 1, "fields": list(to.fields)},
    }


def screen_corrected(entry: Initiative, to: Correction, by: By) -> set[int]:
    """Let the rules look at what stands now, but for those about copies; return who is asked again.

    Call inside `recounted`.
    """
    asked = ask_again(entry, by) if COMPARED & {*to.fields} else set()
    apply_rules(
        entry.campaign, {entry.id}, by=by, rules=OTHER_RULES, opened_at=lambda _: by.occurred_at
    )
    return asked


def meet_corrected(entry: Initiative, to: Correction, asked: Collection[int], by: By) -> None:
    """Let an entry whose words changed be found by them, and meet the copies it has now.

    Then states follow what is found now, of the entry and of those `asked` again.
    """
    if COMPARED & {*to.fields}:
        meet_elsewhere(entry.campaign, {entry.id}, by)
    others = Initiative.objects.filter(id__in=set(asked) - {entry.id}, state__in=FOLLOWING)
    follow_findings([entry, *others])


def _require_unhidden(entry: Initiative, by: By) -> None:
    """Nobody writes over a description that they may not read."""
    if entry.is_secret and not by.is_system and not may_read_secret(by.account, entry):
        raise Refusal("entry-secret", unit=entry.unit.short_name)


def _keep(
    entry: Initiative,
    stand: Stand,
    to: Correction,
    *,
    form: Form,
    reason: str,
    desk: Unit | None,
    by: By,
) -> None:
    shares = [[author.person_id, str(author.share_percent)] for author in stand.authors]
    version = EntryVersion.objects.create(
        initiative=entry,
        number=stand.number,
        key=form.key,
        values={**stand.values, AUTHORS: shares},
        fields=list(to.fields),
        corrected_at=by.now,
        corrected_by=by.account,
        desk=desk,
        reason=reason.strip(),
    )
    insert_all([_name_in(version, author) for author in stand.authors if author.name])


def _name_in(version: EntryVersion, author: Named) -> PersonalDetail:
    return PersonalDetail(
        person_id=author.person_id,
        version=version,
        name=author.name,
        member_number=author.member_number,
    )


def _changes(before: Stand, to: Correction, after: Stand) -> Changes:
    """What the journal keeps: short values as they are, names as hashes, long texts not at all.

    They may be trade secrets, and stand in the version.
    """
    told: Changes = {}
    for name in to.fields:
        if name == AUTHORS:
            told[name] = [hidden(_said(before.authors)), hidden(_said(after.authors))]
        elif name not in LONG_TEXTS:
            column = COLUMNS[name][0]
            told[name] = [before.values[column], after.values[column]]
    return told


def _said(authors: tuple[Named, ...]) -> list[Any]:
    return [[one.name, str(one.share_percent), one.member_number] for one in authors]
