"""A register with open findings for the measurement of the desk, as plain statements load it.

Tables that no page of the desk looks at stay empty. What is merged is filed as members file it.
Import this only after Django is set up.
"""

import re
from datetime import date, timedelta
from itertools import islice
from random import Random
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import now

from bench.entries import submissions
from bench.ground import CAMPAIGN, say
from sangkien.actions.accounts import open_account
from sangkien.actions.inserting import insert_all
from sangkien.actions.journal import By
from sangkien.actions.registration import API, Filing, register_batch
from sangkien.adapters.search import search_index
from sangkien.adapters.store import store_for
from sangkien.core.permissions import Role
from sangkien.core.screening.run import RULES
from sangkien.core.search.query import read_query, within
from sangkien.core.search.words import entry_words
from sangkien.core.standing import Column
from sangkien.inputs.registration import context_for, read_entry
from sangkien.models import Finding, Initiative, PersonalDetail, Unit
from sangkien.queries.campaigns import campaign_by_slug
from sangkien.queries.certain_repeats import Repeat, certain_repeats
from sangkien.queries.units import unit_by_code

CHUNK = 2_000  # entries in a transaction
MOST = 10**9
PAGE = 50  # rows
FILED = 3  # times, of a work that is filed again
DAYS = 40  # over which the findings were opened
_PLACES = re.compile(r"{(\w+)}")
RULES_LOADED = ("duplicate-own", "duplicate-other", "wrong-unit", "missing-effect")


class Register:
    """What was loaded so far, and the officer who looks at it."""

    def __init__(self, random: Random, *, share: float) -> None:
        by = By(None, now(), is_system=True)
        owner = unit_by_code("LC")
        self.officer = open_account(
            "ban-viec", "mat-khau-do-dac-1", role=Role.PROVINCIAL_OFFICER, unit=owner, by=by
        )
        self.campaign = campaign_by_slug(CAMPAIGN)
        self.random, self.share = random, share
        self.stream = submissions(random, MOST)
        (self.person,) = store_for(connection).make_persons({"bench": False}).values()
        self.units = list(Unit.objects.filter(parent=owner).order_by("id"))
        self.ids: list[int] = []
        self.findings = 0

    @property
    def entries(self) -> int:
        return len(self.ids)

    @property
    def middle(self) -> int:
        return self.ids[len(self.ids) // 2]

    def some_ids(self) -> list[int]:
        return self.random.sample(self.ids, min(PAGE, len(self.ids)))

    def found(self, words: str) -> list[int]:
        query = within(read_query(words), campaign_id=self.campaign.id, unit_ids=())
        return search_index(connection).find(query, most=501)

    def fill(self, size: int) -> None:
        while missing := size - len(self.ids):
            self._store(list(islice(self.stream, min(CHUNK, missing))))
            if len(self.ids) % 20_000 == 0:
                say(f"  {len(self.ids)} entries")
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                cursor.execute("VACUUM ANALYZE")

    def file_again(self, works: int) -> list[Repeat]:
        """File new works `FILED` times each, through the registering action; return the groups.

        They are the only certain repeats, if those of before were merged.
        """
        moment = now()
        filing = Filing(By(None, moment, is_system=True), API)
        for row in islice(self.stream, works):
            context = context_for(self.campaign, [row["ticked_unit"]], moment)
            sent = [
                read_entry(row, context, client_ref=f"{row['client_ref']}-{time}")
                for time in range(FILED)
            ]
            register_batch(self.campaign, sent, filing)
        found = certain_repeats(self.officer, self.campaign)
        assert [len(each.again) for each in found] == [FILED - 1] * works
        return found

    @transaction.atomic
    def _store(self, rows: list[dict[str, str]]) -> None:
        made = insert_all([self._entry(row) for row in rows])
        names = {one.id: row["authors"] for one, row in zip(made, rows, strict=True)}
        insert_all(
            [
                PersonalDetail(person_id=self.person, initiative_id=entry_id, name=name)
                for entry_id, name in names.items()
            ]
        )
        search_index(connection).put(
            (
                one.id,
                entry_words(
                    [one.title, one.workplace, names[one.id]],
                    campaign_id=self.campaign.id,
                    unit_path=one.unit_path,
                ),
            )
            for one in made
        )
        chosen = self.random.sample(list(made), round(len(made) * self.share))
        insert_all([self._finding(one) for one in chosen])
        self.ids += [one.id for one in made]
        self.findings += len(chosen)

    def _entry(self, row: dict[str, str]) -> Initiative:
        unit, serial = self.random.choice(self.units), self.random.getrandbits(120)
        title = row["title"]
        if self.random.random() < 0.001:
            title += " bằng PLC S7-1200"
        return Initiative(
            campaign=self.campaign,
            client_ref=f"bench-{serial}",
            content_hash=f"{serial:064x}",
            receipt_token=UUID(int=serial),
            occurred_at=now() - timedelta(days=self.random.randrange(DAYS)),
            recorded_at=now(),
            channel=Initiative.Channel.WEB,
            title=title,
            description=row["description"],
            applied_on=date(2021, 10, 1),
            workplace=row["workplace"],
            ticked_unit_id=unit.id,
            unit_id=unit.id,
            unit_path=unit.path,
            column=Column.PENDING,
        )

    def _finding(self, entry: Initiative) -> Finding:
        rule = RULES[self.random.choice(RULES_LOADED)]
        moment = now() - timedelta(days=self.random.randrange(DAYS))
        return Finding(
            initiative_id=entry.id,
            rule=rule.code,
            reason=rule.reason,
            severity=rule.severity.value,
            details=dict.fromkeys(_PLACES.findall(rule.message + rule.instruction), "x"),
            opened_at=moment,
            recorded_at=moment,
        )
