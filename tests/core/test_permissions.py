from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.permissions import (
    POLICY,
    SCOPE_OF,
    Reach,
    Role,
    Scope,
    Verb,
    may,
    may_somewhere,
    reach_of,
    widest,
)

DISTRICT = Reach(Role.UPPER_OFFICER, "1.2.")


def test_every_role_has_its_verbs_and_each_wider_role_includes_the_narrower():
    ladder = [
        Role.MEMBER,
        Role.SUPPORTER,
        Role.GRASSROOTS_OFFICER,
        Role.UPPER_OFFICER,
        Role.PROVINCIAL_OFFICER,
    ]

    assert set(POLICY) == set(Role)
    assert [POLICY[a] < POLICY[b] for a, b in pairwise(ladder)] == [True] * 4


CONTENT = {
    Verb.REGISTER,
    Verb.SEE_PROGRESS,
    Verb.SEE_ENTRIES,
    Verb.IMPORT,
    Verb.REVIEW,
    Verb.MOVE,
    Verb.RESCREEN,
    Verb.EDIT_CAMPAIGN,
    Verb.EDIT_UNITS,
    Verb.SNAPSHOT,
    Verb.WRITE_LETTER,
    Verb.ISSUE_LETTER,
    Verb.RESET_PASSWORDS,
}
MEMBER_BEFORE = {Verb.REGISTER, Verb.SEE_PROGRESS}
UPPER_BEFORE = MEMBER_BEFORE | {
    Verb.SEE_ENTRIES,
    Verb.IMPORT,
    Verb.REVIEW,
    Verb.MOVE,
    Verb.RESET_PASSWORDS,
}


@pytest.mark.parametrize(
    ("role", "before"),
    [
        (Role.MEMBER, MEMBER_BEFORE),
        (Role.UPPER_OFFICER, UPPER_BEFORE),
        (Role.PROVINCIAL_OFFICER, CONTENT),
    ],
)
def test_the_three_roles_there_were_first_may_on_content_what_they_might(role, before):
    assert POLICY[role] & CONTENT == before


def test_whoever_gives_log_ins_touches_no_content_and_sees_none():
    accounts = {Verb.RESET_PASSWORDS, Verb.GIVE_ROLES, Verb.OPEN_ACCOUNTS, Verb.SEE_ROLES}

    assert POLICY[Role.ACCOUNT_ADMIN] == accounts
    assert [role for role in Role if Verb.OPEN_ACCOUNTS in POLICY[role]] == [Role.ACCOUNT_ADMIN]


def test_an_auditor_changes_nothing():
    seeing = {Verb.SEE_PROGRESS, Verb.SEE_ENTRIES, Verb.SEE_ROLES, Verb.SEE_JOURNAL}

    assert POLICY[Role.AUDITOR] == seeing | {Verb.SEARCH_COPIES}


# -- three scopes ----------------------------------------------------------------------------

WIDE = Reach(
    Role.UPPER_OFFICER,
    "1.2.",
    ((Scope.REPORTS, ("1.",)), (Scope.SEARCH, ("1.2.", "1.3."))),
)


def test_figures_copies_and_work_each_have_places_of_their_own():
    asked = ("1.", "1.2.", "1.3.", "1.4.")

    allowed = {
        verb: [path for path in asked if may([WIDE], verb, path)]
        for verb in (Verb.SEE_PROGRESS, Verb.SEARCH_COPIES, Verb.SEE_ENTRIES, Verb.REVIEW)
    }

    assert allowed == {
        Verb.SEE_PROGRESS: ["1.", "1.2.", "1.3.", "1.4."],
        Verb.SEARCH_COPIES: ["1.2.", "1.3."],
        Verb.SEE_ENTRIES: ["1.2."],
        Verb.REVIEW: ["1.2."],
    }


def test_a_scope_that_is_named_takes_the_place_of_the_roles_own():
    narrow = Reach(Role.UPPER_OFFICER, "1.2.", ((Scope.REPORTS, ("1.2.7.",)),))

    assert may([narrow], Verb.SEE_PROGRESS, "1.2.") is False
    assert may([narrow], Verb.SEE_PROGRESS, "1.2.7.1.") is True
    assert may([narrow], Verb.REVIEW, "1.2.") is True


def test_every_verb_but_two_counts_where_one_works():
    assert SCOPE_OF == {Verb.SEE_PROGRESS: Scope.REPORTS, Verb.SEARCH_COPIES: Scope.SEARCH}


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_allows_its_verbs_at_its_place_and_below_and_nowhere_else(role, verb):
    reaches = [Reach(role, "1.2.")]
    is_his = verb in POLICY[role]

    allowed = {path: may(reaches, verb, path) for path in ("1.2.", "1.2.7.3.", "1.", "1.3.")}

    assert allowed == {"1.2.": is_his, "1.2.7.3.": is_his, "1.": False, "1.3.": False}


def test_a_unit_whose_number_only_begins_alike_is_a_stranger():
    assert may([DISTRICT], Verb.REVIEW, "1.20.") is False


def test_without_a_role_nothing_is_allowed():
    assert [verb for verb in Verb if may([], verb, "1.")] == []


def test_verbs_of_one_role_do_not_reach_to_the_place_of_another():
    both = [Reach(Role.MEMBER, "1."), DISTRICT]

    assert may(both, Verb.REVIEW, "1.3.") is False
    assert may(both, Verb.REGISTER, "1.3.") is True


def test_somewhere_means_here_below_or_above():
    asked = ("1.", "1.2.", "1.2.7.", "1.3.")

    assert [may_somewhere([DISTRICT], Verb.REVIEW, path) for path in asked] == [
        True,
        True,
        True,
        False,
    ]


def test_the_reach_of_a_verb_names_no_place_inside_another():
    reaches = [
        Reach(Role.UPPER_OFFICER, "1.2.7."),
        DISTRICT,
        Reach(Role.UPPER_OFFICER, "1.20."),
        Reach(Role.MEMBER, "1."),
    ]

    assert reach_of(reaches, Verb.REVIEW) == ("1.2.", "1.20.")
    assert reach_of(reaches, Verb.ISSUE_LETTER) == ()


PATHS = st.lists(st.integers(1, 3), min_size=1, max_size=4).map(
    lambda steps: "".join(f"{step}." for step in steps)
)
SCOPES = st.dictionaries(
    st.sampled_from(list(Scope)), st.lists(PATHS, min_size=1, max_size=3).map(tuple)
).map(lambda named: tuple(named.items()))
REACHES = st.lists(st.builds(Reach, st.sampled_from(list(Role)), PATHS, SCOPES), max_size=5)


@given(REACHES, st.sampled_from(list(Verb)), PATHS)
def test_the_paths_of_a_verb_say_the_same_as_asking_at_each_unit(reaches, verb, path):
    by_paths = any(path.startswith(wide) for wide in reach_of(reaches, verb))

    assert may(reaches, verb, path) == by_paths


@given(REACHES, st.sampled_from(list(Verb)))
def test_no_path_of_a_reach_holds_another(reaches, verb):
    paths = reach_of(reaches, verb)

    assert not any(a != b and a.startswith(b) for a in paths for b in paths)
    assert len(set(paths)) == len(paths)


@given(st.lists(PATHS), PATHS)
def test_the_widest_paths_hold_what_all_together_hold(paths, path):
    assert path.startswith(widest(paths)) == path.startswith(tuple(paths))


@given(REACHES, st.sampled_from(list(Verb)), PATHS, PATHS)
def test_who_may_at_a_unit_may_at_all_below_it_and_somewhere(reaches, verb, path, below):
    if may(reaches, verb, path):
        assert may(reaches, verb, path + below)
        assert may_somewhere(reaches, verb, path)


@given(REACHES, REACHES, st.sampled_from(list(Verb)), PATHS)
def test_a_further_role_takes_nothing_away(some, more, verb, path):
    assert may([*some, *more], verb, path) >= may(some, verb, path)
    assert may_somewhere([*some, *more], verb, path) >= may_somewhere(some, verb, path)
