"""What an operator hears about counts that went wrong, and that counting anew mends them."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from sangkien.adapters.store import store_for
from sangkien.models import Tally, TallyDelta
from tests import make
from tests.reports.lai_chau import Province

pytestmark = pytest.mark.django_db
HERE = ("--campaign", "lai-chau")


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def province():
    made = Province()
    made.file(made.than_uyen, applied_on=date(2021, 5, 4))
    return made


def verified():
    """Return what is said and how the command ends."""
    out, err = StringIO(), StringIO()
    try:
        call_command("tally", "verify", *HERE, stdout=out, stderr=err)
    except SystemExit as ended:
        return out.getvalue().splitlines(), err.getvalue().splitlines(), ended.code
    return out.getvalue().splitlines(), err.getvalue().splitlines(), 0


def rebuilt():
    out = StringIO()
    call_command("tally", "rebuild", *HERE, stdout=out)
    return out.getvalue()


AGREES = (["The tallies agree with the entries and the journal."], [], 0)


def lost(kept):
    """The lines about the one entry, whose counts are kept as `kept`."""
    day = "10/02/2022, Wrong date (phase 1, year 2022, undecided: yes)"
    units = ("LĐLĐ tỉnh Lai Châu", "LĐLĐ huyện Than Uyên")
    return [f"{unit}, {day}: kept {kept}, counted 1." for unit in units]


def test_counts_as_they_are_kept_agree(province):
    assert verified() == AGREES


def test_a_campaign_without_an_entry_agrees():
    Province()

    assert (verified(), rebuilt(), verified()) == (AGREES, "Counted anew: 0 entries.\n", AGREES)


def test_counts_that_were_lost_are_told_for_each_unit_above_and_code_1_ends_it(province):
    for table in (Tally, TallyDelta):
        table.objects.all().delete()

    assert verified() == ([], lost(kept=0), 1)


def test_a_number_too_high_is_told_with_both_numbers(province):
    store_for_folded()
    Tally.objects.update(n=1200)

    assert verified() == ([], lost(kept="1.200"), 1)


def test_looking_mends_nothing_and_counting_anew_does(province):
    store_for_folded()
    Tally.objects.update(n=3)

    assert verified()[2] == verified()[2] == 1
    assert rebuilt() == "Counted anew: 1 entries.\n"
    assert verified() == AGREES


def test_counting_anew_leaves_other_campaigns_as_they_are(province):
    other = make.campaign(province.root, slug="khac")
    make.register(other, make.entry(province.sin_ho))
    store_for_folded()
    Tally.objects.update(n=7)

    rebuilt()

    assert set(Tally.objects.filter(campaign=other).values_list("n", flat=True)) == {7}
    assert verified() == AGREES


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("verify",), "--campaign"),
        (("rebuild", "--campaign", "la"), "--campaign: there is no campaign “la”"),
        (("mend", *HERE), "invalid choice: 'mend'"),
        ((), "{rebuild,verify}"),
    ],
)
def test_what_is_asked_wrongly_is_named(words, said, province):
    with pytest.raises(CommandError, match=said):
        call_command("tally", *words)


def store_for_folded():
    """Bring appended counts into the totals, as the job worker does on PostgreSQL."""
    from django.db import connection

    store_for(connection).fold()
