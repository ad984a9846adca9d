"""One person, one account: other log-ins are connected by their owner, or by an officer's word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount

from sangkien.actions.journal import By
from sangkien.actions.log_in_claims import claim_account, confirm_claim, refuse_claim
from sangkien.actions.log_in_names import set_log_in_names, set_member_number
from sangkien.actions.other_log_ins import connect_log_in, disconnect_log_in
from sangkien.core.log_in_names import LogInNames
from sangkien.core.other_log_ins import CLAIM_HOLDS_FOR, MOST_WRONG_CODES, CameBy
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import JournalLine, LogInClaim
from tests import make

pytestmark = pytest.mark.django_db
AN = CameBy("google", "an-1", "an@example.vn")
VISITOR = By(None, make.NOW)


def refused(action, *arguments, **others):
    try:
        action(*arguments, **others)
    except Refusal as refusal:
        return refusal.code
    return ""


def told():
    return list(JournalLine.objects.order_by("id").values_list("verb", "about_id", "by_id"))


@pytest.fixture
def district():
    return make.unit(make.unit())


@pytest.fixture
def member(district):
    made = make.account(Role.MEMBER, district, login="lo-van-an")
    set_log_in_names(made, LogInNames(phone="+84912345678"), by=make.SYSTEM)
    set_member_number(made, "LC 00.123", by=make.SYSTEM)
    return made


@pytest.fixture
def officer(district):
    return By(make.account(Role.UPPER_OFFICER, district), make.NOW)


def claimed(number="0912 345 678", came=AN):
    code = claim_account(came, number, by=VISITOR)
    return code, LogInClaim.objects.filter(decided_at=None).first()


# -- one's own ---------------------------------------------------------------------------------


def test_a_log_in_is_connected_once_and_taken_away_and_each_leaves_a_line(member):
    own = By(member, make.NOW)
    before = len(told())

    seen = [connect_log_in(member, AN, by=own), connect_log_in(member, AN, by=own)]
    connection = SocialAccount.objects.get()
    seen += [disconnect_log_in(member, connection.id, by=own) for _ in range(2)]

    assert seen == [True, False, True, False]
    assert told()[before:] == [
        ("log-in-connected", member.id, member.id),
        ("log-in-disconnected", member.id, member.id),
    ]


def test_a_log_in_that_opens_another_account_is_refused(member):
    connect_log_in(member, AN, by=By(member, make.NOW))
    other = make.account()

    assert refused(connect_log_in, other, AN, by=By(other, make.NOW)) == "log-in-taken"
    assert SocialAccount.objects.get().user == member


def test_nobody_connects_or_parts_the_account_of_another(member):
    stranger = By(make.account(), make.NOW)
    connect_log_in(member, AN, by=By(member, make.NOW))
    connection = SocialAccount.objects.get()

    assert refused(connect_log_in, member, AN, by=stranger) == "not-allowed"
    assert refused(disconnect_log_in, member, connection.id, by=stranger) == "not-allowed"
    assert not disconnect_log_in(stranger.account, connection.id, by=stranger)


# -- whose account it is -----------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0912 345 678", "+84912345678", "lc00123", "LC-00 123"])
def test_an_account_is_found_by_phone_or_member_number_however_written(member, number):
    _, claim = claimed(number)

    assert (claim.account, claim.provider, claim.uid) == (member, "google", "an-1")


@pytest.mark.parametrize("number", ["0987654321", "LC00124", "-", "!!!", "lo-van-an"])
def test_a_number_nobody_has_gets_a_code_too_and_nothing_is_kept(member, number):
    code, claim = claimed(number)

    assert (len(code), code.isdigit(), claim) == (6, True, None)


def test_an_officer_confirms_with_the_code_and_then_it_opens_the_account(member, officer):
    code, claim = claimed()

    confirm_claim(claim, code, by=officer)

    connection = SocialAccount.objects.get()
    claim.refresh_from_db()
    assert (connection.user, connection.provider, connection.uid) == (member, "google", "an-1")
    assert (claim.outcome, claim.decided_by) == ("confirmed", officer.account)
    assert told()[-2:] == [
        ("claim-made", member.id, None),
        ("claim-confirmed", member.id, officer.account.id),
    ]


def test_once_decided_what_the_other_server_told_is_forgotten(member, officer):
    code, claim = claimed()

    confirm_claim(claim, code, by=officer)

    claim.refresh_from_db()
    assert (claim.shown, claim.uid, claim.code) == ("", "", "")


def test_the_code_is_kept_unreadable_and_stands_in_no_line(member):
    code, claim = claimed()

    assert code not in str(claim.__dict__)
    assert code not in str(list(JournalLine.objects.filter(verb="claim-made").values("details")))


def test_a_wrong_code_is_counted_and_after_five_the_right_one_is_too_late(member, officer):
    code, claim = claimed()
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    seen = [refused(confirm_claim, claim, wrong, by=officer) for _ in range(MOST_WRONG_CODES)]

    assert seen == ["claim-code"] * MOST_WRONG_CODES
    assert refused(confirm_claim, claim, code, by=officer) == "claim-over"
    assert not SocialAccount.objects.exists()


def test_a_request_is_refused_for_a_reason_and_decided_once(member, officer):
    code, claim = claimed()

    assert refused(refuse_claim, claim, "", by=officer) == "reason-missing"
    refuse_claim(claim, "Đồng chí An nói không phải mình", by=officer)

    assert refused(confirm_claim, claim, code, by=officer) == "claim-over"
    line = JournalLine.objects.latest("id")
    assert (line.verb, line.reason) == ("claim-refused", "Đồng chí An nói không phải mình")


def test_a_request_that_ran_out_is_over(member, officer):
    code, claim = claimed()
    late = replace(officer, now=make.NOW + CLAIM_HOLDS_FOR + timedelta(seconds=1))

    assert refused(confirm_claim, claim, code, by=late) == "claim-over"


def test_only_an_officer_who_looks_after_the_account_decides(member, district):
    code, claim = claimed()
    others = [
        make.account(Role.MEMBER, district),
        make.account(Role.UPPER_OFFICER, make.unit()),
        make.account(Role.JUROR, district),
        member,
        None,
    ]

    assert {refused(confirm_claim, claim, code, by=By(one, make.NOW)) for one in others} == {
        "not-allowed"
    }
    assert {refused(refuse_claim, claim, "x", by=By(one, make.NOW)) for one in others} == {
        "not-allowed"
    }


def test_asking_again_replaces_the_request_and_its_code(member, officer):
    first, _ = claimed()
    second, claim = claimed()

    assert LogInClaim.objects.count() == 1
    if first != second:
        assert refused(confirm_claim, claim, first, by=officer) == "claim-code"
    confirm_claim(claim, second, by=officer)


def test_a_log_in_connected_elsewhere_meanwhile_is_not_taken_over(member, officer):
    code, claim = claimed()
    other = make.account()
    connect_log_in(other, AN, by=By(other, make.NOW))

    assert refused(confirm_claim, claim, code, by=officer) == "log-in-taken"
    assert SocialAccount.objects.get().user == other


# -- member numbers ----------------------------------------------------------------------------


def test_a_member_number_is_one_accounts_only_and_kept_unreadable(member, officer, district):
    second = make.account(Role.MEMBER, district)

    assert refused(set_member_number, second, "lc-00123", by=officer) == "person-taken"
    assert "00123" not in str(list(JournalLine.objects.values()))
    set_member_number(member, "", by=officer)
    set_member_number(second, "lc-00123", by=officer)

    second.refresh_from_db()
    assert second.person.has_number


def test_nobody_sets_the_own_member_number(member, district):
    other = make.account(Role.MEMBER, district)

    assert refused(set_member_number, member, "1", by=By(member, make.NOW)) == "not-allowed"
    assert refused(set_member_number, member, "1", by=By(other, make.NOW)) == "not-allowed"


def test_setting_the_same_number_again_leaves_no_second_line(member, officer):
    before = len(told())

    set_member_number(member, "LC00123", by=officer)

    assert len(told()) == before
