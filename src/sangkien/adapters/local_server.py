"""A server and its helpers as child processes: started together, stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PORTS_TRIED = 50
READY_WITHIN = 60  # seconds
STOP_WITHIN = 10  # seconds, then the hard way
LOOK_EVERY = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Child:
    """A Python module to run with arguments, and what people call it."""

    name: str
    module: Sequence[str]


def free_port(wanted: int) -> int:
    """Return the first port from `wanted` on that nobody listens on at 127.0.0.1.

    Raises OSError where none of the next PORTS_TRIED is free.
    """
    for port in range(wanted, min(wanted + PORTS_TRIED, 65_536)):
        with socket.socket() as probe:
            # a port whose last connections are only fading out is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port from {wanted} to {wanted + PORTS_TRIED - 1}")


class LocalServer:
    """Runs the children until a signal comes or one of them ends.

    The first is the one that answers at the port; the others start once it does.
    """

    def __init__(self, port: int, children: Sequence[Child]) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self.children = children
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.is_told_to_stop = False

    def run(self, *, meanwhile: Callable[[], object], on_ready: Callable[[str], None]) -> str:
        """Run; return the name of the child that ended by itself, "" when told to stop.

        `meanwhile` is done while the first child starts, `on_ready` is told the address after.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self._start(self.children[0])
            meanwhile()
            deadline = time.monotonic() + READY_WITHIN
            while not self._over() and not self._answers() and time.monotonic() < deadline:
                time.sleep(LOOK_EVERY)
            if not self._over() and self._answers():
                for child in self.children[1:]:
                    self._start(child)
                on_ready(self.address)
            while not self._over():
                time.sleep(LOOK_EVERY)
            return "" if self.is_told_to_stop else self._ended()
        finally:
            self._end()

    def _start(self, child: Child) -> None:
        # a session of its own: Ctrl-C reaches the children through us, once
        self.running[child.name] = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-P", "-m", *child.module],
            start_new_session=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )

    def _answers(self) -> bool:
        try:
            with urlopen(self.address, timeout=READY_WITHIN):  # noqa: S310 - our own address
                return True
        except HTTPError:
            return True
        except (URLError, ConnectionError, TimeoutError):
            return False

    def _over(self) -> bool:
        return self.is_told_to_stop or bool(self._ended())

    def _ended(self) -> str:
        ended = (name for name, child in self.running.items() if child.poll() is not None)
        return next(ended, "")

    def _stop(self, *_: object) -> None:
        self.is_told_to_stop = True

    def _end(self) -> None:
        for child in self.running.values():
            child.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
