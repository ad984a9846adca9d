"""What the system says of a file or folder, as a sentence with the way out."""

import errno
from pathlib import Path

from django.utils.translation import gettext as _

from sangkien.core.sentences import N_

_FULL = N_("The disk is full at “%(place)s”. Make room, or choose another place.")
_CLOSED = N_(
    "“%(place)s” may not be opened or written. Ask for the right, or choose another place."
)
SENTENCES = {
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: N_("“%(place)s” is on a disk that can only be read. Choose another place."),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.ENOENT: N_("There is no “%(place)s”. Look at how it is written."),
    errno.ENOTDIR: N_("A part of “%(place)s” is a file, not a folder. Choose another place."),
    errno.EEXIST: N_("“%(place)s” is a file. Name a folder."),
    errno.EISDIR: N_("“%(place)s” is a folder. Name a file."),
    errno.ENAMETOOLONG: N_("The name “%(place)s” is too long. Choose a shorter one."),
}


def system_error(error: OSError, place: Path | str) -> str:
    """Return what is wrong at `place`, or at the file that the system itself names."""
    named = error.filename or place
    sentence = SENTENCES.get(error.errno or 0)
    if sentence is None:
        return f"{named}: {error.strerror or error}"
    return _(sentence) % {"place": named}
