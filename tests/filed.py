"""Under which keys entries are filed, for tests that look at it or change it."""

from sangkien.core.engine.kept import kept_keys, keys_in
from sangkien.core.engine.postings import ENTRY, entry_in, posting
from sangkien.models import DuplicateFeatures, DuplicateKey
from sangkien.queries.engine_check import Misfiled, misfiled


def filed(*entries):
    """Return all (campaign, key, entry), and assert that the tree of keys holds these alone.

    Of these entries only, if there are some.
    """
    wanted = {getattr(entry, "id", entry) for entry in entries}
    kept = {
        (campaign_id, key, entry_id)
        for campaign_id, entry_id, keys in _kept()
        for key in keys_in(bytes(keys))
    }
    assert misfiled() == Misfiled([], [])
    return {each for each in kept if not wanted or each[2] in wanted}


def is_filed(entry):
    """Return whether the entry is filed under any key."""
    return any(entry_in(each) == entry.id for each in DuplicateKey.objects.values_list(flat=True))


def file_otherwise(*entries):
    """File these entries, all by default, under keys that no other entry has, as if read anew."""
    wanted = {getattr(entry, "id", entry) for entry in entries}
    for campaign_id, entry_id, keys in _kept():
        if wanted and entry_id not in wanted:
            continue
        old = keys_in(bytes(keys))
        DuplicateKey.objects.filter(
            posting__in=[posting(campaign_id, key, entry_id) for key in old]
        ).delete()
        new = [key ^ 2 for key in old]
        DuplicateKey.objects.bulk_create(
            DuplicateKey(posting=posting(campaign_id, key, entry_id)) for key in new
        )
        DuplicateFeatures.objects.filter(initiative=entry_id).update(keys=kept_keys(new))


def take_out(*entries):
    """Leave nothing of what the engine kept of these entries."""
    wanted = {entry.id for entry in entries}
    postings = [n for n in DuplicateKey.objects.values_list(flat=True) if n & ENTRY in wanted]
    DuplicateKey.objects.filter(posting__in=postings).delete()
    DuplicateFeatures.objects.filter(initiative__in=wanted).delete()


def _kept():
    return list(DuplicateFeatures.objects.values_list("initiative__campaign", "initiative", "keys"))
