from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from sangkien.core.permissions import Role, Scope
from sangkien.core.text import fold
from sangkien.models.person import Person
from sangkien.models.unit import Unit


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, login: str, password: str | None = None, **values: Any) -> "Account":
        account = self.model(login=login.strip().lower(), **values)
        account.found_by = fold(f"{account.login} {account.label}")
        account.set_password(password or None)  # an empty one opens nothing
        account.save()
        return account

    def get_by_natural_key(self, login: str | None) -> "Account":
        return self.get(login=(login or "").strip().lower())


class Account(AbstractBaseUser):
    """A log-in. What it may do stands in its grants, who it is in `person`."""

    login = models.CharField(max_length=150, unique=True)
    # further names to log in with; None where there is none
    email = models.CharField(max_length=254, unique=True, null=True, blank=True)
    phone = models.CharField(max_length=16, unique=True, null=True, blank=True)
    label = models.CharField(max_length=120, blank=True)  # the post, as shown: "Cán bộ LĐLĐ tỉnh"
    found_by = models.CharField(max_length=300, blank=True)  # login and label, folded
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # it has one that another knows
    is_demo = models.BooleanField(default=False)  # loopback only, never on production
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "login"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], name="one_account_of_a_person")]

    def __str__(self) -> str:
        return self.label or self.login


class Grant(models.Model):
    """One role at one place of the tree; reaches the unit and all below it.

    It holds until it ends or is taken back, and stays as a record of who had it and why.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    unit = models.ForeignKey(Unit, models.CASCADE)
    given_at = models.DateTimeField(null=True)  # None: before this was kept
    given_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)  # from this moment on it holds no more
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    taken_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "unit"],
                condition=models.Q(taken_at=None),
                name="one_grant_at_a_time",
            )
        ]


class GrantScope(models.Model):
    """A unit of a scope that is other than the place of the role: it and all below it.

    A grant without rows of a scope has the place of its role there.
    """

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="scopes")
    scope = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Scope])
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "scope", "unit"], name="one_unit_per_scope")
        ]


class ApiToken(models.Model):
    """Lets a program act for an account; only the hash is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120)
    hashed = models.CharField(max_length=64, unique=True)  # SHA-256 of the token, hexadecimal
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
