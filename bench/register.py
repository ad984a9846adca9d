"""Registrations per second: by the action in one process, and end to end over HTTP."""

import json
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from random import Random
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from bench.entries import submissions
from bench.ground import CAMPAIGN, Ground, add_database, hang_up, prepared, say
from bench.profiled import profiled
from bench.reference import BATCH, Rates, Reference, as_json

MORE_THAN_ANYONE_SENDS = 10_000_000
READY_WITHIN = 60  # seconds


def arguments(parser: ArgumentParser) -> None:
    add_database(parser)
    parser.add_argument("--entries", type=int, default=400, help="registered for each number")
    parser.add_argument("--sizes", default="0,20000", help="entries in the register beforehand")
    parser.add_argument("--clients", default="1,4,16", help="clients that send at once")
    parser.add_argument("--profile", help="write a profile of the action to this file")


def measure(asked: Namespace, seed: int) -> dict[str, Any]:
    """Return the results; raises AssertionError where an answer and the database differ."""
    with prepared(asked.database) as ground:
        ground.keep_empty()
        run = Run(ground, Random(seed), asked)
        for size in numbers(asked.sizes):
            run.fill(size)
            run.by_action(size)
            for clients in numbers(asked.clients):
                run.over_http(size, clients)
            run.check()
        return run.report()


def numbers(listed: str) -> list[int]:
    return [int(number) for number in listed.split(",") if number]


class Run:
    """One measured database, and what was found out about it."""

    def __init__(self, ground: Ground, random: Random, asked: Namespace) -> None:
        from sangkien.queries.campaigns import campaign_by_slug  # app ready

        self.ground = ground
        self.asked = asked
        self.stream = submissions(random, MORE_THAN_ANYONE_SENDS)
        self.campaign = campaign_by_slug(CAMPAIGN)
        self.token = _token()
        self.acknowledged: list[str] = []  # receipts
        self.ids: list[int] = []  # of the last entries registered by the action
        self.results: list[dict[str, Any]] = []

    def fill(self, size: int) -> None:
        """Bring the register to `size` entries, as an import does."""
        from sangkien.actions.registration import register_batch  # app ready

        say(f"Filling the register: {len(self.acknowledged)} → {size} …")
        while (missing := size - len(self.acknowledged)) > 0:
            entries = [self._entry(raw) for raw in islice(self.stream, min(BATCH, missing))]
            self._acknowledge(register_batch(self.campaign, entries, self._filing()))

    def by_action(self, size: int) -> None:
        """Register one after the other in this process, one transaction each."""
        from sangkien.actions.registration import register_initiative  # app ready

        say(f"By the action, {self.asked.entries} entries …")
        filing, took_ms = self._filing(), []
        entries = [self._entry(raw) for raw in islice(self.stream, self.asked.entries)]
        outcomes, began_cpu = [], time.process_time()
        with profiled(self.asked.profile):
            for entry in entries:
                began = time.perf_counter()
                outcomes.append(register_initiative(self.campaign, entry, filing))
                took_ms.append((time.perf_counter() - began) * 1000)
        self._acknowledge(outcomes)
        self.ids = [outcome.entry_id for outcome in outcomes]
        cpu_ms = (time.process_time() - began_cpu) * 1000 / len(entries)
        self._note("action", size, 1, sum(took_ms) / 1000, took_ms)
        self.results[-1]["cpu_ms_per_entry"] = round(cpu_ms, 2)

    def over_http(self, size: int, clients: int) -> None:
        """Register by POST to the server that `up` starts, from clients in another process."""
        say(f"Over HTTP, {clients} clients, {self.asked.entries} entries …")
        with _serving() as port:
            warm_up = self._send(port, clients, 2 * clients)
            sent = self._send(port, clients, self.asked.entries)
        for answer in (*warm_up["answers"], *sent["answers"]):
            assert answer["status"] == 201, answer
            self.acknowledged.append(answer["receipt"])
        took_ms = [answer["ms"] for answer in sent["answers"]]
        self._note("http", size, clients, sent["seconds"], took_ms)

    def check(self) -> None:
        """Hold the answers against the database: as many rows, and tallies that count them."""
        from sangkien.models import Initiative  # app ready
        from sangkien.queries.tally_check import tally_disagreements  # app ready

        rows = Initiative.objects.count()
        distinct = len(set(self.acknowledged))
        assert rows == distinct == len(self.acknowledged), (rows, distinct)
        assert tally_disagreements(self.campaign) == []

    def report(self) -> dict[str, Any]:
        """The headline is the best rate over HTTP with the fullest register."""
        from sangkien.models import DuplicatePair  # app ready

        largest = max(result["register"] for result in self.results)
        last = [r for r in self.results if r["register"] == largest and r["what"] == "http"]
        best = max(last or self.results, key=lambda result: result["per_s"])
        return {
            "database": self.ground.database,
            "entries": len(self.acknowledged),
            "pairs": DuplicatePair.objects.count(),
            "results": self.results,
            "reference": best["reference"],
            "ratio": best["ratio"],
        }

    def _note(
        self, what: str, size: int, clients: int, seconds: float, took_ms: list[float]
    ) -> None:
        reference = self._reference()
        rate = len(took_ms) / seconds
        found = {
            "what": what,
            "register": size,
            "clients": clients,
            "entries": len(took_ms),
            "per_s": round(rate, 1),
            "p50_ms": _share(took_ms, 0.50),
            "p99_ms": _share(took_ms, 0.99),
            "reference": as_json(reference),
            "ratio": round(rate / reference.write_set_per_s, 4),
        }
        say(f"  {found['per_s']}/s, raw {reference.write_set_per_s}/s: ratio {found['ratio']}")
        self.results.append(found)

    def _reference(self) -> Rates:
        """Measured anew beside each result: the machine's pace changes from minute to minute."""
        return Reference(self.ground, self.ids).measure()

    def _entry(self, raw: dict[str, str]) -> Any:
        from django.utils.timezone import now  # app ready

        from sangkien.inputs.registration import (  # app ready
            context_for,
            read_entry,
        )

        context = context_for(self.campaign, [raw["ticked_unit"]], now())
        return read_entry(raw, context, client_ref=raw["client_ref"])

    def _filing(self) -> Any:
        from django.utils.timezone import now  # app ready

        from sangkien.actions.journal import By  # app ready
        from sangkien.actions.registration import API, Filing  # app ready

        return Filing(By(None, now(), is_system=True), API)

    def _acknowledge(self, outcomes: list[Any]) -> None:
        assert {outcome.kind for outcome in outcomes} == {"new"}
        self.acknowledged += [outcome.receipt for outcome in outcomes]

    def _send(self, port: int, clients: int, count: int) -> dict[str, Any]:
        hang_up()
        asked = {
            "port": port,
            "path": f"/api/v1/campaigns/{CAMPAIGN}/initiatives",
            "token": self.token,
            "clients": clients,
            "bodies": list(islice(self.stream, count)),
        }
        done = subprocess.run(
            [sys.executable, "-P", "-m", "bench.clients"],
            input=json.dumps(asked),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)


def _token() -> str:
    from django.utils.timezone import now  # app ready

    from sangkien.actions.accounts import make_token, open_account  # app ready
    from sangkien.actions.journal import By  # app ready
    from sangkien.core.permissions import Role  # app ready
    from sangkien.queries.units import unit_by_code  # app ready

    by, unit = By(None, now(), is_system=True), unit_by_code("LC")
    account = open_account(
        "do-dac", "mat-khau-do-dac-1", role=Role.PROVINCIAL_OFFICER, unit=unit, by=by
    )
    return make_token(account, "bench", by=by)


@contextmanager
def _serving() -> Iterator[int]:
    """Yield the port of the server that `up` starts, with the same options."""
    from sangkien.adapters.local_server import free_port  # app ready
    from sangkien.management.commands.up import serving  # app ready

    port = free_port(20_000)
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", *serving(port).module], stdout=sys.stderr.fileno()
    )
    try:
        _wait_for(port)
        yield port
    finally:
        child.terminate()
        child.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=READY_WITHIN).close()
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no answer at port {port}")


def _share(took_ms: list[float], share: float) -> float:
    ordered = sorted(took_ms)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 2)
