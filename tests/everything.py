"""Every check and every test, one after the other; what `./sk check` and `./sk test` run.

A step that fails does not stop the next: one run tells everything. Exit code 1 if one failed.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.cluster import NoServer, server

PROJECT = Path(__file__).resolve().parents[1]
WORKERS = "2"
PYTHON = (sys.executable, "-P", "-m")
SHAPE = ("test_architecture", "test_catalogue", "test_docs")  # quick, and about the whole tree


@dataclass
class Tally:
    """What the steps came to."""

    failed_steps: list[str] = field(default_factory=list)
    tests: dict[str, int] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def closing_line(self) -> str:
        seconds = time.monotonic() - self.began
        counted = ", ".join(f"{n} {word}" for word, n in self.tests.items() if n)
        verdict = f"FAILED: {', '.join(self.failed_steps)}" if self.failed_steps else "all passed"
        return f"==== {verdict}; {counted or 'no tests'} in {seconds:.0f} s ===="


def main(word: str) -> int:
    tally = Tally()
    check(tally)
    if word == "test":
        test(tally)
    tell(tally.closing_line())
    return 1 if tally.failed_steps else 0


def check(tally: Tally) -> None:
    step(tally, "style", "ruff", "check", "--quiet", ".")
    step(tally, "format", "ruff", "format", "--check", "--quiet", ".")
    step(tally, "types", "mypy")
    found = [Path(f"tests/{name}.py") for name in SHAPE]
    pytest(tally, "shape", *(str(path) for path in found if (PROJECT / path).exists()))


def test(tally: Tally) -> None:
    parallel = ("-n", WORKERS, "--dist", "loadgroup")
    pytest(tally, "tests on SQLite", *parallel, DATABASE_URL="")
    with told(tally, "tests on PostgreSQL"), server() as url:
        pytest(tally, "tests on PostgreSQL", *parallel, "-m", "not once", DATABASE_URL=url)


@contextmanager
def told(tally: Tally, name: str) -> Iterator[None]:
    """A server that cannot be had is a failed step, not a traceback."""
    try:
        yield
    except NoServer as missing:
        tell(f"{name}: {missing}")
        tally.failed_steps.append(name)


def pytest(tally: Tally, name: str, *arguments: str, **environment: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        step(tally, name, "pytest", *arguments, f"--junitxml={report}", **environment)
        if report.exists():
            count(tally.tests, report)


def count(tests: dict[str, int], report: Path) -> None:
    suite = next(ET.parse(report).getroot().iter("testsuite"))
    number: Callable[[str], int] = lambda word: int(suite.get(word, "0"))  # noqa: E731
    bad = number("failures") + number("errors")
    seen = {"failed": bad, "skipped": number("skipped")}
    seen["passed"] = number("tests") - sum(seen.values())
    for word in ("failed", "passed", "skipped"):
        tests[word] = tests.get(word, 0) + seen[word]


def step(tally: Tally, name: str, *command: str, **environment: str) -> None:
    tell(f"---- {name}")
    began = time.monotonic()
    surroundings: Mapping[str, str] = os.environ | environment
    done = subprocess.run([*PYTHON, *command], cwd=PROJECT, env=surroundings, check=False)
    verdict = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
    tell(f"     {name}: {verdict}, {time.monotonic() - began:.0f} s")
    if done.returncode:
        tally.failed_steps.append(name)


def tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it speaks to the shell


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
