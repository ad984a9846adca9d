"""The peers' packages, in an environment of their own beside ours, from their own lock."""

import os
import subprocess
import sys
import venv
from pathlib import Path

from bench.ground import PROJECT, say

LOCK = PROJECT / "bench" / "engine" / "requirements-peers.lock"
UV = Path(sys.prefix) / "bin" / "uv"


def peers_python(folder: Path = Path(sys.prefix) / "peers") -> Path:
    """Return the interpreter of the peers' environment; make it where the lock has changed."""
    python, stamp = folder / "bin" / "python", folder / "installed.lock"
    if stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
        return python
    say("Installing the peers …")
    venv.create(folder, clear=True, with_pip=not UV.exists(), symlinks=True)
    # as ./sk installs: the cache lies with the environment, an office's proxy has its certificate
    cache = {"UV_CACHE_DIR": str(Path(sys.prefix) / "cache")}
    settings = cache | {"UV_NATIVE_TLS": "1", "UV_SYSTEM_CERTS": "1"} | os.environ
    words = [str(UV), "pip", "install", "--python", str(python)]
    if not UV.exists():
        words = [str(python), "-m", "pip", "install"]
    subprocess.run([*words, "-q", "--require-hashes", "-r", str(LOCK)], env=settings, check=True)
    stamp.write_bytes(LOCK.read_bytes())
    return python
