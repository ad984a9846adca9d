"""Apache Spark on this machine as a cluster: a master and workers on loopback, in a folder."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

import pyspark
from pyspark.sql import SparkSession

from bench.ground import PROJECT

LOOPBACK = "127.0.0.1"
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
PROGRAMS = Path(pyspark.__file__).parent / "bin"
MASTER, WORKER = (f"org.apache.spark.deploy.{name}" for name in ("master.Master", "worker.Worker"))


@dataclass(frozen=True, slots=True)
class Cluster:
    """A master that is up, and its workers; each has one core."""

    url: str
    workers: tuple[subprocess.Popen[bytes], ...]

    def kill(self, worker: int) -> None:
        """Pull the plug of one worker: its executors go with it, nothing is tidied up."""
        os.killpg(self.workers[worker].pid, signal.SIGKILL)
        self.workers[worker].wait()

    def cpu_s(self) -> float:
        """Return the processor time of all that the workers started, Java and Python."""
        ticks = 0
        for process in self.processes():
            with suppress(FileNotFoundError, ProcessLookupError):
                ticks += sum(map(int, _stat(process)[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def processes(self) -> Iterator[Path]:
        """Yield the folders below /proc of all that the workers started."""
        sessions = {worker.pid for worker in self.workers}
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(FileNotFoundError, ProcessLookupError):
                if int(_stat(process)[3]) in sessions:
                    yield process


def _stat(process: Path) -> list[str]:
    """Return what the kernel says of a process from the third field on: proc_pid_stat(5)."""
    # behind the name, which may hold anything
    return (process / "stat").read_text().rpartition(")")[2].split()


@contextmanager
def cluster(folder: Path, *, workers: int = 2, memory: str = "1g") -> Iterator[Cluster]:
    """Yield a cluster whose workers have so much memory each for executors."""
    with ExitStack() as running:
        ports = ("--host", LOOPBACK, "--port", "0", "--webui-port", "0")
        master = running.enter_context(_started(folder / "master.log", MASTER, *ports))
        url = _told(master, "Starting Spark master at ")
        _told(master, "New state: ALIVE")
        room = ("--cores", "1", "--memory", memory, "--work-dir", str(folder / "work"))
        started = [
            running.enter_context(
                _started(folder / f"worker-{number}.log", WORKER, *ports, *room, url)
            )
            for number in range(workers)
        ]
        for worker in started:
            _told(worker, "Successfully registered with master")
        yield Cluster(url, tuple(worker.process for worker in started))


@contextmanager
def session(running: Cluster, folder: Path, **settings: str) -> Iterator[SparkSession]:
    """Yield a session of this process on the cluster, with both of its workers at hand."""
    folder.mkdir(exist_ok=True)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    chosen = {
        "spark.driver.bindAddress": LOOPBACK,
        "spark.driver.host": LOOPBACK,
        "spark.driver.extraJavaOptions": QUICK_START,
        "spark.executor.extraJavaOptions": QUICK_START,
        "spark.executor.memory": "512m",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder),
        "spark.cores.max": str(len(running.workers)),
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": folder.as_uri(),
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
    }
    builder = SparkSession.builder.master(running.url).appName("sangkien")
    for name, value in (chosen | settings).items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def events(folder: Path, name: str = "") -> list[dict[str, Any]]:
    """Return what the session of `folder` has noted so far, of one kind where it is named."""
    (log,) = folder.glob("app-*")
    noted = [json.loads(line) for line in log.read_text().splitlines()]
    return [event for event in noted if event["Event"].endswith(name)]


@dataclass(frozen=True, slots=True)
class _Started:
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def _started(log: Path, name: str, *words: str) -> Iterator[_Started]:
    """Yield a process that leads a group of its own; the group is gone afterwards."""
    environment = os.environ | {
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": QUICK_START,
        "SPARK_LOCAL_DIRS": str(log.parent),
        "SPARK_LOCAL_IP": LOOPBACK,
        "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [PROGRAMS / "spark-class", name, *words],
            env=environment,
            cwd=log.parent,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _Started(process, log)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _told(started: _Started, words: str) -> str:
    """Wait for a line of the log with `words`; return what follows them."""
    while started.process.poll() is None:
        found = re.search(f"{re.escape(words)}(.*)", started.log.read_text())
        if found:
            return found[1].strip()
        sleep(0.05)
    raise RuntimeError(f"Spark did not start:\n{started.log.read_text()}")
