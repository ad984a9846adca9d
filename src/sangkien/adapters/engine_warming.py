"""Load the engine beside a server that answers already: pages need none, filing does."""

from threading import Thread


def warm_up() -> Thread:
    """Begin to make the engine ready; return what does it, to be waited for or not."""
    thread = Thread(target=_prepare, name="engine", daemon=True)
    thread.start()
    return thread


def _prepare() -> None:
    from sangkien.adapters.engine_ready import prepare  # slow import

    prepare()
