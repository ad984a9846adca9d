"""What was true of one entry at a moment, by the counting rule of core.standing."""

from datetime import datetime

from sangkien.core.standing import History, Standing, standings


def stood_at(history: History, moment: datetime) -> Standing | None:
    """Return where the entry stood just before `moment`; None if it was not filed by then."""
    past = [standing for standing in standings(history) if standing.at < moment]
    return past[-1] if past else None


def findings_alive(history: History, moment: datetime) -> dict[int, tuple[str, bool]]:
    """Return the findings that stood just before `moment`: id → (reason code, undecided).

    A finding found when the entry came in counts from the filing on, as in the columns.
    """
    alive: dict[int, tuple[str, bool]] = {}
    for change in sorted(history.changes, key=lambda change: (change.at, change.order)):
        if max(change.at, history.filed_at) >= moment:
            continue
        if change.kind in {"opened", "upheld"}:
            reason = change.reason or alive.get(change.finding, ("", True))[0]
            alive[change.finding] = (reason, change.kind == "opened")
        elif change.kind in {"dismissed", "lapsed"}:
            alive.pop(change.finding, None)
    return alive
