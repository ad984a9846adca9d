"""How much a cluster on this machine holds at the highest: memory by process, and its disks."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from bench.engine.parts.apart import peak_rss_mb
from bench.engine.spark_cluster import Cluster
from bench.engine.spark_steps import MB

EVERY_S = 0.5
BLOCKS = "blockmgr-*"  # folders in which Spark keeps tables, and what moves between machines


@dataclass(slots=True)
class Highest:
    """MB of the largest Java and the largest Python process, and of all that lay on disks."""

    java_mb: float = 0.0
    python_mb: float = 0.0
    disk_mb: float = 0.0


@contextmanager
def watched(cluster: Cluster, folder: Path) -> Iterator[Highest]:
    """Look at the cluster, whose disks are `folder`, again and again until the body is done."""
    highest, is_over = Highest(), Event()

    def watch() -> None:
        while not is_over.wait(EVERY_S):
            _look(highest, cluster, folder)

    watching = Thread(target=watch)
    watching.start()
    try:
        yield highest
    finally:
        is_over.set()
        watching.join()
        _look(highest, cluster, folder)


def _look(highest: Highest, cluster: Cluster, folder: Path) -> None:
    for process in cluster.processes():
        with suppress(OSError, ValueError):  # it ended meanwhile
            name, peak = (process / "comm").read_text(), peak_rss_mb(process)
            if name.startswith("java"):
                highest.java_mb = max(highest.java_mb, peak)
            if name.startswith("python"):
                highest.python_mb = max(highest.python_mb, peak)
    with suppress(OSError):  # a file was there a moment ago: the next look counts
        files = (file for blocks in folder.rglob(BLOCKS) for file in blocks.rglob("*"))
        size = sum(file.stat().st_size for file in files if file.is_file())
        highest.disk_mb = max(highest.disk_mb, round(size / MB, 1))
