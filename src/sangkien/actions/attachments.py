"""Files that belong to an entry; stored under names of our own."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from sangkien.actions.journal import By, Line, record
from sangkien.models import Initiative


@transaction.atomic
def attach_recognition(entry_id: int, content: bytes, kind: str, *, by: By) -> None:
    """Keep the decision that recognises the entry; an earlier file stays on disk.

    The caller has just registered the entry, or may review it. `kind` is "pdf", "jpg" or "png".
    """
    entry = Initiative.objects.select_for_update(no_key=True).get(id=entry_id)
    had = entry.recognition_file.name or None
    entry.recognition_file.save(f"{entry.receipt_token}.{kind}", ContentFile(content), save=False)
    entry.save(update_fields=["recognition_file"])
    line = Line(
        "recognition-attached",
        campaign_id=entry.campaign_id,
        initiative_id=entry.id,
        changes={"file": [had, entry.recognition_file.name]},
        details={"sha256": sha256(content).hexdigest()},
    )
    record(by, [line])
