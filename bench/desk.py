"""The officer's desk: queue, lists, search, a cluster and merging many at once.

Pages stand beside reading the same rows by their keys.
"""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from random import Random
from statistics import median
from typing import Any

from bench.ground import CAMPAIGN, Ground, add_database, prepared, say

ROUNDS = 15
# of search: in nearly every entry, in some, in one, in none, only begun
SEARCHES = {
    "search-frequent": "giai phap",
    "search-two": "hoc sinh day hoc",
    "search-code": "S7-1200",
    "search-none": "khong dau co tu nay xyzzy",
    "search-begun": "ph",
}


def arguments(parser: ArgumentParser) -> None:
    add_database(parser)
    parser.add_argument("--sizes", default="1000,100000", help="entries in the register")
    parser.add_argument("--findings", type=int, default=20, help="open findings of 100 entries")
    parser.add_argument("--works", type=int, default=250, help="filed three times, and merged")


def measure(asked: Namespace, seed: int) -> dict[str, Any]:
    """Return times and numbers of queries of each page, at each size of the register."""
    with prepared(asked.database) as ground:
        from bench.desk_register import Register  # app ready

        register = Register(Random(seed), share=asked.findings / 100)
        results = []
        for size in [int(number) for number in asked.sizes.split(",")]:
            say(f"Filling the register: {register.entries} → {size} …")
            register.fill(size)
            measured = _measured(ground, register)
            merging = Merging(register, asked.works).measure()
            results.append({"register": size, **measured, "merging": merging})
        return {"database": ground.database, "results": results}


def _measured(ground: Ground, register: Any) -> dict[str, Any]:
    ask = Pages(register.officer)
    middle = register.middle
    addresses = {
        "queue": f"/{CAMPAIGN}/",
        "entries": f"/{CAMPAIGN}/sang-kien/?all=1",
        "entries-deep": f"/{CAMPAIGN}/sang-kien/?after={middle}",
        "entries-filtered": f"/{CAMPAIGN}/sang-kien/?channel=web&age=90",
        "findings": f"/{CAMPAIGN}/phat-hien/?stage=open",
        "findings-overdue": f"/{CAMPAIGN}/phat-hien/?age=overdue",
        **{name: f"/{CAMPAIGN}/sang-kien/?q={words}" for name, words in SEARCHES.items()},
    }
    plain_ms = _plain_ms(ground, register.some_ids())
    pages = {name: ask.page(address) for name, address in addresses.items()}
    for name, found in pages.items():
        found["ratio"] = round(found["p50_ms"] / plain_ms, 1)
        say(f"  {name}: {found['p50_ms']} ms, {found['queries']} queries")
    index = {name: _timed(lambda w=words: register.found(w)) for name, words in SEARCHES.items()}
    return {
        "findings": register.findings,
        "plain_ms": plain_ms,
        "pages": pages,
        "index_ms": {name: round(ms, 3) for name, ms in index.items()},
        "found": {name: len(register.found(words)) for name, words in SEARCHES.items()},
    }


class Pages:
    """Asks for whole pages in this process, templates included, as the officer."""

    def __init__(self, officer: Any) -> None:
        from django.test import Client  # app ready

        self.client = Client(headers={"host": "localhost"})
        self.client.force_login(officer)

    def page(self, address: str) -> dict[str, Any]:
        from django.db import connection  # app ready
        from django.test.utils import CaptureQueriesContext  # app ready

        with CaptureQueriesContext(connection) as captured:
            answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        asked = list(captured)  # the next request empties the log
        took = [self._took_ms(address) for _ in range(ROUNDS)]
        return {
            "p50_ms": round(median(took), 2),
            "max_ms": round(max(took), 2),
            "queries": len(asked),
            "queries_ms": round(1000 * sum(float(each["time"]) for each in asked), 1),
        }

    def _took_ms(self, address: str) -> float:
        return _once(lambda: self.client.get(address))


class Merging:
    """Works that were filed again, merged by the page in one action, and taken back."""

    def __init__(self, register: Any, works: int) -> None:
        say(f"Filing {works} works three times each …")
        self.repeats = register.file_again(works)
        self.ask = Pages(register.officer)
        self.list = f"/{CAMPAIGN}/trung/chac-chan/"
        self.ticked = [repeat.key for repeat in self.repeats]

    def measure(self) -> dict[str, Any]:
        """Return what the list, one cluster, merging all and undoing it take; all end merged."""
        cluster = self.ask.page(f"/{CAMPAIGN}/trung/{self.repeats[0].kept.id}/")
        listed = self.ask.page(self.list)
        merged, where = self._sent(self.list, self._form())
        undone, _ = self._sent(f"{where}tach/", {})
        self._sent(self.list, self._form())
        again = sum(len(repeat.again) for repeat in self.repeats)
        say(f"  {again} merged: {merged['ms']} ms, {merged['queries']} queries")
        return {
            "entries": again,
            "cluster": cluster,
            "list": listed,
            "merged": merged | {"ms_per_entry": round(merged["ms"] / again, 2)},
            "undone": undone | {"ms_per_entry": round(undone["ms"] / again, 2)},
        }

    def _form(self) -> dict[str, Any]:
        return {"repeat": self.ticked, "repeats-reason": "Cùng một người gửi lại"}

    def _sent(self, address: str, form: dict[str, Any]) -> tuple[dict[str, Any], str]:
        """Send a form once; return what it took, and where it leads."""
        from django.db import connection  # app ready
        from django.test.utils import CaptureQueriesContext  # app ready

        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            answer = self.ask.client.post(address, form)
            took = (time.perf_counter() - began) * 1000
            asked = len(captured)
        assert answer.status_code == 302, (address, answer.status_code)
        return {"ms": round(took), "queries": asked}, answer["Location"]


def _plain_ms(ground: Ground, ids: list[int]) -> float:
    """Reading the rows of one page by their keys, by the plain driver."""
    plain = ground.plain()
    mark = "?" if ground.database == "sqlite" else "%s"
    marks = ", ".join([mark] * len(ids))
    statement = f"SELECT * FROM sangkien_initiative WHERE id IN ({marks})"
    taken = _timed(lambda: len(plain.execute(statement, ids).fetchall()))
    plain.close()
    return round(taken, 3)


def _timed(work: Callable[[], object]) -> float:
    return median(_once(work) for _ in range(ROUNDS))


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
