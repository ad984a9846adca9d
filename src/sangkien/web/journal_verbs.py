"""What the verbs of the journal say, each as one sentence, and the groups one looks through."""

from sangkien.core.sentences import N_

SENTENCES = {
    "registered": N_("Filed (%(channel)s); counted at %(unit)s."),
    "moved": N_("Moved from %(from)s to %(unit)s."),
    "finding-upheld": N_("Finding upheld: %(rule)s."),
    "finding-dismissed": N_("Finding dismissed: %(rule)s."),
    "finding-lapsed": N_("Finding no longer holds: %(rule)s."),
    "finding-reopened": N_("Finding open again: %(rule)s."),
    "accepted": N_("Accepted as valid."),
    "rejected": N_("Rejected: %(reason)s."),
    "reopened": N_("Acceptance or rejection taken back; in review again."),
    "withdrawn": N_("Withdrawn."),
    "text-mended": N_("Texts typed for an old font written as they read: %(fields)s."),
    "recognition-recorded": N_("Recognition entered or corrected."),
    "recognition-attached": N_("File of the recognition attached."),
    "import-undone": N_("The import that brought it was taken back."),
    "sheet-received": N_("Sheet sent for a look; rows: %(count)s."),
    "imported": N_("Sheet brought in; new entries: %(count)s."),
    "batch-undone": N_("Import taken back; entries: %(count)s."),
    "campaign-created": N_("Campaign created."),
    "campaign-changed": N_("Campaign changed."),
    "document-attached": N_("File attached to the document “%(document)s”."),
    "document-file-removed": N_("File taken off the document “%(document)s”."),
    "target-set": N_("Target of %(unit)s set: %(count)s, from %(day)s on."),
    "rescreening-started": N_("Screening of all entries begun."),
    "rescreened": N_("All entries screened again."),
    "entries-read-again": N_("Read again for the search for copies; entries: %(count)s."),
    "tally-rebuilt": N_("Counted anew because a unit was moved; entries: %(count)s."),
    "units-created": N_("Units added: %(count)s."),
    "unit-changed": N_("Unit changed: %(unit)s."),
    "unit-moved": N_("Unit placed below another one: %(unit)s."),
    "workplace-rules-set": N_("Rules about workplaces replaced; rules now: %(count)s."),
    "places-set": N_("Places of the units replaced; places now: %(count)s."),
    "places-replaced": N_("Places of the units replaced; places now: %(count)s."),
    "snapshot-taken": N_("Table frozen: %(unit)s."),
    "letter-drafted": N_("Letter drafted."),
    "letter-edited": N_("Letter edited."),
    "letter-issued": N_("Letter issued."),
    "letter-discarded": N_("Draft of a letter discarded."),
    "letter-reopened": N_("Draft of a letter taken up again."),
    "account-opened": N_("Account opened: %(account)s."),
    "password-set": N_("Another password set by whoever keeps the server: %(account)s."),
    "password-reset": N_("New password given for one log-in: %(account)s."),
    "password-changed": N_("Own password changed."),
    "token-made": N_("Token for a program made: %(account)s."),
    "guard-restored": N_("The database refuses changes of the journal again."),
}
GROUPS = {
    "entries": (
        N_("Entries"),
        frozenset(
            {
                "registered",
                "moved",
                "accepted",
                "rejected",
                "reopened",
                "withdrawn",
                "text-mended",
                "recognition-recorded",
                "recognition-attached",
                "import-undone",
            }
        ),
    ),
    "findings": (
        N_("Findings"),
        frozenset(verb for verb in SENTENCES if verb.startswith("finding-")),
    ),
    "imports": (N_("Imports"), frozenset({"sheet-received", "imported", "batch-undone"})),
    "campaign": (
        N_("Campaign and targets"),
        frozenset(
            {
                "campaign-created",
                "campaign-changed",
                "document-attached",
                "document-file-removed",
                "target-set",
                "rescreening-started",
                "rescreened",
                "entries-read-again",
                "tally-rebuilt",
            }
        ),
    ),
    "tables": (
        N_("Frozen tables and letters"),
        frozenset({"snapshot-taken"} | {verb for verb in SENTENCES if verb.startswith("letter-")}),
    ),
}
