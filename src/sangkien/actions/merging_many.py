"""Merge in one action all that an officer ticked among the certain repeats, a part at a time."""

from collections.abc import Collection, Sequence
from uuid import uuid4

from sangkien.actions.access import require_somewhere
from sangkien.actions.journal import By
from sangkien.actions.merging import MergedTogether, Plan, merge_group
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.models import Campaign
from sangkien.queries.certain_repeats import Repeat

AT_A_TIME = 50  # merges of one transaction: nobody waits long for it


def merge_repeats(
    campaign: Campaign,
    repeats: Sequence[Repeat],
    keys: Collection[str],
    *,
    apart: Collection[int] = (),
    reason: str,
    by: By,
) -> tuple[str, MergedTogether]:
    """Merge what was ticked, by `keys` as it was shown; return the name of the action.

    `repeats` are the certain ones as they stand; entries `apart` are left out of their group. What
    is none any more, or changed meanwhile, is left as it is and told. Each merge has lines of its
    own in the journal and can be undone alone.
    Raises Refusal `not-allowed` where the person decides nothing in this campaign.
    """
    require_somewhere(by, Verb.REVIEW, campaign.owner.path)
    action = uuid4()
    plans = _plans(repeats, keys)
    done = MergedTogether(0, 0, (Refusal("repeat-changed"),) * (len(keys) - len(plans)))
    plans = [plan for plan in (_without(plan, apart) for plan in plans) if plan.again]
    while plans:
        part, plans = plans[:AT_A_TIME], plans[AT_A_TIME:]
        now = merge_group(campaign, part, reason=reason, by=by, action=action)
        plans = [*now.later, *plans]
        done = MergedTogether(
            done.merges + now.merges, done.entries + now.entries, (*done.left, *now.left)
        )
    return str(action), done


def _plans(repeats: Sequence[Repeat], keys: Collection[str]) -> list[Plan]:
    """What was ticked and still is certain; what came in meanwhile is not merged unseen."""
    now = {
        repeat.kept.id: {member.id for member in (repeat.kept, *repeat.again)} for repeat in repeats
    }
    plans = []
    for key in sorted(keys):
        kept, *again = (int(one) for one in key.split("-"))
        if again and {kept, *again} <= now.get(kept, set()):
            plans.append(Plan(kept, tuple(sorted(again))))
    return plans


def _without(plan: Plan, apart: Collection[int]) -> Plan:
    return Plan(plan.kept, tuple(one for one in plan.again if one not in apart))
