import pytest

from sangkien.actions.review import reject
from sangkien.actions.review_groups import Moved, move_group
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import Initiative, JournalLine
from sangkien.queries.progress import counts_by_unit
from tests import make
from tests.web.cleaning import land, misplaced

pytestmark = pytest.mark.django_db


@pytest.fixture
def where():
    return land()


def test_counts_move_along_with_a_group(where):
    entries = [misplaced(where, number) for number in (1, 2)]
    by = make.officer(where.province)

    moved = move_group({entry.id: where.district for entry in entries}, reason="", by=by)

    counts = counts_by_unit(where.campaign, [where.province, where.sector, where.district])
    assert moved == Moved(count=2, skipped=0)
    assert [counts[unit.id].gross for unit in (where.province, where.sector)] == [2, 0]
    assert counts[where.district.id].settled[Column.PENDING] == 2


def test_what_is_there_already_or_closed_is_skipped(where):
    there, gone, waiting = (misplaced(where, number) for number in (1, 2, 3))
    by = make.officer(where.province)
    move_group({there.id: where.district}, reason="", by=by)
    Initiative.objects.filter(id=gone.id).update(state="withdrawn")

    moved = move_group(
        {entry.id: where.district for entry in (there, gone, waiting)}, reason="", by=by
    )

    assert moved == Moved(count=1, skipped=2)


def test_one_refusal_leaves_the_whole_group_where_it_was(where):
    first, second = misplaced(where, 1), make.register(where.campaign, make.entry(where.other))
    by = make.officer(where.province)
    make.account(Role.UPPER_OFFICER, where.sector)
    outside = make.unit()
    by_both = make.officer(where.sector, Role.UPPER_OFFICER)

    with pytest.raises(Refusal, match="not-allowed"):
        move_group({first.id: where.sector, second.id: where.sector}, reason="", by=by_both)
    with pytest.raises(Refusal, match="not-allowed"):
        move_group({first.id: where.district, second.id: outside}, reason="", by=by)

    assert JournalLine.objects.filter(verb="moved").count() == 0


def test_a_reason_code_that_there_is_not_is_refused_by_name(where):
    by = make.officer(where.province)

    with pytest.raises(Refusal) as raised:
        reject(misplaced(where), code="R99", reason="Không rõ", by=by)

    assert (raised.value.code, raised.value.details) == ("unknown-reason", {"code": "R99"})
