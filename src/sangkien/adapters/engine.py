"""The engine of this installation, made once per process."""

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from sangkien.core.engine.engine import Engine


@cache
def engine() -> "Engine":
    """Return the engine with the artefact of the settings, else the one that is shipped.

    The first call loads the compiler, which takes a second: a server answers before it.
    """
    from sangkien.adapters.engine_artefact import SHIPPED, load  # slow import
    from sangkien.core.engine.engine import Engine  # slow import

    return Engine(load(settings.ENGINE or SHIPPED))
