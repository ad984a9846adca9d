from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import uuid4

import pytest

from sangkien.actions.inserting import insert_all
from sangkien.adapters.plain_inserts import MOST_VALUES
from sangkien.core.standing import Column
from sangkien.models import Author, Finding, Initiative, Person
from tests import make

pytestmark = pytest.mark.django_db
HANOI = timezone(timedelta(hours=7))


@pytest.fixture
def campaign():
    return make.campaign()


def initiative(campaign, **changes):
    unit = campaign.owner
    values = {
        "campaign": campaign,
        "client_ref": None,
        "content_hash": "0" * 64,
        "receipt_token": uuid4(),
        "occurred_at": datetime(2022, 3, 17, 23, 59, 59, 999999, tzinfo=HANOI),
        "recorded_at": make.NOW,
        "channel": Initiative.Channel.SHEET,
        "typed": {"title": "Giá phơi ngô “mới” 100%", "benefit": "'; --"},
        "title": "Giá phơi ngô “mới” 100% %s",
        "applied_on": date(2021, 10, 5),
        "benefit_vnd": 10**15,
        "is_secret": True,
        "column": Column.PENDING,
        "workplace": "Xã Mường Kim",
        "ticked_unit": unit,
        "unit": unit,
        "unit_path": unit.path,
    }
    return Initiative(**values | changes)


def values_of(model, *ids):
    """The rows as the ORM reads them, without their ids."""
    rows = model.objects.filter(id__in=ids).order_by("id").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def test_what_is_inserted_reads_back_as_if_the_orm_had_stored_it(campaign):
    by_us, by_orm = initiative(campaign), initiative(campaign)
    by_orm.receipt_token = by_us.receipt_token

    insert_all([by_us])
    (ours,) = values_of(Initiative, by_us.id)
    Initiative.objects.filter(id=by_us.id).update(receipt_token=uuid4())
    by_orm.save()

    (theirs,) = values_of(Initiative, by_orm.id)
    assert ours == theirs
    assert ours["occurred_at"] == datetime(2022, 3, 17, 16, 59, 59, 999999, tzinfo=UTC)
    assert ours["recognition_file"] == ""


def test_the_databases_ids_come_back_in_the_order_of_the_records(campaign):
    made = insert_all([initiative(campaign, title=f"Việc {number}") for number in range(40)])

    found = dict(Initiative.objects.values_list("id", "title"))
    assert [found[each.id] for each in made] == [f"Việc {number}" for number in range(40)]


def test_shares_and_findings_read_back(campaign):
    (entry,) = insert_all([initiative(campaign)])
    person = Person.objects.create(identity="a" * 64)
    author = Author(initiative=entry, position=1, person=person, share_percent=Decimal("33.33"))
    details = {"other_title": "Bể lọc nước", "percent": 97, "evidence": [{"code": "title"}]}
    finding = Finding(
        initiative=entry,
        rule="duplicate-own",
        reason="R01",
        severity="hold",
        details=details,
        opened_at=make.NOW,
        recorded_at=make.NOW,
    )

    insert_all([author])
    insert_all([finding])

    assert Author.objects.get().share_percent == Decimal("33.33")
    stored = Finding.objects.get(details__percent=97)
    assert (stored.details, stored.state, stored.opened_at) == (details, "open", make.NOW)


def test_more_records_than_one_statement_takes_are_all_inserted():
    many = MOST_VALUES // 3 + 5  # three columns each

    insert_all([Person(identity=f"{number:064}") for number in range(many)])

    assert Person.objects.count() == many


def test_nothing_is_asked_of_the_database_for_no_records(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert_all([]) == []
