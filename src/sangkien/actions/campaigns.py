"""Save a campaign: made new or brought in line with what its file or its page says."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields

from django.db import connection

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.campaign_documents import DocumentFile, store_documents
from sangkien.actions.journal import By, Line, hidden, record
from sangkien.actions.standing import rebuild_tally
from sangkien.adapters.store import store_for
from sangkien.core.campaign_problems import BadCampaign, FieldProblem
from sangkien.core.campaigns import CampaignValues, effective, problems_of, screens_alike
from sangkien.core.journal import changes_between
from sangkien.core.permissions import Verb
from sangkien.core.screening.run import RULES
from sangkien.models import Campaign, Initiative, Phase, Target, Unit
from sangkien.queries.campaign_values import values_of

PERSONAL = {"letter.signer"}  # values that name a person
SCREENED_BY = {"window", "phases", "rules"}  # what the findings of entries depend on


@dataclass(frozen=True, slots=True)
class CampaignSaved:
    """The campaign, and the names of what was changed (see CampaignValues)."""

    campaign: Campaign
    is_new: bool
    changed: tuple[str, ...]
    needs_rescreening: bool  # entries were screened by what has changed


@retried
def save_campaign(
    values: CampaignValues, by: By, *, files: Sequence[DocumentFile] = ()
) -> CampaignSaved:
    """Create the campaign of this address or change it; what is equal is left alone.

    Entries are counted anew when a phase's days change, since an entry belongs to the phase of
    its day. `files` stand beside the documents, one for each; without any (a campaign file was
    loaded) each document keeps the file it has. Raises BadCampaign with all that does not fit,
    Refusal `not-allowed`.
    """
    known = (
        Campaign.objects.select_for_update(of=("self",), no_key=True)
        .filter(slug=values.slug)
        .first()
    )
    owner = Unit.objects.filter(code=values.owner).first()
    _require_reach(by, known, owner)
    problems = [*problems_of(values, rules=RULES), *_kept(values, known, owner)]
    if problems or owner is None:
        raise BadCampaign(problems)
    before = values_of(known) if known else None
    changed = _changed(values, before, files)
    if known and not changed:
        return CampaignSaved(known, is_new=False, changed=(), needs_rescreening=False)
    campaign = known or Campaign(slug=values.slug)
    has_entries = known is not None and Initiative.objects.filter(campaign=known).exists()
    needs_rescreening = has_entries and _screens_otherwise(values, before, changed)
    if needs_rescreening:
        campaign.standards_changed_at = by.now
    _store(campaign, values, owner, changed)
    if "documents" in changed:
        store_documents(campaign, values.documents, files, by)
    verb = "campaign-changed" if known else "campaign-created"
    record(by, [_told(verb, campaign, before, values, changed)])
    if has_entries and "phases" in changed:
        rebuild_tally(campaign)
    return CampaignSaved(campaign, known is None, changed, needs_rescreening)


def _require_reach(by: By, known: Campaign | None, owner: Unit | None) -> None:
    if known is not None:
        require(by, Verb.EDIT_CAMPAIGN, known.owner.path)
    if owner is not None:
        require(by, Verb.EDIT_CAMPAIGN, owner.path)


def _kept(values: CampaignValues, known: Campaign | None, owner: Unit | None) -> list[FieldProblem]:
    """What cannot be changed any more, and an owner nobody knows."""
    problems = []
    if owner is None:
        problems.append(FieldProblem("owner", "owner-unknown", {"typed": values.owner}))
    if known is None:
        return problems
    has_entries = Initiative.objects.filter(campaign=known).exists()
    has_targets = Target.objects.filter(campaign=known).exists()
    if owner and owner.id != known.owner_id and (has_entries or has_targets):
        problems.append(FieldProblem("owner", "owner-fixed"))
    if has_entries and values.receipt_prefix != known.receipt_prefix:
        prefix = {"prefix": known.receipt_prefix}
        problems.append(FieldProblem("receipt_prefix", "prefix-fixed", prefix))
    numbers = [phase.number for phase in values.phases]
    in_use = Phase.objects.filter(campaign=known, target__isnull=False).exclude(number__in=numbers)
    return problems + [
        FieldProblem("phases", "phase-in-use", {"phase": phase.title})
        for phase in in_use.distinct()
    ]


def _changed(
    values: CampaignValues, before: CampaignValues | None, files: Sequence[DocumentFile]
) -> tuple[str, ...]:
    names = [column.name for column in fields(values)]
    if before is None:
        return tuple(names)
    changed = {name for name in names if getattr(before, name) != getattr(values, name)}
    if effective(before.rules, rules=RULES) == effective(values.rules, rules=RULES):
        changed.discard("rules")
    if any(file.is_change for file in files):
        changed.add("documents")
    return tuple(name for name in names if name in changed)


def _screens_otherwise(
    values: CampaignValues, before: CampaignValues | None, changed: Collection[str]
) -> bool:
    screened_by = SCREENED_BY & set(changed)
    if before and screened_by == {"rules"}:
        return not screens_alike(before.rules, values.rules, rules=RULES)
    return bool(screened_by)


def _told(
    verb: str,
    campaign: Campaign,
    before: CampaignValues | None,
    after: CampaignValues,
    changed: tuple[str, ...],
) -> Line:
    old = {name: getattr(before, name) for name in changed} if before else {}
    changes = changes_between(old, {name: getattr(after, name) for name in changed})
    for name in PERSONAL & changes.keys():
        changes[name] = [hidden(value) for value in changes[name]]
    return Line(
        verb,
        campaign_id=campaign.id,
        unit_path=campaign.owner.path,
        changes=changes,
        details={"changed": list(changed)},
    )


def _store(
    campaign: Campaign, values: CampaignValues, owner: Unit, changed: tuple[str, ...]
) -> None:
    if campaign.pk:
        store_for(connection).lock_campaign(campaign.id)  # no entry comes in between two rules
        campaign.rules_version += "rules" in changed
    campaign.owner = owner
    campaign.title, campaign.short_title = values.title, values.short_title
    campaign.receipt_prefix = values.receipt_prefix
    campaign.applied_from, campaign.applied_to = values.window.opens_on, values.window.closes_on
    campaign.default_day, campaign.public_form = values.default_day, values.public_form
    campaign.fields = [asdict(choice) for choice in values.fields]
    campaign.member_kinds = [asdict(choice) for choice in values.member_kinds]
    campaign.rules = {code: dict(chosen) for code, chosen in values.rules.items()}
    campaign.letter = dict(values.letter)
    campaign.save()
    if "phases" in changed:
        _store_phases(campaign, values)


def _store_phases(campaign: Campaign, values: CampaignValues) -> None:
    numbers = [phase.number for phase in values.phases]
    campaign.phases.exclude(number__in=numbers).delete()
    for phase in values.phases:
        said = {
            "title": phase.title,
            "opens_on": phase.window.opens_on,
            "closes_on": phase.window.closes_on,
        }
        Phase.objects.update_or_create(campaign=campaign, number=phase.number, defaults=said)
