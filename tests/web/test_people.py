"""People and roles: the list, the page of one, roles given and taken there, log-ins kept."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from sangkien.core.permissions import Role, Scope
from sangkien.core.reading.numbers import format_date
from sangkien.models import Account, Grant, JournalLine
from sangkien.queries.scope import reaches_of
from tests import make
from tests.web.cleaning import officer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WHY = "Quyết định 12/QĐ-LĐLĐ"


@pytest.fixture
def admin(where):
    return officer_of(where.province, Role.ACCOUNT_ADMIN)


@pytest.fixture
def member(where):
    return make.account(Role.MEMBER, where.district, "lo-van-an", label="Giáo viên")


def text_of(answer):
    return " ".join(answer.content.decode().split())


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def errors_in(answer):
    """The errors of the page by field."""
    found = re.findall(
        r'<p class="error" id="error-([^"]+)">.*?</svg>\s*(.*?)</p>', text_of(answer)
    )
    return {name: re.sub(r"<[^>]+>", "", told).strip() for name, told in found}


def gift(**changes):
    return {"role": "juror", "unit": "LĐLĐ huyện Than Uyên", "reason": WHY} | changes


# -- the list ----------------------------------------------------------------------------------


def test_the_list_tells_who_has_which_role_where_and_until_when(where, admin, member):
    make.grant(
        member,
        Role.JUROR,
        where.district,
        {Scope.REPORTS: [where.province]},
        ends_at=make.NOW + timedelta(days=36_500),
    )
    make.account(Role.MEMBER, where.district, "da-dong", is_active=False)

    shown = re.sub(r"<[^>]+>", " ", text_of(admin.get(reverse("people"))))
    shown = " ".join(shown.split())

    assert "lo-van-an Giáo viên Member, LĐLĐ huyện Than Uyên Juror, LĐLĐ huyện Than Uyên" in shown
    assert "with scopes of its own until 21/02/2122 in use" in shown
    assert "da-dong – Member, LĐLĐ huyện Than Uyên closed" in shown


def test_the_list_is_filtered_from_the_address_and_says_when_nobody_fits(where, admin, member):
    make.account(Role.JUROR, where.other, "vang-a-pao")

    def shown(**asked):
        text = text_of(admin.get(reverse("people"), asked))
        return [login for login in ("lo-van-an", "vang-a-pao") if login in text]

    assert shown(role="juror") == ["vang-a-pao"]
    assert shown(unit=where.district.code) == ["lo-van-an"]
    assert shown(q="giao vien") == ["lo-van-an"]
    assert "Nobody fits" in text_of(admin.get(reverse("people"), {"q": "khong co ai"}))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.GRASSROOTS_OFFICER, Role.JUROR])
def test_who_gives_and_sees_no_roles_has_no_such_page_and_no_way_to_it(role, where):
    client = officer_of(where.district, role)

    assert client.get(reverse("people")).status_code == 404
    assert reverse("people") not in text_of(client.get(reverse("accounts")))


def test_the_list_asks_as_often_for_three_people_as_for_one(where, admin, member):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            admin.get(reverse("people"))
        return len(queries)

    one = asked()
    for _ in range(2):
        make.account(Role.MEMBER, where.district)

    assert asked() == one


# -- the page of one ---------------------------------------------------------------------------


def test_the_page_tells_of_each_role_how_far_since_when_by_whom_and_why(where, admin, member):
    giver = make.account(label="Ban Tổ chức")
    scopes = {Scope.REPORTS: [where.province]}
    values = {"given_at": make.NOW, "given_by": giver, "reason": WHY}
    make.grant(member, Role.JUROR, where.district, scopes, **values)

    shown = text_of(admin.get(reverse("person", args=[member.id])))

    for words in (
        "Juror, LĐLĐ huyện Than Uyên",
        "<dt>Whose figures one sees</dt><dd>LĐLĐ tỉnh</dd>",
        "<dd>17/03/2022 10:00 – Ban Tổ chức</dd>",
        f"<dt>Why</dt><dd>{WHY}</dd>",
        "Works, sees figures and searches for copies at this unit and all below it.",
    ):
        assert words in shown


def test_roles_of_elsewhere_are_not_told(where, member):
    make.grant(member, Role.JUROR, where.other)

    shown = text_of(officer_of(where.district).get(reverse("person", args=[member.id])))

    assert "Member, LĐLĐ huyện Than Uyên" in shown
    assert where.other.short_name not in shown


def test_who_may_only_see_roles_finds_nothing_to_press(where, member):
    auditor = officer_of(where.province, Role.AUDITOR)

    shown = text_of(auditor.get(reverse("person", args=[member.id])))

    assert [
        word for word in ("Give a role", "Take back", "Close the log-in") if word in shown
    ] == []


def test_on_ones_own_page_nothing_is_given_or_taken(where):
    own = make.account(Role.ACCOUNT_ADMIN, where.province)
    client = Client()
    client.force_login(own)

    shown = text_of(client.get(reverse("person", args=[own.id])))

    assert "This is you." in shown
    assert "Take this role back" not in shown
    assert client.get(reverse("role-give", args=[own.id])).status_code == 403


def test_the_page_asks_as_often_for_three_roles_as_for_one(where, admin, member):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            admin.get(reverse("person", args=[member.id]))
        return len(queries)

    one = asked()
    for role in (Role.JUROR, Role.SUPPORTER):
        make.grant(member, role, where.district)

    assert asked() == one


# -- giving ------------------------------------------------------------------------------------


def test_a_role_is_given_with_units_for_each_scope_and_a_last_day(where, admin, member):
    sent = gift(ends_on=format_date(localdate()), **{"scope-reports": where.province.code})

    answer = admin.post(reverse("role-give", args=[member.id]), sent)

    grant = Grant.objects.get(account=member, role="juror")
    assert (answer.status_code, answer.url) == (302, reverse("person", args=[member.id]))
    assert said(answer) == ["Giáo viên has the role now: Juror, LĐLĐ huyện Than Uyên."]
    assert (grant.unit, grant.reason) == (where.district, WHY)
    assert [row.unit for row in grant.scopes.all()] == [where.province]
    assert len(reaches_of(Account.objects.get(id=member.id))) == 2


def test_the_form_offers_the_roles_in_words_and_the_units_near_without_a_script(where, member):
    officer = officer_of(where.district)

    shown = text_of(officer.get(reverse("role-give", args=[member.id])))

    offered = re.findall(r'name="role" value="([^"]+)"', shown)
    assert offered == ["member", "supporter", "grassroots_officer", "juror"]
    assert f'<option value="{where.district.code}">LĐLĐ huyện Than Uyên</option>' in shown
    assert "Sees the figures; no entry" in shown
    assert "opens the tables of these units".capitalize() in shown


def test_what_cannot_be_read_comes_back_as_it_was_typed_with_each_error_at_its_field(admin, member):
    sent = {"role": "", "unit": "Sao Hỏa", "ends_on": "31/11/2122", "scope-work": "Sao Kim"}

    answer = admin.post(reverse("role-give", args=[member.id]), sent)

    assert answer.status_code == 422
    assert set(errors_in(answer)) == {"role", "unit", "scope-work", "ends_on", "reason"}
    assert 'value="Sao Hỏa"' in text_of(answer)
    assert not Grant.objects.filter(role="juror").exists()


def test_a_role_somebody_has_already_is_told_with_the_way_out(where, admin, member):
    answer = admin.post(reverse("role-give", args=[member.id]), gift(role="member"))

    assert answer.status_code == 409
    assert errors_in(answer)["unit"].startswith("The person has this role at LĐLĐ huyện Than Uyên")


def test_an_account_administrator_makes_no_equal_and_is_told_why(where, admin, member):
    sent = gift(role="account_admin", unit="LĐLĐ tỉnh")

    answer = admin.post(reverse("role-give", args=[member.id]), sent)

    assert answer.status_code == 403
    assert errors_in(answer)["unit"].startswith("You cannot give this role with this reach")


# -- taking ------------------------------------------------------------------------------------


def test_a_role_is_taken_back_for_a_reason(where, admin, member):
    grant = member.grants.get()
    address = reverse("role-take", args=[member.id, grant.id])

    without, with_one = admin.post(address), admin.post(address, {f"reason-{grant.id}": WHY})

    assert (without.status_code, list(errors_in(without))) == (422, [f"reason-{grant.id}"])
    assert said(with_one) == ["The role was taken back: Member, LĐLĐ huyện Than Uyên."]
    grant.refresh_from_db()
    assert (grant.taken_at is not None, grant.taken_reason) == (True, WHY)
    assert admin.post(address, {f"reason-{grant.id}": WHY}).status_code == 404
    assert "Roles before (1)" in text_of(admin.get(reverse("person", args=[member.id])))


def test_a_role_of_somebody_else_is_not_taken_under_this_ones_address(where, admin, member):
    other = make.account(Role.MEMBER, where.district).grants.get()

    answer = admin.post(reverse("role-take", args=[member.id, other.id]), {"reason": WHY})

    assert answer.status_code == 404


# -- log-ins -----------------------------------------------------------------------------------


def test_a_log_in_is_opened_and_its_password_shown_this_once(where, admin):
    sent = gift(login="hoang-thi-moi", label="Cán bộ huyện")

    answer = admin.post(reverse("log-in-open"), sent)

    made = Account.objects.get(login="hoang-thi-moi")
    password = re.search(r'id="new-password">([^<]+)<', answer.content.decode())[1]
    assert (answer.status_code, made.check_password(password)) == (200, True)
    assert answer["Cache-Control"] == "private, no-store"
    person = Client()
    person.post(reverse("account_login"), {"username": "hoang-thi-moi", "password": password})
    assert person.get("/").url == reverse("password")


def test_a_name_that_is_taken_and_all_that_is_missing_is_told_at_its_field(admin, member):
    missing = admin.post(reverse("log-in-open"), {"login": "moi"})
    taken = admin.post(reverse("log-in-open"), gift(login="LO-VAN-AN"))

    assert (missing.status_code, set(errors_in(missing))) == (422, {"role", "unit", "reason"})
    assert (taken.status_code, list(errors_in(taken))) == (422, ["login"])
    assert Account.objects.filter(login__in=["moi"]).count() == 0


def test_who_opens_no_log_ins_finds_no_button_and_no_page(where):
    officer = officer_of(where.province, Role.PROVINCIAL_OFFICER)

    assert reverse("log-in-open") not in text_of(officer.get(reverse("people")))
    assert officer.get(reverse("log-in-open")).status_code == 404


def test_a_log_in_is_closed_and_opened_again_from_the_page_of_the_person(where, admin, member):
    page, close, reopen = (
        reverse(name, args=[member.id]) for name in ("person", "log-in-close", "log-in-reopen")
    )

    without = admin.post(close)
    closed = admin.post(close, {"closing-reason": "Nghỉ hưu"})
    shown = text_of(admin.get(page))
    opened = admin.post(reopen, {"opening-reason": "Trở lại"})

    assert (without.status_code, list(errors_in(without))) == (422, ["closing-reason"])
    assert said(closed) == ["The log-in of Giáo viên is closed. What was entered with it stays."]
    assert "This log-in is closed: nobody comes in by it." in shown
    assert 'id="new-password"' in opened.content.decode()
    lines = JournalLine.objects.filter(about="account", about_id=member.id).exclude(verb="read")
    assert list(lines.order_by("id").values_list("verb", "reason")) == [
        ("account-closed", "Nghỉ hưu"),
        ("account-reopened", "Trở lại"),
    ]


def test_the_journal_tells_of_roles_in_words(where, admin, member):
    admin.post(reverse("role-give", args=[member.id]), gift())
    grant = Grant.objects.get(account=member, role="juror")
    admin.post(reverse("role-take", args=[member.id, grant.id]), {f"reason-{grant.id}": WHY})
    reader = officer_of(where.province, Role.PROVINCIAL_OFFICER)

    shown = text_of(reader.get(reverse("account-journal", args=[member.id])))
    filtered = reader.get(reverse("account-journal", args=[member.id]), {"what": "roles"})

    assert "Role given to Giáo viên: Juror, LĐLĐ huyện Than Uyên." in shown
    assert "Role taken back from Giáo viên: Juror, LĐLĐ huyện Than Uyên." in text_of(filtered)
