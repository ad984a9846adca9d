"""Give the authors of a united entry the shares they agreed on."""

from collections.abc import Mapping
from decimal import Decimal

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.holding import hold_clusters
from sangkien.actions.journal import By, Line, record
from sangkien.actions.screening import apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import follow_findings, look_again
from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.refusal import Refusal
from sangkien.core.screening.run import RULES
from sangkien.core.shares import are_whole, total_of
from sangkien.core.states import State
from sangkien.models import Author, Initiative
from sangkien.queries.merges import merges_into

ABOUT_SHARES = {"shares": RULES["shares"]}


@retried
def agree_shares(kept: Initiative, shares: Mapping[int, Decimal], *, reason: str, by: By) -> None:
    """Give each author (by the id of its row) of an entry that others were merged into a share.

    In percent. Undoing the merge gives back what stood before. Raises Refusal `not-allowed`,
    `entry-ended`, `entry-merged`, `entry-listed`, `merge-undone`, `shares-changed` where these are
    not its authors any more, `shares-part` unless each has one and all make 100 %.
    """
    require(by, Verb.REVIEW, kept.unit_path)
    held = hold_clusters({kept.campaign_id}, (), alone={kept.id})
    with recounted(kept.campaign, held, is_held=True):
        look_again(kept, by)
        if not merges_into(kept.id):
            raise Refusal("merge-undone")
        authors = list(Author.objects.filter(initiative=kept).order_by("position"))
        if {author.pk for author in authors} != shares.keys():
            raise Refusal("shares-changed")
        agreed = [shares[author.pk] for author in authors]
        if not are_whole(agreed):
            raise Refusal("shares-part", total=format_number(total_of(agreed), digits=2))
        before = [_told(author.share_percent) for author in authors]
        for author, share in zip(authors, agreed, strict=True):
            author.share_percent = share
        Author.objects.bulk_update(authors, ["share_percent"])
        line = Line(
            "shares-agreed",
            campaign_id=kept.campaign_id,
            initiative_id=kept.id,
            reason=reason.strip(),
            changes={"shares": [before, [_told(share) for share in agreed]]},
        )
        record(by, [line])
        at = by.occurred_at
        apply_rules(kept.campaign, {kept.id}, by=by, rules=ABOUT_SHARES, opened_at=lambda _: at)
        if kept.state == State.INVALID:  # perhaps by the finding that ended
            follow_findings([kept])


def _told(share: Decimal) -> str:
    return f"{share.normalize():f} %".replace(".", ",")
