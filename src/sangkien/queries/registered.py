"""What is known of entries under their senders' keys."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sangkien.core.states import State
from sangkien.queries.sql import marks, rows

_KNOWN = """
SELECT client_ref, id, receipt_token, state, content_hash FROM sangkien_initiative
WHERE campaign_id = %s AND client_ref IN ({refs})
"""


@dataclass(frozen=True, slots=True)
class Registered:
    """A stored entry, as far as its sender is told of it."""

    id: int
    receipt_token: str
    state: str
    content_hash: str

    def kind_for(self, sent_hash: str) -> str:
        """Return what a send with this content is to it: "again", "conflict" or "withdrawn"."""
        if self.state == State.WITHDRAWN:
            return "withdrawn"
        return "again" if self.content_hash == sent_hash else "conflict"


def registered_under(campaign_id: int, refs: Collection[str]) -> dict[str, Registered]:
    """Return the entries of the campaign that stand under these keys. One query."""
    found = rows(_KNOWN.format(refs=marks(refs)), (campaign_id, *refs))
    return {
        ref: Registered(entry_id, str(UUID(str(token))), state, content)
        for ref, entry_id, token, state, content in found
    }
