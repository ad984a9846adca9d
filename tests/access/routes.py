"""Who may open which address: one row for every route, its method and the kind of its record.

The only place that says so for the tests; urls.py may hold no route without a row. What is
expected of whom follows from the gates of a row and from the policy (core/permissions.py).
"""

from dataclasses import replace

from sangkien.core.permissions import Role, Verb
from tests.access.gates import (
    LOG_IN,
    LOGGED_IN,
    TOKEN,
    UNTOLD,
    Gate,
    Table,
    does,
    resets,
    sees,
    sees_roles,
)
from tests.access.people import At

# the states of what an address names, each a record of its own in tests/access/scene.py
STATES = {
    "site": ("as it is",),
    "campaign": ("closed",),
    "door": ("open", "closed"),  # of a campaign with a public form
    "inner door": ("open",),  # of one without
    "entry": ("open", "accepted", "rejected", "withdrawn", "merged"),
    "copies": ("open", "merged"),  # entries that have copies
    "finding": ("open", "rejected", "withdrawn", "merged"),
    "merge": ("standing", "undone"),
    "table": ("of the campaign",),
    "own table": ("of the unit",),
    "letter": ("draft", "issued", "discarded"),
    "list": ("waiting", "accepted", "returned"),
    "batch": ("preview", "done", "undone"),
    "clerk": ("a member's",),
    "closed log-in": ("a member's",),
    "officer": ("an officer's",),
}
ENDED = dict.fromkeys(("withdrawn", "merged"), 409)  # nothing is decided on these
FOREIGN_FORM = 422  # the form comes back: that unit is no choice there

everybody = Table()
page, act = everybody.page, everybody.act
read_somewhere = sees(Verb.SEE_ENTRIES, At.SOMEWHERE)
read_here = sees(Verb.SEE_ENTRIES, At.UNIT)
import_somewhere = sees(Verb.IMPORT, At.SOMEWHERE)
figures_somewhere = sees(Verb.SEE_PROGRESS, At.SOMEWHERE)
figures_near = sees(Verb.SEE_PROGRESS, At.NEAR)
letters = sees(Verb.WRITE_LETTER, At.OWNER)
journal = sees(Verb.SEE_JOURNAL, At.SOMEWHERE)
journal_here = sees(Verb.SEE_JOURNAL, At.UNIT)
decide_somewhere = sees(Verb.REVIEW, At.SOMEWHERE)
decide = does(Verb.REVIEW, At.UNIT)
edit = does(Verb.EDIT_CAMPAIGN, At.OWNER)

# -- open to everybody, and to everybody logged in ---------------------------------------------
page("home", of="site")
page("help", of="site")
page("help-style", of="site")
page("help-page", of="site")
page("account_login", of="site")
act("account_login", of="site", answers=422)  # sent empty
act("account_logout", of="site")
act("set_language", of="site")
page("receipt-look-up", of="site")
act("receipt-look-up", of="site", answers=422)  # sent empty
page("receipt", of="entry")  # the address is a secret of whoever filed it
act("receipt-object", of="entry", answers=409)  # nobody entered it for another
page("receipt-repair", of="entry", answers=409)  # nobody asked for it
act("receipt-repair", of="entry", answers=409)
page("campaign-home", of="door")
page("progress", of="door")
page("progress-download", of="door")
page("accounts", LOGGED_IN, of="site")
page("password", LOGGED_IN, of="site")
act("password", LOGGED_IN, of="site", answers=422)  # sent empty
page("own-entries", LOGGED_IN, of="site")
page("permissions", LOGGED_IN, of="site")
page("log-in-names", LOGGED_IN, of="site")
act("log-in-names", LOGGED_IN, of="site")
page("sessions", LOGGED_IN, of="site")
act("sessions", LOGGED_IN, of="site")

# -- accounts -----------------------------------------------------------------------------------
resets_members = resets(
    Role.GRASSROOTS_OFFICER, Role.UPPER_OFFICER, Role.PROVINCIAL_OFFICER, Role.ACCOUNT_ADMIN
)
resets_officers = resets(Role.UPPER_OFFICER, Role.PROVINCIAL_OFFICER, Role.ACCOUNT_ADMIN)
page("account-reset", LOGGED_IN, resets_members, of="clerk")
act("account-reset", LOGGED_IN, resets_members, of="clerk", answers=200)
page("account-reset", LOGGED_IN, resets_officers, of="officer")
act("account-reset", LOGGED_IN, resets_officers, of="officer", answers=200)
page("account-names", LOGGED_IN, resets_members, of="clerk")
act("account-names", LOGGED_IN, resets_members, of="clerk")
page("account-names", LOGGED_IN, resets_officers, of="officer")
act("account-names", LOGGED_IN, resets_officers, of="officer")
page("account-journal", LOGGED_IN, journal_here, of="clerk")
page("account-journal-export", LOGGED_IN, journal_here, of="clerk")

# -- second factors: of oneself, and taken away by who may give a new password -------------------
unless_logged_in = replace(LOGGED_IN, otherwise=422)  # sent empty; others are in already
page("mfa_authenticate", LOGGED_IN, of="site", answers=302)
act("mfa_authenticate", LOGGED_IN, of="site")
page("mfa_login_webauthn", LOGGED_IN, of="site", answers=302)
act("mfa_login_webauthn", unless_logged_in, of="site")
page("account_reauthenticate", LOGGED_IN, of="site")
act("account_reauthenticate", LOGGED_IN, of="site", answers=422)  # sent empty
for name in ("mfa_reauthenticate", "mfa_reauthenticate_webauthn"):
    page(name, LOGGED_IN, of="site", answers=LOG_IN)  # by the password: there is no factor
    act(name, LOGGED_IN, of="site", answers=LOG_IN)
page("mfa_index", LOGGED_IN, of="site")
for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
    page(name, of="site", answers=LOG_IN)  # and once more, who did so a while ago
    act(name, of="site", answers=LOG_IN)
page("mfa_remove_webauthn", of="site", answers=LOG_IN)
act("mfa_remove_webauthn", of="site", answers=LOG_IN)
page("mfa_view_recovery_codes", LOGGED_IN, of="site", answers=404)
page("mfa_deactivate_totp", LOGGED_IN, of="site", answers=404)
act("mfa_deactivate_totp", LOGGED_IN, of="site", answers=404)
act("account-factors", LOGGED_IN, resets_members, of="clerk")
act("account-factors", LOGGED_IN, resets_officers, of="officer")

# -- people and roles ---------------------------------------------------------------------------
somebody, here = sees_roles(At.ANYWHERE), sees_roles(At.UNIT)
gives = does(Verb.GIVE_ROLES, At.UNIT)
# an officer takes the roles that may less than the own
takes_officers = replace(gives, roles=frozenset({Role.PROVINCIAL_OFFICER, Role.ACCOUNT_ADMIN}))
keeps = does(Verb.OPEN_ACCOUNTS, At.UNIT)
page("people", LOGGED_IN, somebody, of="site")
page("log-in-open", LOGGED_IN, sees(Verb.OPEN_ACCOUNTS, At.ANYWHERE), of="site")
opens = (sees(Verb.OPEN_ACCOUNTS, At.ANYWHERE), does(Verb.OPEN_ACCOUNTS, At.UNIT, FOREIGN_FORM))
act("log-in-open", LOGGED_IN, *opens, of="site", answers=200)
for whose, take in (("clerk", gives), ("closed log-in", gives), ("officer", takes_officers)):
    is_open = whose != "closed log-in"
    page("person", LOGGED_IN, here, of=whose)
    page("role-give", LOGGED_IN, here, gives, of=whose)
    act("role-give", LOGGED_IN, here, gives, of=whose, answers=302 if is_open else 409)
    act("role-take", LOGGED_IN, here, take, of=whose)
    act("log-in-close", LOGGED_IN, here, keeps, of=whose, answers=302 if is_open else 409)
    act("log-in-reopen", LOGGED_IN, here, keeps, of=whose, answers=409 if is_open else 200)
# -- other log-ins: of oneself, and the requests of those one may give a new password ------------
page("openid_connect_callback", of="site", answers=404)  # no such server in the settings
act("openid_connect_login", of="site", answers=404)
page("zalo_callback", of="site", answers=404)
act("zalo_login", of="site", answers=404)
page("log-in-unknown", of="site", answers=LOG_IN)  # nobody was sent by another server
act("log-in-unknown", of="site", answers=LOG_IN)
page("connections", LOGGED_IN, of="site")
act("connections", LOGGED_IN, of="site")
page("claims", LOGGED_IN, of="site")
page("claim", LOGGED_IN, resets_members, of="clerk")
act("claim", LOGGED_IN, resets_members, of="clerk", answers=422)  # without the code

# -- registering --------------------------------------------------------------------------------
files = does(Verb.REGISTER, At.SOMEWHERE)
page("register", of="door")
act("register", replace(files, is_open_to_visitors=True), of="door")
act("look-alikes", of="door", answers=200)
page("register", files, of="inner door")
act("register", files, of="inner door")
act("look-alikes", sees(Verb.REGISTER, At.SOMEWHERE), of="inner door", answers=200)

# -- entries ------------------------------------------------------------------------------------
page("receipt-find", LOGGED_IN, read_here, of="entry", answers=302)
page("entries", LOGGED_IN, read_somewhere)
page("entries-export", LOGGED_IN, read_somewhere)
act("search-save", LOGGED_IN, read_somewhere)
act("search-drop", LOGGED_IN, Gate(None, None, UNTOLD, frozenset()))  # somebody else's: for nobody
page("entry-show", LOGGED_IN, read_here, of="entry")
page("entry-recognition-file", LOGGED_IN, read_here, of="entry")
act("entry-move", LOGGED_IN, read_here, does(Verb.MOVE, At.UNIT), of="entry", answers=ENDED)
accepting = ENDED | {"open": 409, "rejected": 409}  # findings stand against them
act("entry-accept", LOGGED_IN, read_here, decide, of="entry", answers=accepting)
act("entry-reject", LOGGED_IN, read_here, decide, of="entry", answers=ENDED)
act("entry-reopen", LOGGED_IN, read_here, decide, of="entry", answers=ENDED)
act("entry-withdraw", LOGGED_IN, read_here, decide, of="entry", answers=ENDED)
act("entry-mend", LOGGED_IN, read_here, does(Verb.MEND, At.UNIT), of="entry", answers=409)
corrects = does(Verb.CORRECT, At.UNIT)
page("entry-correct", LOGGED_IN, read_here, corrects, of="entry", answers=ENDED)
act("entry-correct", LOGGED_IN, read_here, corrects, of="entry", answers=ENDED)
act("entry-repair-ask", LOGGED_IN, read_here, decide, of="entry", answers=ENDED)
act("entry-repair-end", LOGGED_IN, read_here, decide, of="entry", answers=409)  # nothing is asked
page("entry-versions", LOGGED_IN, read_here, of="entry")
act("entry-recognise", LOGGED_IN, read_here, does(Verb.MEND, At.UNIT), of="entry", answers=ENDED)

# -- findings and copies ------------------------------------------------------------------------
page("findings", LOGGED_IN, read_somewhere)
page("findings-export", LOGGED_IN, read_somewhere)
act("finding-decide", LOGGED_IN, read_here, decide, of="finding", answers=ENDED)
nothing_of_it = does(Verb.SEE_ENTRIES, At.UNIT, 302)  # the list again, nothing was theirs
act("findings-decide", LOGGED_IN, read_somewhere, nothing_of_it, decide)
act("findings-read", LOGGED_IN, decide_somewhere)
page("findings-group", LOGGED_IN, read_somewhere)
act("findings-group", LOGGED_IN, read_somewhere, nothing_of_it, does(Verb.MOVE, At.OWNER))
page("move-notices", LOGGED_IN, read_somewhere)
act("move-notices", LOGGED_IN, read_somewhere, does(Verb.MEND, At.SOMEWHERE))
page("move-show", LOGGED_IN, read_here)
act("move-undo", LOGGED_IN, read_here, does(Verb.MOVE, At.UNIT))
page("cluster", LOGGED_IN, read_here, of="copies")
act("cluster-decide", LOGGED_IN, read_here, decide, of="copies")
act("cluster-ask", LOGGED_IN, read_here, decide, of="copies")
act("cluster-merge", LOGGED_IN, read_here, decide, of="copies", answers={"merged": 409})
act("cluster-undo", LOGGED_IN, read_here, decide, of="merge", answers={"undone": 409})
act("cluster-shares", LOGGED_IN, read_here, decide, of="merge", answers=409)
page("copy-search", LOGGED_IN, sees(Verb.SEARCH_COPIES, At.SOMEWHERE))
page("repeats", LOGGED_IN, decide_somewhere)
act("repeats", LOGGED_IN, decide_somewhere, does(Verb.REVIEW, At.UNIT, 302))
page("repeats-merged", LOGGED_IN, decide_somewhere, read_here, of="merge", answers={"undone": 404})
act("repeats-undo", LOGGED_IN, decide_somewhere, read_here, of="merge", answers={"undone": 404})

# -- sheets -------------------------------------------------------------------------------------
theirs = (import_somewhere, sees(Verb.IMPORT, At.UNIT), read_here)
page("import-upload", LOGGED_IN, import_somewhere)
act("import-upload", LOGGED_IN, import_somewhere, does(Verb.IMPORT, At.UNIT, FOREIGN_FORM))
page("imports-export", LOGGED_IN, import_somewhere)
page("import-template", LOGGED_IN, import_somewhere)
page("import-show", LOGGED_IN, *theirs, of="batch")
act("import-start", LOGGED_IN, *theirs, of="batch")
page("import-watch", LOGGED_IN, *theirs, of="batch", answers={"done": 302, "undone": 302})
page("import-result", LOGGED_IN, *theirs, of="batch")
page("import-undo", LOGGED_IN, *theirs, of="batch")
act("import-undo", LOGGED_IN, *theirs, of="batch", answers={"preview": 409, "undone": 409})

# -- figures ------------------------------------------------------------------------------------
page("progress", LOGGED_IN, figures_near, form="of the unit")
page("progress-download", LOGGED_IN, figures_near, form="of the unit")
act("snapshot-take", LOGGED_IN, does(Verb.SNAPSHOT, At.OWNER))
act("snapshot-take", LOGGED_IN, figures_near, does(Verb.SNAPSHOT, At.UNIT), form="of the unit")
page("snapshot-list", LOGGED_IN, figures_somewhere)
page("snapshots-export", LOGGED_IN, figures_somewhere)
page("snapshot-show", LOGGED_IN, figures_somewhere, of="table")
page("snapshot-download", LOGGED_IN, figures_somewhere, of="table")
page("snapshot-show", LOGGED_IN, sees(Verb.SEE_PROGRESS, At.UNIT), of="own table")
page("snapshot-download", LOGGED_IN, sees(Verb.SEE_PROGRESS, At.UNIT), of="own table")

# -- lists that units hand up -------------------------------------------------------------------
answers_it = does(Verb.ACCEPT_LIST, At.OWNER)  # the unit above the records' own
WAITING_ONLY = {"accepted": 409, "returned": 409}
page("objections", LOGGED_IN, read_somewhere)
page("objections-export", LOGGED_IN, read_somewhere)
page("objection", LOGGED_IN, read_here)
act("objection", LOGGED_IN, read_here, decide)
page("signals", LOGGED_IN, read_somewhere)
page("signals-export", LOGGED_IN, read_somewhere)
explains = does(Verb.CONFIRM_LIST, At.UNIT)
act("signal-explain", LOGGED_IN, read_here, explains, answers=422)  # sent empty
act("signal-seen", LOGGED_IN, read_here, does(Verb.ACCEPT_LIST, At.OWNER))
page("unit-lists", LOGGED_IN, read_somewhere)
page("unit-lists-export", LOGGED_IN, read_somewhere)
page("unit-list", LOGGED_IN, read_here)
act("unit-list-confirm", LOGGED_IN, read_here, does(Verb.CONFIRM_LIST, At.UNIT))
page("list-show", LOGGED_IN, read_here, of="list")
page("list-print", LOGGED_IN, read_here, of="list")
page("list-export", LOGGED_IN, read_here, of="list")
act("list-accept", LOGGED_IN, read_here, answers_it, of="list", answers=WAITING_ONLY)
act("list-return", LOGGED_IN, read_here, answers_it, of="list", answers=WAITING_ONLY)
take_back = does(Verb.CONFIRM_LIST, At.UNIT)
act("list-take-back", LOGGED_IN, read_here, take_back, of="list", answers=WAITING_ONLY)
unlock = does(Verb.UNLOCK_LIST, At.OWNER)
act(
    "list-unlock",
    LOGGED_IN,
    read_here,
    unlock,
    of="list",
    answers={"waiting": 409, "returned": 409},
)

# -- letters ------------------------------------------------------------------------------------
NO_DRAFT = {"issued": 409, "discarded": 409}
page("letters", LOGGED_IN, letters)
page("letters-export", LOGGED_IN, letters)
page("letter-new", LOGGED_IN, letters)
act("letter-new", LOGGED_IN, letters)
page("letter-show", LOGGED_IN, letters, of="letter")
page("letter-file", LOGGED_IN, letters, of="letter")
page("letter-edit", LOGGED_IN, letters, of="letter", answers=NO_DRAFT)
act("letter-edit", LOGGED_IN, letters, of="letter", answers=NO_DRAFT)
issue = does(Verb.ISSUE_LETTER, At.OWNER)
page("letter-issue", LOGGED_IN, letters, issue, of="letter", answers=dict.fromkeys(NO_DRAFT, 404))
act("letter-issue", LOGGED_IN, letters, issue, of="letter", answers=dict.fromkeys(NO_DRAFT, 404))
act("letter-discard", LOGGED_IN, letters, of="letter", answers=NO_DRAFT)
act("letter-replace", LOGGED_IN, letters, of="letter", answers=NO_DRAFT)
act("letter-reopen", LOGGED_IN, letters, of="letter", answers={"issued": 409})

# -- the campaign and its units -----------------------------------------------------------------
page("campaign-show", LOGGED_IN, read_somewhere)
page("campaign-document", LOGGED_IN, read_somewhere)
page("targets-export", LOGGED_IN, read_somewhere)
page("campaign-edit", LOGGED_IN, read_somewhere, edit)
act("campaign-edit", LOGGED_IN, read_somewhere, edit)
page("campaign-download", LOGGED_IN, read_somewhere, edit)
page("campaign-targets", LOGGED_IN, read_somewhere, edit)
act("campaign-targets", LOGGED_IN, read_somewhere, edit)
page("rescreening-show", LOGGED_IN, read_somewhere, does(Verb.RESCREEN, At.OWNER))
act("rescreening-start", LOGGED_IN, read_somewhere, does(Verb.RESCREEN, At.OWNER))
page("units", LOGGED_IN, read_somewhere)
page("units-export", LOGGED_IN, read_somewhere)
page("units-download", LOGGED_IN, read_somewhere)
page("units-load", LOGGED_IN, read_somewhere, does(Verb.EDIT_UNITS, At.SOMEWHERE))
act("units-load", LOGGED_IN, read_somewhere, does(Verb.EDIT_UNITS, At.UNIT))

# -- the journal --------------------------------------------------------------------------------
page("journal", LOGGED_IN, journal)
page("journal-export", LOGGED_IN, journal)
page("journal-person", LOGGED_IN, journal_here, of="entry")
page("journal-person-export", LOGGED_IN, journal_here, of="entry")
page("journal-record", LOGGED_IN, journal_here, of="entry")
page("journal-record-export", LOGGED_IN, journal_here, of="entry")

# -- programs -----------------------------------------------------------------------------------
page("api:show", TOKEN, read_here, of="entry")
act("api:register", TOKEN, does(Verb.REGISTER, At.SOMEWHERE), of="door", answers=201)
page("api:openapi-json", of="site")
page("api:api-root", of="site", answers=404)

ROUTES = tuple(everybody.rows)
