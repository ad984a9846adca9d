"""Write an entry's texts as they read, where they were typed for the fonts of old."""

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.indexing import index_again
from sangkien.actions.journal import By, Line, record
from sangkien.actions.screening import apply_rules
from sangkien.actions.standing import recounted
from sangkien.actions.verdicts import look_again
from sangkien.core.journal import changes_between
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.vietnamese.legacy import decode, font_of
from sangkien.models import Initiative
from sangkien.queries.entry_detail import may_read_secret

KEPT_WHOLE = {"title", "workplace", "reward"}  # the long texts may be trade secrets
MENDED = ("title", "description", "effect", "workplace", "reward")


def readings(entry: Initiative, *, hides: bool = False) -> dict[str, str]:
    """Return by field how the texts that were typed for an old font read.

    Without the description of a trade secret where one `hides` it.
    """
    seen = [name for name in MENDED if not (hides and name == "description")]
    typed = {name: str(getattr(entry, name)) for name in seen}
    return {name: decode(text) for name, text in typed.items() if font_of(text) != "unicode"}


@retried
def mend_texts(entry: Initiative, *, by: By) -> None:
    """Replace the texts typed for TCVN3 or VNI fonts by what they read in Unicode.

    Only on a person's word: another reading might be meant. So the description of a secret waits
    for somebody who may read it. What was typed is kept in `typed`, and names stay as they were
    typed. Raises Refusal `not-allowed`, `entry-ended`, `text-is-plain`.
    """
    require(by, Verb.MEND, entry.unit_path)
    with recounted(entry.campaign, {entry.id}):
        look_again(entry, by, Verb.MEND)
        hides = entry.is_secret and not by.is_system and not may_read_secret(by.account, entry)
        changed = readings(entry, hides=hides)
        if not changed:
            raise Refusal("text-is-plain")
        before = {name: getattr(entry, name) for name in KEPT_WHOLE & changed.keys()}
        for name, reading in changed.items():
            setattr(entry, name, reading)
        entry.save(update_fields=list(changed))
        index_again({entry.id})
        line = Line(
            "text-mended",
            campaign_id=entry.campaign_id,
            initiative_id=entry.id,
            changes=changes_between(before, {name: changed[name] for name in before}),
            details={"fields": list(changed)},
        )
        record(by, [line])
        apply_rules(entry.campaign, {entry.id}, by=by, opened_at=lambda _: by.occurred_at)
