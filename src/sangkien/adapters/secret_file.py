"""The installation's secret, made once and readable by nobody else."""

import os
import secrets
from pathlib import Path

from sangkien.adapters.private_folder import make_private


def ensure_secret(path: Path) -> bool:
    """Write a new secret to `path` unless there is one; return whether it was written now.

    The file can be read by its owner only (0600) and appears whole or not at all, also when two
    processes make it at the same moment: then both use the one that came first.
    """
    if path.exists():
        return False
    make_private(path.parent)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # unlike rename, does not replace a rival's
    except FileExistsError:
        return False
    else:
        return True
    finally:
        draft.unlink()
