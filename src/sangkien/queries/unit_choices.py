"""Units that a filter or a form offers: short lists, whatever the depth of the tree."""

from django.db.models import Q

from sangkien.core.permissions import Verb
from sangkien.models import Account, Campaign, Unit
from sangkien.queries.scope import places

__all__ = ["MOST_CHOICES", "Unit", "units_to_choose"]

MOST_CHOICES = 200  # of a select; units beyond it are reached by name


def units_to_choose(account: Account | None, campaign: Campaign, verb: Verb) -> list[Unit]:
    """Return the tops of the account's part of the campaign's tree and the units right below.

    The tops are the units where `verb` is allowed for the account. One query.
    """
    root = campaign.owner.path
    paths = places(account, verb)
    tops = [path for path in paths if path.startswith(root)]
    if any(root.startswith(path) for path in paths):
        tops = [root]
    if not tops:
        return []
    offered = Unit.objects.filter(Q(path__in=tops) | Q(parent__path__in=tops))
    return list(offered.order_by("level", "id")[:MOST_CHOICES])
