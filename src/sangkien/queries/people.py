"""Accounts, and the names that may be shown."""

from sangkien.models import Account, Author, Initiative, PersonalDetail

__all__ = ["Account", "account_by_login", "author_names", "display_name", "first_author_id"]


def display_name(account: Account) -> str:
    """Return how the account is addressed: its post, else its log-in name."""
    return account.label or account.login


def account_by_login(login: str) -> Account | None:
    return Account.objects.filter(login=login.strip().lower()).first()


def author_names(entry_ids: list[int]) -> dict[int, list[str]]:
    """Return the names of the authors of each entry, as typed. One query."""
    found: dict[int, list[str]] = {entry_id: [] for entry_id in entry_ids}
    rows = PersonalDetail.objects.filter(initiative__in=entry_ids).order_by("id")
    for entry_id, name in rows.values_list("initiative_id", "name"):
        if entry_id is not None:
            found[entry_id].append(name)
    return found


def first_author_id(entry: Initiative) -> int | None:
    """Return the person who is the first author of the entry. One query."""
    authors = Author.objects.filter(initiative=entry).order_by("position")
    return authors.values_list("person_id", flat=True).first()


def names_account(entry_id: int, account: Account | None) -> bool:
    """Return whether the account's person is an author of the entry. One query, else none."""
    person = account.person_id if account else None
    if person is None:
        return False
    return Author.objects.filter(initiative=entry_id, person=person).exists()
