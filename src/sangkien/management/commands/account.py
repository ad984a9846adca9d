"""`sangkien account open|names|password|factors|token`: log-ins of people, tokens of programs."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.actions.accounts import make_token, open_account, set_password
from sangkien.actions.log_in_names import set_log_in_names, set_member_number
from sangkien.actions.second_factors import remove_second_factors
from sangkien.core.log_in_names import LogInNames
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.sentences import N_
from sangkien.inputs.log_in_names import read_log_in_names, read_member_number
from sangkien.inputs.problem import BadInput, told_by_field
from sangkien.management.sheet_files import found, operator
from sangkien.management.word import Word
from sangkien.queries.people import Account, account_by_login
from sangkien.queries.units import unit_by_code

NO_ACCOUNT = N_("There is no account “%(key)s”.")
NO_UNIT = N_("There is no unit with the code “%(key)s”.")


class Command(Word):
    help = N_("Open an account, give it another password, make a token for a program.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        opened = words.add_parser("open", help=_("open an account with one role at one unit"))
        opened.add_argument("login", help=_("name to log in with"))
        roles = [role.value for role in Role]
        opened.add_argument("--role", required=True, choices=roles, help=_("what it may do"))
        opened.add_argument("--unit", required=True, help=_("code of the unit"))
        opened.add_argument("--label", default="", help=_("the post, as pages show it"))
        names = words.add_parser("names", help=_("set what it may log in with beside its name"))
        names.add_argument("login", help=_("name to log in with"))
        for word in (opened, names):
            word.add_argument("--email", default="", help=_("e-mail address to log in with"))
            word.add_argument("--phone", default="", help=_("mobile number to log in with"))
            word.add_argument("--member-number", default="", help=_("member number of its owner"))
        password = words.add_parser("password", help=_("set a new password and print it"))
        password.add_argument("login", help=_("name to log in with"))
        factors = words.add_parser("factors", help=_("take away second factors that were lost"))
        factors.add_argument("login", help=_("name to log in with"))
        token = words.add_parser("token", help=_("make a token and print it, this once"))
        token.add_argument("login", help=_("name to log in with"))
        token.add_argument("--name", required=True, help=_("what the token is for"))

    def handle(self, *_args: Any, **asked: Any) -> None:
        act = {
            "open": self._open,
            "names": self._names,
            "password": self._password,
            "factors": self._factors,
            "token": self._token,
        }
        try:
            act[asked["word"]](asked)
        except Refusal as refusal:
            raise CommandError(_(refusal.sentence).format(**refusal.details)) from refusal
        except BadInput as bad:
            raise CommandError("\n".join(told_by_field(bad.errors).values())) from bad

    def _open(self, asked: dict[str, Any]) -> None:
        unit = found(unit_by_code, asked["unit"], NO_UNIT)
        password = secrets.token_urlsafe(12)
        role, names = Role(asked["role"]), read_log_in_names(asked)
        with transaction.atomic():
            account = open_account(
                asked["login"], password, role=role, unit=unit, label=asked["label"], by=operator()
            )
            _name(account, names, asked)
        self.stdout.write(password)

    def _names(self, asked: dict[str, Any]) -> None:
        account = found(account_by_login, asked["login"], NO_ACCOUNT)
        with transaction.atomic():
            _name(account, read_log_in_names(asked), asked)

    def _password(self, asked: dict[str, Any]) -> None:
        account = found(account_by_login, asked["login"], NO_ACCOUNT)
        password = secrets.token_urlsafe(12)
        set_password(account, password, by=operator())
        self.stdout.write(password)

    def _factors(self, asked: dict[str, Any]) -> None:
        account = found(account_by_login, asked["login"], NO_ACCOUNT)
        self.stdout.write(str(remove_second_factors(account, by=operator())))

    def _token(self, asked: dict[str, Any]) -> None:
        account = found(account_by_login, asked["login"], NO_ACCOUNT)
        self.stdout.write(make_token(account, asked["name"], by=operator()))


def _name(account: Account, names: LogInNames, asked: dict[str, Any]) -> None:
    set_log_in_names(account, names, by=operator())
    if number := read_member_number(asked["member_number"]):
        set_member_number(account, number, by=operator())
