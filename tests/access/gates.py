"""How the table of routes says who passes: gates one after the other, each with its own no."""

from dataclasses import dataclass, field

from sangkien.core.permissions import Role, Verb
from tests.access.people import At, Person

GET, POST = "GET", "POST"
LOG_IN = "log in"  # a redirect to the form; the same whether there is anything to see or not
UNTOLD = 404
REFUSED = 403


@dataclass(frozen=True)
class Gate:
    """A right that is needed; whoever lacks it is answered `otherwise`, and nothing changes."""

    verb: Verb | None  # None: any account, or those of `roles`
    at: At | None
    otherwise: int | str
    roles: frozenset[Role] | None = None
    or_else: tuple[Verb, ...] = ()  # verbs that do as well
    is_open_to_visitors: bool = False

    def opens_for(self, person: Person) -> bool:
        if not person.is_known:
            return self.is_open_to_visitors
        if self.roles is not None and person.role not in self.roles:
            return False
        verbs = (self.verb, *self.or_else)
        return self.verb is None or any(person.may(verb, self.at) for verb in verbs)


LOGGED_IN = Gate(None, None, LOG_IN)
TOKEN = Gate(None, None, 401)


def sees(verb, at):
    """What an address names is there only for those who may see it."""
    return Gate(verb, at, UNTOLD)


def does(verb, at, otherwise=REFUSED):
    """Who sees a thing but may not do this to it is told so."""
    return Gate(verb, at, otherwise)


def sees_roles(at):
    """Who gives roles or opens log-ins sees who has which."""
    return Gate(Verb.SEE_ROLES, at, UNTOLD, or_else=(Verb.GIVE_ROLES, Verb.OPEN_ACCOUNTS))


def resets(*roles):
    """Whose account it is decides which roles may give it a new password."""
    return Gate(Verb.RESET_PASSWORDS, At.UNIT, UNTOLD, frozenset(roles))


@dataclass(frozen=True)
class Route:
    """One address with one method; `answers` is for whom every gate opens, by the state."""

    name: str
    method: str
    of: str  # what the address names: a key of STATES
    gates: tuple[Gate, ...]
    answers: int | dict[str, int] = 200
    form: str = ""  # which of tests/access/forms.py is sent, the route's own without

    def __str__(self):
        return " ".join(filter(None, (self.method, self.name, self.form)))

    def refused(self, person: Person) -> Gate | None:
        """The first gate that does not open for the person."""
        return next((gate for gate in self.gates if not gate.opens_for(person)), None)

    def answer(self, person: Person, state: str) -> int | str:
        gate = self.refused(person)
        if gate is not None:
            return gate.otherwise
        usual = 200 if self.method == GET else 302
        return self.answers.get(state, usual) if isinstance(self.answers, dict) else self.answers


@dataclass
class Table:
    """Collects the rows: pages that are looked at, forms that are sent, by kind of record."""

    rows: list[Route] = field(default_factory=list)

    def page(self, name, *gates, of="campaign", answers=200, form=""):
        self.rows.append(Route(name, GET, of, gates, answers, form))

    def act(self, name, *gates, of="campaign", answers=302, form=""):
        self.rows.append(Route(name, POST, of, gates, answers, form))
