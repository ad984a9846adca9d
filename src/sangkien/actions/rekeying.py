"""Read entries again after the duplicate engine learned or reads otherwise, chunk by chunk.

Old keys meet nothing new. Each chunk is one transaction, so it can be stopped and taken up again at
any time, and what comes in meanwhile is keyed anew already.
"""

from collections.abc import Callable

from django.db import connection

from sangkien.actions.attempts import retried
from sangkien.adapters.engine import engine
from sangkien.adapters.store import store_for
from sangkien.core.engine.kept import kept
from sangkien.models import DuplicateKey, Initiative
from sangkien.queries.duplicates import NOT_FILED
from sangkien.queries.features import outdated, texts_of

AT_A_TIME = 500  # entries per transaction


def rekey(
    *, progress: Callable[[int], object] = lambda _: None, stop: Callable[[], bool] = lambda: False
) -> int:
    """Give every entry the keys and the row of the engine as it is now; return how many it were.

    `progress` is told of each chunk how many entries it had; `stop` is asked before each.
    """
    total = 0
    while not stop():
        done = _rekey_some()
        if not done:
            break
        total += done
        progress(done)
    return total


@retried
def _rekey_some() -> int:
    judge, store = engine(), store_for(connection)
    ids = outdated(judge.version, AT_A_TIME)
    if not ids:
        return 0
    store.lock_entries(ids)  # whoever withdraws one waits, and finds its new keys
    # one that was withdrawn while we waited must not be found by its copies
    filed = Initiative.objects.filter(id__in=ids).exclude(state__in=NOT_FILED)
    campaigns = dict(filed.values_list("id", "campaign_id"))
    texts = texts_of(campaigns)
    DuplicateKey.objects.filter(initiative__in=campaigns).delete()
    read = dict(zip(texts, judge.read(list(texts.values())), strict=True))
    for campaign_id in sorted(set(campaigns.values())):
        own = [entry_id for entry_id in texts if campaigns[entry_id] == campaign_id]
        rows = ((key, entry_id) for entry_id in own for key in read[entry_id].keys)
        store.insert_keys(campaign_id, rows)
    store.keep_features(
        judge.version,
        ((entry_id, texts[entry_id].unit_path, kept(read[entry_id].row)) for entry_id in texts),
    )
    return len(ids)
