"""Who has read whose personal data, when and where: one line for each page or file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, Line, record
from sangkien.core.journal import Kind
from sangkien.models import Campaign
from sangkien.queries.scope import reaches_of


@dataclass(slots=True)
class Shown:
    """Whose names or numbers a page or file has shown, by the records in which they stand."""

    campaign: Campaign | None = None
    ids: dict[Kind, set[int]] = field(default_factory=dict)

    def add(self, kind: Kind, ids: Iterable[int]) -> None:
        self.ids.setdefault(kind, set()).update(ids)

    @property
    def is_anything(self) -> bool:
        return any(self.ids.values())


@retried
def record_reading(by: By, shown: Shown, *, where: str) -> None:
    """Tell the journal what was shown at `where`, the name of a route. Two statements.

    Whatever is shown was allowed before; a page that cannot be told of is not shown.
    """
    if not shown.is_anything:
        return
    first = next(iter(reaches_of(by.account)), None)
    line = Line(
        "read",
        campaign_id=shown.campaign.id if shown.campaign else None,
        unit_path="" if shown.campaign or first is None else first.path,
        details={"where": where},
        mentions={kind: ids for kind, ids in shown.ids.items() if ids},
    )
    record(by, [line])
