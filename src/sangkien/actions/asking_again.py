"""Ask decided pairs again when one of their texts changed: the answer was about the other text."""

from django.db.models import Q

from sangkien.actions.journal import By, record
from sangkien.actions.screening import DUPLICATE_RULES
from sangkien.actions.verdicts import is_about, line_about
from sangkien.models import DuplicatePair, Finding, Initiative
from sangkien.queries.merges import united_pairs

DECIDED = (Finding.State.UPHELD, Finding.State.DISMISSED)


def ask_again(entry: Initiative, by: By) -> set[int]:
    """Take back what was decided on pairs of an entry; return whose findings that was.

    They lapse, so that the rules open them anew where the texts are alike still. What was merged
    stays one entry until that is undone. Call inside `recounted`, with all of them held.
    """
    pairs = DuplicatePair.objects.filter(Q(a=entry) | Q(b=entry)).select_related("a", "b")
    united = united_pairs([entry.id])
    decided = [
        pair
        for pair in pairs.exclude(decision=DuplicatePair.Decision.OPEN)
        if (pair.a_id, pair.b_id) not in united
    ]
    ends = {end for pair in decided for end in (pair.a_id, pair.b_id)}
    said = Finding.objects.filter(initiative__in=ends, rule__in=DUPLICATE_RULES, state__in=DECIDED)
    of_entry = {finding.initiative_id: finding for finding in said.select_related("initiative")}
    again = {
        one.id: of_entry[one.id]
        for pair in decided
        for one, other in ((pair.a, pair.b), (pair.b, pair.a))
        if is_about(one, other, of_entry)
    }
    DuplicatePair.objects.filter(id__in=[pair.id for pair in decided]).update(
        decision=DuplicatePair.Decision.OPEN
    )
    _lapse(list(again.values()), by)
    return set(again)


def _lapse(findings: list[Finding], by: By) -> None:
    lapsed = Finding.State.LAPSED
    lines = [
        line_about(
            finding.initiative,
            "finding-lapsed",
            finding=finding,
            changes={"finding": [str(finding.state), str(lapsed)]},
        )
        for finding in findings
    ]
    Finding.objects.filter(id__in=[finding.id for finding in findings]).update(state=lapsed)
    record(by, lines)
