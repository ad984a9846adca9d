"""What writers ask of a database: locks, raw writes, its errors; one adapter per dialect.

Locks are taken in one order, whatever is done, so that writers never wait in a ring:

1. the tree of units (`lock_tree`);
2. the row of the work itself: an import batch, a screening run, a campaign that is saved, the
   lists of a campaign (`lock_lists`);
3. campaigns, the lower id first (`lock_campaign`, `lock_filing`);
4. the keys of filings, ascending (`lock_filing`);
5. persons made anew, by identity; features kept anew, the lower entry first;
6. entries, the lower id first (`lock_entries`);
7. lists that entries stand on (`lists_holding`);
8. folding (`hold_folding`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from sangkien.core.standing import Place


class Store(Protocol):
    """Called by actions inside their transaction, except `fold` and `settled_line`."""

    def lock_campaign(self, campaign_id: int) -> None:
        """Hold back every filing and decision of the campaign until the transaction ends."""

    def lock_filing(self, campaign_id: int, keys: Collection[int]) -> None:
        """Hold back other filings under one of `keys`, until the transaction ends.

        After it returns, all entries filed under one of them before are visible. More keys than
        LOCK_MANY hold back the whole campaign; none only wait for one who holds it back.
        """

    def lock_tree(self) -> None:
        """Hold back every other change of units and of what says where workplaces belong."""

    def lock_entries(self, entry_ids: Collection[int]) -> None:
        """Hold back other changes of these entries; whoever only refers to them goes on."""

    def lock_lists(self, campaign_id: int) -> None:
        """Hold back every other step with a list of the campaign until the transaction ends."""

    def lists_holding(self, entry_ids: Collection[int]) -> list[tuple[int, int]]:
        """Return (entry id, list id) of entries that stand on an accepted list.

        Until the transaction ends none of the lists they stand on is answered.
        """

    def hold_folding(self) -> None:
        """Wait for a fold under way, and hold back the next until the transaction ends."""

    def insert(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> list[int]:
        """Insert rows of plain values and return the ids they were given, in order."""

    def make_persons(self, has_number: Mapping[str, bool]) -> dict[str, int]:
        """Return the person's id by identity, making those not known yet.

        `has_number` says of each identity whether it was made of a member number.
        """

    def insert_keys(self, campaign_id: int, keys: Iterable[tuple[int, int]]) -> None:
        """File (key, initiative id) pairs. Raises OverflowError, see core.engine.postings."""

    def delete_keys(self, campaign_id: int, keys: Iterable[tuple[int, int]]) -> None:
        """Take (key, initiative id) pairs out again; one that is not there is no error."""

    def keep_features(self, version: str, rows: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Store (initiative id, its row, its keys) in the place of what was kept.

        Row and keys are packed as in core.engine.kept.
        """

    def probe(self, campaign_id: int, keys: Collection[int]) -> dict[int, Sequence[int]]:
        """Return the hosts of each key, its KEY_CAP earliest entries; a key nobody has is left out.

        KEY_CAP: core.engine.layout.
        """

    def among(self, numbers: Collection[int]) -> tuple[str, Any]:
        """Return what to write behind a column that is to be one of `numbers`, and its value.

        It has one placeholder, so that a statement is the same however many they are and the
        database need not read it anew.
        """

    def add_tallies(self, campaign_id: int, changes: Mapping[Place, int]) -> None:
        """Add `changes` to the counts of each place's unit and of all units above it."""

    def settled_line(self, *, patience: float) -> int | None:
        """Return the last line of the journal up to which every one that will ever be is visible.

        0 while there is none. A writer may have been given an id and not have committed: whoever
        is at it is waited for, without holding anybody back. None if that takes longer than
        `patience` seconds. Outside transactions.
        """

    def fold(self) -> int:
        """Move appended counts into the totals; return how many there were. Own transaction."""

    def is_rival(self, error: BaseException) -> bool:
        """Whether the transaction failed by another's doing, so that it may well pass again."""


LOCK_MANY = 48
