"""What the duplicates of a nation cost on a cluster, reckoned from runs that were measured.

    PYTHONPATH=src:. .venv/bin/python -m bench.engine.spark_model [RESULT.json] [--write]

RESULT is what `./sk bench engine --only spark` printed. The section of docs/engine-spark.md between
the two marks is what this prints; `--write` puts it there.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.engine.spark_costs import Costs, Size, per_entry
from bench.engine.spark_steps import MB, STEPS
from bench.ground import PROJECT

RESULT = PROJECT / "bench" / "results" / "engine-spark.json"
PAGE = PROJECT / "docs" / "engine-spark.md"
BEGINS = "<!-- reckoned by bench/engine/spark_model.py -->"
ENDS = "<!-- end of what is reckoned -->"
NOT_YET = "Not measured yet: there is no `engine-spark.json` in `bench/results`."
LARGER = (10_000_000, 100_000_000)  # entries
CORES = (16, 64)
OF_ONE = 4  # cores of an executor
GB, HOUR = 1e9, 3600


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="spark_model", description=__doc__)
    parser.add_argument("result", type=Path, nargs="?", default=RESULT)
    parser.add_argument("--write", action="store_true", help="put it into docs/engine-spark.md")
    asked = parser.parse_args(words)
    told = section(asked.result)
    if asked.write:
        PAGE.write_text(written(PAGE.read_text(), told))
    print(told)


def section(path: Path) -> str:
    """Return the section of the page, without its marks."""
    if not path.exists():
        return NOT_YET
    result = json.loads(path.read_text())
    runs = sorted(result["parts"]["spark"]["sizes"], key=lambda run: int(run["entries"]))
    costs = Costs(runs)
    return "\n\n".join(
        [_measured(result, runs), _by_step(costs), _rows(costs), _larger(costs), *_held(runs)]
    )


def written(page: str, told: str) -> str:
    """Return the page with this between its marks."""
    before, _, rest = page.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n\n{told}\n\n{ENDS}{after}"


def _measured(result: dict[str, Any], runs: Sequence[Size]) -> str:
    machine = result["machine"]
    head = ("entries", "one process", "cluster", "its start", "processor time", "pairs", "moved",
            "on disks", "largest Python", "largest Java")  # fmt: skip
    lines = [
        (
            f"{run['entries']:,}",
            f"{run['local_s']:,.1f} s",
            f"{run['spark_s']:,.0f} s",
            f"{run['start_s']:,.0f} s",
            f"{run['cpu_ratio']:.1f} times",
            f"{run['pairs_of_an_entry']:.1f}",
            f"{run['shuffled_mb'] * MB / run['entries']:,.0f} B",
            f"{run['disk_mb'] * MB / run['entries']:,.0f} B",
            f"{run['python_mb']:,.0f} MB",
            f"{run['java_mb']:,.0f} MB",
        )
        for run in runs
    ]
    return (
        f"Measured at {machine['commit']} on {machine['cores']} cores ({machine['processor']}): a"
        " master and two workers of one core each, beside one process of two threads, which found"
        " the same pairs. Processor time is that of the cluster in that of the process; pairs are"
        " those compared that an entry stands in; moved and on disks are bytes an entry, packed."
        f"\n\n{_table(head, lines)}"
    )


def _by_step(costs: Costs) -> str:
    one = costs.largest
    sizes = (one["entries"], *LARGER)
    head = ("bytes that an entry moves", "unpacked", *(f"of {size:,}" for size in sizes))
    lines = [
        (
            step.replace("_", " "),
            f"{per_entry(one, step, 'plain_mb'):,.0f}",
            *(f"{costs.moved(step, size):,.0f}" for size in sizes),
        )
        for step in STEPS
        if one["steps"][step]["shuffled_mb"]
    ]
    lines.append(("all", "", *(f"{costs.moved_by_all(size) / size:,.0f}" for size in sizes)))
    lines.append(("in so many parts", "", *(f"{costs.parts(size):,}" for size in sizes)))
    return _table(head, lines)


def _rows(costs: Costs) -> str:
    one = costs.largest
    (sent,) = (each for each in one["by_parts"] if each["entries"] == one["entries"])
    return (
        f"Of {one['entries']:,} entries the row of one travels {sent['rows_sent']:.1f} times in"
        f" {sent['parts']} parts, {one['rows_at_most']:.1f} times in however many, where the entry"
        f" stands in {one['pairs_of_an_entry']:.0f} pairs."
    )


def _larger(costs: Costs) -> str:
    head = ("reckoned for", *(f"{size:,}" for size in LARGER))
    on_cores = [
        (f"hours on {cores} cores", *(f"{costs.seconds(n, cores) / HOUR:,.2f}" for n in LARGER))
        for cores in CORES
    ]
    lines = [
        ("hours of one core", *(f"{costs.core_s(n) / HOUR:,.1f}" for n in LARGER)),
        *on_cores,
        ("moved over the network", *(f"{costs.moved_by_all(n) / GB:,.0f} GB" for n in LARGER)),
        ("on all disks", *(f"{costs.on_disks(n) / GB:,.0f} GB" for n in LARGER)),
        ("pairs that the driver joins", *(f"{costs.pairs(n):,.0f}" for n in LARGER)),
    ]
    return (
        f"{_table(head, lines)}\n\nHowever many entries there are, the start of Java and planning"
        f" take {costs.idle_s:.0f} s of this, and a Python with its machine code"
        f" {costs.warming_s:.0f} s on each core. An executor of {OF_ONE} cores has a Java and"
        f" {OF_ONE} Pythons, {costs.executor_mb(OF_ONE) / 1000:.1f} GB as they were measured."
    )


def _held(runs: Sequence[Size]) -> list[str]:
    """Hold what the model makes of the smaller runs against the largest; [] if they are too few."""
    *smaller, one = runs
    if len(smaller) <= 1:
        return []
    reckoned = Costs(smaller).seconds(one["entries"], one["cores"])
    took = one["start_s"] + one["spark_s"]
    told = (
        f"Held against a run: from the smaller ones the model makes {reckoned:,.0f} s of"
        f" {one['entries']:,} entries on {one['cores']} cores; they took {took:,.0f} s."
    )
    return [told]


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    ruled = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ruled, *lines))


if __name__ == "__main__":
    main(sys.argv[1:])
