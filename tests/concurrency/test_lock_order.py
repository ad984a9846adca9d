"""Writers of the same clusters, released together: nobody waits in a ring, and all stays true."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from django.db import connection, transaction

from sangkien.actions import moving, review
from sangkien.actions.moves import import_moves
from sangkien.actions.moving import move_group
from sangkien.actions.people import persons_for
from sangkien.actions.registration import Filing, register_batch, register_initiative
from sangkien.actions.review_groups import decide_group
from sangkien.actions.screening import DUPLICATE_RULES, apply_rules
from sangkien.core.entry import AuthorEntry
from sangkien.core.refusal import Refusal
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.sheets.moves import MoveRow
from sangkien.models import Finding, Initiative, Person
from sangkien.queries.progress import counts_of
from sangkien.queries.tally_check import tally_disagreements
from tests import make
from tests.concurrency.scene import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
WEB = Filing(make.SYSTEM, Initiative.Channel.WEB)
SHEET = Filing(make.SYSTEM, Initiative.Channel.SHEET)
ROUNDS = 5
AUTHORS = tuple(
    AuthorEntry(name, Decimal(25), f"LC-{number}")
    for number, name in enumerate(("Lò Thị Hương", "Vàng A Páo", "Giàng Thị Mỷ", "Tẩn A Lìn"))
)


@pytest.fixture
def campaign():
    return make.campaign(make.unit(name="LĐLĐ tỉnh"))


@pytest.fixture
def units(campaign):
    return [make.unit(campaign.owner) for _ in range(3)]


@pytest.fixture
def works(campaign, units):
    """Two works filed twice each: what everybody below copies, moves and decides."""
    text = "Trước đây ghi tay vào ba quyển sổ, nay lập một bảng tra theo mã thôn bản trong một phút"
    ledger = make.entry(units[0], authors=AUTHORS, description=text)
    rack = make.entry(units[1], title="Giá phơi ngô chống mốc ở bản vùng cao", authors=AUTHORS[:2])
    for work in (ledger, rack):
        make.register(campaign, work)
        make.register(campaign, replace(work, client_ref=f"again-{work.client_ref}"))
    return ledger, rack


def deadlocks():
    """How many the server has broken in this database so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def files(campaign, works, name):
    """File variants of the works, one by one and in a batch: words and authors differ each time."""
    chance = Random(name)

    def variant(k):
        work = chance.choice(works)
        strangers = [AuthorEntry(f"Người Mới {n}", Decimal(5), f"N{n}") for n in (k, k + 1)]
        people = chance.sample(work.authors, chance.randint(1, len(work.authors)))
        authors = tuple(chance.sample([*people, *strangers], len(people) + 2))
        end = chance.choice(["", " cho xã", " loại mới", " nhanh"])
        return replace(work, client_ref=f"{name}-{k}", title=work.title + end, authors=authors)

    def work():
        for k in range(ROUNDS):
            register_initiative(campaign, variant(k), WEB)
        register_batch(campaign, [variant(ROUNDS + k) for k in range(ROUNDS)], SHEET)

    return work


def decides(campaign, units, name):
    """Move entries, one by one, in groups and from a list, and decide on what was found."""
    chance = Random(name)

    def move_one(entries):
        to = chance.choice(units)
        moving.move_initiative(entries[0], to, reason="Đúng đơn vị", by=make.SYSTEM)

    def move_some(entries):
        to = {entry.id: chance.choice(units) for entry in entries}
        move_group(to, reason="Đúng đơn vị", by=make.SYSTEM)

    def decide_some(entries):
        rule = chance.choice(sorted(DUPLICATE_RULES))
        rows = Finding.objects.filter(initiative__in=entries, rule=rule).order_by("id")
        found = list(rows.select_related("initiative__campaign__owner"))
        decide_group(found, uphold=chance.random() < 0.5, reason="Đã xem", by=make.SYSTEM)

    def move_listed(entries):
        places = [chance.choice(units).code for _ in entries]
        import_moves(list(map(moved_now, entries, places)), campaign, make.SYSTEM)

    def work():
        for _ in range(ROUNDS):
            entries = chance.sample(list(Initiative.objects.filter(campaign=campaign)), 4)
            try:
                chance.choice((move_one, move_some, move_listed, uphold_one, decide_some))(entries)
            except (Refusal, BadRows):
                continue  # a rival was there first, and the answer says so

    return work


def moved_now(entry, code):
    return MoveRow(1, entry.client_ref, "", code, make.NOW, "Đúng đơn vị")


def uphold_one(entries):
    if finding := Finding.objects.filter(initiative__in=entries, reason="R01").first():
        review.decide_finding(finding, uphold=True, reason="Cùng một việc", by=make.SYSTEM)


@pytest.mark.parametrize("attempt", range(2))
def test_filings_moves_and_decisions_on_the_same_works_never_wait_in_a_ring(
    campaign, units, works, attempt
):
    before = deadlocks()

    together(
        *(files(campaign, works, f"filer-{attempt}-{k}") for k in range(4)),
        *(decides(campaign, units, f"officer-{attempt}-{k}") for k in range(4)),
    )

    assert deadlocks() - before == 0
    assert counts_of(campaign, campaign.owner).gross == 4 + 4 * 2 * ROUNDS
    assert tally_disagreements(campaign) == []
    assert what_screening_would_change(campaign) == []


def what_screening_would_change(campaign):
    """What the rules about copies find otherwise, now that nobody else writes."""
    ids = set(Initiative.objects.filter(campaign=campaign).values_list("id", flat=True))
    with transaction.atomic():
        return apply_rules(
            campaign, ids, by=make.SYSTEM, rules=DUPLICATE_RULES, opened_at=lambda _: make.NOW
        )


def test_the_same_new_people_in_another_order_never_wait_in_a_ring():
    people = [(AuthorEntry(f"Lò Văn Mới {n}", Decimal(5), f"M{n}"), "") for n in range(3000)]
    before = deadlocks()

    together(lambda: persons_for(people), lambda: persons_for(people[::-1]))

    assert deadlocks() - before == 0
    assert Person.objects.count() == len(people)
