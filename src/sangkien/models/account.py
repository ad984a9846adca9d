from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from sangkien.core.permissions import Role
from sangkien.models.person import Person
from sangkien.models.unit import Unit


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, login: str, password: str | None = None, **values: Any) -> "Account":
        account = self.model(login=login.strip().lower(), **values)
        account.set_password(password or None)  # an empty one opens nothing
        account.save()
        return account

    def get_by_natural_key(self, login: str | None) -> "Account":
        return self.get(login=(login or "").strip().lower())


class Account(AbstractBaseUser):
    """A log-in. What it may do stands in its grants, who it is in `person`."""

    login = models.CharField(max_length=150, unique=True)
    label = models.CharField(max_length=120, blank=True)  # the post, as shown: "Cán bộ LĐLĐ tỉnh"
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # it has one that another knows
    is_demo = models.BooleanField(default=False)  # loopback only, never on production
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "login"

    def __str__(self) -> str:
        return self.label or self.login


class Grant(models.Model):
    """One role at one place of the tree; reaches the unit and all below it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    unit = models.ForeignKey(Unit, models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role", "unit"], name="one_grant")
        ]


class ApiToken(models.Model):
    """Lets a program act for an account; only the hash is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120)
    hashed = models.CharField(max_length=64, unique=True)  # SHA-256 of the token, hexadecimal
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
