"""What happened to entries, in the form the counting rule reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from sangkien.core.screening.rule import Severity
from sangkien.core.standing import Change, History
from sangkien.models import Finding, Initiative, JournalLine, Unit

# verbs of the journal that move an entry between columns or units
CHANGE_OF_VERB = {
    "finding-upheld": "upheld",
    "finding-dismissed": "dismissed",
    "finding-lapsed": "lapsed",
    "finding-reopened": "opened",
    "moved": "moved",
    "accepted": "accepted",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
    "reopened": "reopened",
    "merged": "merged",
    "unmerged": "unmerged",
    "import-undone": "undone",
}

# where the unit of a line stands in the tree of today: a unit takes its past along when it moves
PATH_TODAY = Coalesce(
    Subquery(Unit.objects.filter(id=OuterRef("unit_id")).values("path")[:1]), "unit_path"
)


def histories(entry_ids: Collection[int]) -> dict[int, History]:
    """Return the history of each entry. Three queries, however many entries."""
    changes: defaultdict[int, list[Change]] = defaultdict(list)
    findings = Finding.objects.filter(initiative__in=entry_ids, severity=Severity.HOLD)
    holding = set()
    for entry_id, finding_id, reason, opened_at in findings.values_list(
        "initiative_id", "id", "reason", "opened_at"
    ):
        holding.add(finding_id)
        # order 0: what was found when the entry came in goes before what people decided
        changes[entry_id].append(Change(opened_at, 0, "opened", finding_id, reason))
    lines = JournalLine.objects.filter(initiative_id__in=entry_ids, verb__in=CHANGE_OF_VERB)
    for entry_id, order, verb, at, finding_id, path, details in lines.values_list(
        "initiative_id", "id", "verb", "occurred_at", "finding_id", PATH_TODAY, "details"
    ):
        if finding_id is not None and finding_id not in holding:
            continue  # a remark moves an entry to no other column, whatever is said of it
        changes[entry_id].append(
            Change(
                at, order, CHANGE_OF_VERB[verb], finding_id or 0, details.get("reason", ""), path
            )
        )
    filed = JournalLine.objects.filter(initiative_id__in=entry_ids, verb="registered")
    return {
        entry_id: History(at, path, tuple(changes[entry_id]))
        for entry_id, at, path in filed.values_list("initiative_id", "occurred_at", PATH_TODAY)
    }


def history_of_new(entry: Initiative, findings: Iterable[Finding]) -> History:
    """Return the history of an entry just registered: filed, and held back by its findings."""
    changes = tuple(
        Change(found.opened_at, 0, "opened", found.id, found.reason)
        for found in findings
        if found.severity == Severity.HOLD
    )
    return History(entry.occurred_at, entry.unit_path, changes)


def all_histories(campaign_id: int, *, at_a_time: int = 2000) -> Iterator[dict[int, History]]:
    """Yield the histories of every entry of a campaign in bounded memory."""
    last = 0
    while True:
        ids = Initiative.objects.filter(campaign=campaign_id, id__gt=last).order_by("id")
        found = list(ids.values_list("id", flat=True)[:at_a_time])
        if not found:
            return
        yield histories(found)
        last = found[-1]
