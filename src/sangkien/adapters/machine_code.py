"""Keep the machine code of the engine between processes, apart for each state of its sources.

numba looks at the file of a function, not at those it calls: after an upgrade it would take old
code for new. So the folder is named after all of them.
"""

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
# below the package; the table of letters and the words are compiled in
_SOURCES = ("core/engine/*.py", "core/vietnamese/*.py", "core/text.py")
VARIABLE = "NUMBA_CACHE_DIR"


def keep_machine_code(folders: Iterable[Path]) -> None:
    """Let the engine keep its machine code below the first folder that can be written.

    Call before the engine is imported. Where none can be, each process compiles for itself.
    """
    if VARIABLE in os.environ:
        return
    for folder in folders:
        own = folder / _digest_of_sources()
        try:
            own.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(own, os.W_OK):
            os.environ[VARIABLE] = str(own)
            return


def is_prepared() -> bool:
    """Return whether machine code is kept from before; else the first use takes a while."""
    folder = os.environ.get(VARIABLE, "")
    return bool(folder) and any(Path(folder).rglob("*.nbi"))


def _digest_of_sources() -> str:
    found = sha256()
    for source in _SOURCES:
        for path in sorted(_PACKAGE.glob(source)):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]
