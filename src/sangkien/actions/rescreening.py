"""Screen a whole campaign again, chunk by chunk; what is done stays done if it is stopped."""

from collections.abc import Collection

from django.db import transaction

from sangkien.actions.access import require
from sangkien.actions.journal import By
from sangkien.actions.screening import Difference, apply_rules
from sangkien.actions.standing import recounted
from sangkien.core.permissions import Verb
from sangkien.core.screening.run import RULES
from sangkien.models import Campaign


@transaction.atomic
def rescreen_by(
    campaign: Campaign, entry_ids: Collection[int], *, rule: str | None, by: By
) -> list[Difference]:
    """Screen the entries again by one rule, or (None) by all; return what that changed.

    Raises Refusal `not-allowed`; KeyError for a rule that there is not.
    """
    require(by, Verb.RESCREEN, campaign.owner.path)
    rules = RULES if rule is None else {rule: RULES[rule]}
    with recounted(campaign, entry_ids):
        return apply_rules(
            campaign, entry_ids, by=by, rules=rules, opened_at=lambda _: by.occurred_at
        )
