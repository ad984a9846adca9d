import pytest

from sangkien.core.text import fold
from sangkien.inputs.entry_units import context_for, find_unit
from sangkien.inputs.problem import FieldProblem
from sangkien.models import UnitName
from sangkien.queries.units import unit_fact
from tests import make

pytestmark = pytest.mark.django_db


def named(unit, *aliases):
    UnitName.objects.bulk_create(UnitName(unit=unit, folded=fold(name)) for name in aliases)
    unit.aliases = list(aliases)
    unit.save()
    return unit


@pytest.fixture
def tree():
    province = make.unit(name="Liên đoàn Lao động tỉnh Lai Châu", code="LC")
    than_uyen = make.unit(province, "LĐLĐ huyện Than Uyên", code="LC-THU")
    named(than_uyen, "Than Uyên", "Công đoàn huyện Than Uyên")
    return {
        "province": province,
        "than_uyen": than_uyen,
        "tan_uyen": make.unit(province, "LĐLĐ huyện Tân Uyên", code="LC-TAU"),
        "school": make.unit(than_uyen, "CĐCS Trường THCS Khoen On", code="KO"),
        "foreign": make.unit(name="LĐLĐ huyện Mường La", code="SL-ML"),
    }


@pytest.fixture
def find(tree):
    campaign = make.campaign(tree["province"])

    def found(typed):
        return find_unit(typed, context_for(campaign, [typed], make.NOW))

    return found


@pytest.mark.parametrize(
    "typed",
    [
        "LC-THU",
        "lc-thu",
        "LĐLĐ huyện Than Uyên",
        "LDLD HUYEN THAN UYEN",
        "  LĐLĐ   huyện\tThan Uyên ",
        "LĐLĐ huyện Than Uye\u0302n",
        "Than Uyên",
        "than uyen",
        "Công đoàn huyện Than Uyên",
    ],
)
def test_a_unit_is_found_by_code_name_or_alias_however_it_is_written(typed, find, tree):
    assert find(typed) == unit_fact(tree["than_uyen"])


def test_a_union_far_below_the_owner_is_found_too(find, tree):
    assert find("CĐCS Trường THCS Khoen On") == unit_fact(tree["school"])


def test_the_owner_itself_may_be_named(find, tree):
    assert find("LC") == unit_fact(tree["province"])


def test_the_forms_choice_is_an_id_of_a_member_unit(find, tree):
    assert find(f" {tree['tan_uyen'].id} ") == unit_fact(tree["tan_uyen"])


@pytest.mark.parametrize("whose", ["school", "foreign", "province"])
def test_an_id_the_form_does_not_offer_is_unknown(whose, find, tree):
    assert find(str(tree[whose].id)).code == "unit-unknown-far"


def test_a_unit_of_another_federation_is_unknown_here(find):
    assert find("SL-ML").code.startswith("unit-unknown")


@pytest.mark.parametrize("typed", ["", "   ", "\t\n", "\u00a0"])
def test_no_name_is_told_apart_from_an_unknown_one(typed, find):
    assert find(typed) == FieldProblem("ticked_unit", "unit-empty")


def test_a_near_name_offers_the_nearest_first(find):
    problem = find("LĐLĐ huyện Than Uyênn")

    assert (problem.code, problem.details["typed"]) == ("unit-unknown", "LĐLĐ huyện Than Uyênn")
    assert problem.details["closest"].startswith("“LĐLĐ huyện Than Uyên”")


def test_at_most_three_names_are_offered(tree, find):
    for number in range(5):
        make.unit(tree["province"], f"LĐLĐ huyện Than Uyên {number}")

    assert find("LĐLĐ huyện Than Uyênn").details["closest"].count("“") == 3


def test_a_name_like_none_offers_none(find):
    assert find("🚑") == FieldProblem("ticked_unit", "unit-unknown-far", {"typed": "🚑"})


def test_a_long_name_is_quoted_in_short(find):
    problem = find("Ủy ban " * 40)

    assert len(problem.details["typed"]) == 81
    assert problem.details["typed"].endswith("…")


def test_two_unions_of_one_name_are_told_with_their_codes(tree, find):
    make.unit(tree["than_uyen"], "CĐCS Mầm non số 1", code="MN1")
    make.unit(tree["tan_uyen"], "CĐCS Mầm non số 1", code="MN2")

    assert find("CĐCS Mầm non số 1") == FieldProblem(
        "ticked_unit",
        "unit-ambiguous",
        {
            "typed": "CĐCS Mầm non số 1",
            "choices": "CĐCS Mầm non số 1 (MN1), CĐCS Mầm non số 1 (MN2)",
        },
    )


def test_of_two_of_one_name_the_member_unit_is_meant(tree, find):
    make.unit(tree["tan_uyen"], "Than Uyên", code="CHO")

    assert find("Than Uyên") == unit_fact(tree["than_uyen"])


@pytest.mark.parametrize("typed", ["\x00LC-THU", "LC-THU\ud800", "\ud800", "\x00", "%", "_", "'"])
def test_signs_no_database_takes_are_no_fault(typed, tree):
    context = context_for(make.campaign(tree["province"]), [typed], make.NOW)

    assert all("\x00" not in name for name in context.known)


@pytest.mark.parametrize(("count", "queries"), [(0, 1), (1, 2), (30, 2)])
def test_a_batch_looks_up_all_its_names_at_once(count, queries, tree, django_assert_num_queries):
    campaign = make.campaign(tree["province"])

    with django_assert_num_queries(queries):
        context_for(campaign, [f"Đơn vị {n}" for n in range(count)], make.NOW)


def test_the_day_of_the_batch_is_the_one_in_vietnam(tree):
    evening_in_london = make.NOW.replace(day=16, hour=18)

    assert context_for(make.campaign(tree["province"]), [], evening_in_london).today.day == 17
