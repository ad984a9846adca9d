"""How the house says no to something well formed: a rule of the house stands against it."""

from sangkien.core.refusals_of_repairs import OF_REPAIRS
from sangkien.core.refusals_of_rooms import OF_ROOMS
from sangkien.core.sentences import N_

SENTENCES: dict[str, str] = {
    **OF_ROOMS,
    "not-allowed": N_(
        "Your role does not include this at this unit. Ask the officer of the unit above to do it."
    ),
    "form-closed": N_("This campaign takes no entries here. Log in, or ask your union's officer."),
    "ref-taken": N_(
        "This entry was received before with other content, as {receipt}. Open that receipt to"
        " see it; to correct it, ask the officer of your unit."
    ),
    "ref-withdrawn": N_(
        "This entry was received as {receipt} and withdrawn. To file it again, start a new entry."
    ),
    "entry-ended": N_("This entry was withdrawn or its import taken back; it is closed."),
    "entry-merged": N_(
        "This entry was merged into {receipt}: it is closed until that is undone. Open {receipt}"
        " and decide there, or undo the merge on the page of the copies."
    ),
    "entry-united": N_(
        "Other entries were merged into this one. Undo that first, on the page of its copies."
    ),
    "merge-nothing": N_(
        "Tick at least one entry beside the one that is kept: there is nothing to merge."
    ),
    "merge-not-copies": N_(
        "{receipt} does not hang together with the entry that is kept any more. Load the page"
        " again and choose anew."
    ),
    "repeat-changed": N_(
        "This is no certain repeat any more: it was decided or moved meanwhile. Load the list again"
        " to see how it stands."
    ),
    "merge-undone": N_("This merge was undone already. Load the page again."),
    "shares-changed": N_(
        "The authors of this entry are others than the page showed. Load the page again and write"
        " their shares anew."
    ),
    "shares-part": N_(
        "The shares add up to {total} %. Each author needs a share above 0 %, and all together are"
        " 100 %: change one of them."
    ),
    "import-merged": N_(
        "Entries of this import were merged with others. Undo these merges first, then take the"
        " import back."
    ),
    "import-listed": N_(
        "Entries of this import stand on list no. {number} of {unit}, which was accepted. Ask"
        " {above} to unlock that list on its page, then take the import back."
    ),
    "entry-listed": N_(
        "The entry stands on list no. {number} of {unit}, which was accepted, and changes only"
        " after that list is unlocked. Ask {above} to unlock it on the page of the list, and say"
        " what is to be corrected."
    ),
    "list-nothing": N_(
        "There is nothing to confirm: every entry that {unit} has in this phase stands on a list"
        " already. What is filed from now on can be confirmed then."
    ),
    "list-waits": N_(
        "List no. {number} of {unit} waits for the unit above. Take it back and confirm anew, or"
        " wait for the answer."
    ),
    "list-below": N_(
        "Lists from below wait for an answer: {count}. Accept or return them first, on the page of"
        " the lists; then confirm."
    ),
    "list-changed": N_(
        "The list changed since you opened the page: {now} entries instead of {seen}. Load the page"
        " again, look at it, and confirm."
    ),
    "list-elsewhere": N_(
        "Somebody was here before you: the list does not stand as the page showed it any more. Load"
        " the page again."
    ),
    "list-own": N_(
        "You confirmed this list yourself. Somebody else at the unit above has to accept it."
    ),
    "list-no-above": N_("There is no unit above {unit} to answer its list."),
    "list-handed-on": N_(
        "List no. {number} of {unit} holds these entries as well. Have that one unlocked first,"
        " then this one."
    ),
    "list-broken": N_(
        "List no. {number} of {unit} is not what was confirmed: its rows were changed afterwards."
        " Report this to whoever keeps the database."
    ),
    "text-is-plain": N_(
        "The texts of this entry stand in Unicode already; there is nothing to mend. Load the page"
        " again."
    ),
    "decision-ahead": N_(
        "A decision cannot count from a day still to come. Write today, {today}, or a day before."
    ),
    "decision-before-filing": N_(
        "The entry was filed on {day}; no decision on it counts from an earlier day. Write {day}"
        " or a later day, or leave the day empty: it then counts from now on."
    ),
    "decision-before-last": N_(
        "Something was found or decided on this entry or a copy of it as of {day}; what is decided"
        " now cannot count from an earlier day. Write {day} or a later day, or leave it empty."
    ),
    "copy-not-asked": N_(
        "Of this entry nothing waits to be decided: it is the first filer, with which the others "
        "are compared, or was decided. Tick the others."
    ),
    "finding-lapsed": N_(
        "This finding no longer holds: the entry has changed. Load the page again."
    ),
    "finding-decided": N_(
        "This finding was decided meanwhile. Open the entry to see how, or to decide otherwise."
    ),
    "exception-provincial": N_(
        "What this rule finds is a fact, and in this campaign only the province accepts an"
        " exception to it. Let the day be corrected, uphold the finding, or pass it up."
    ),
    "exception-national": N_(
        "What this rule finds is a fact, and in this campaign only the confederation accepts an"
        " exception to it. Let the day be corrected, uphold the finding, or pass it up."
    ),
    "finding-passed": N_(
        "This finding was passed up to {unit}. Wait for the answer, or take it back and decide it"
        " yourself."
    ),
    "finding-not-passed": N_(
        "This finding is not passed up: somebody decided it or took it back. Load the page again."
    ),
    "nobody-above": N_(
        "No officer above your level decides findings here, so there is nobody to pass this up to."
        " Ask the author or the unit, then decide it yourself."
    ),
    "note-missing": N_(
        "Say in one sentence what is unsure: the officer above reads it beside the finding."
    ),
    "reason-missing": N_("Say why in one sentence: the member and the next officer will read it."),
    "already-there": N_("The entry counts at {unit} already."),
    "move-undone": N_("This move was undone already. Load the page again."),
    "moved-since": N_(
        "{receipt} was moved or decided on since. Open it and move it by hand if that is right."
    ),
    "outside-campaign": N_("{unit} takes no part in this campaign. Choose one of its units."),
    "has-findings": N_("Decide the open findings first; an entry with one cannot become valid."),
    "not-recognised": N_(
        "The recognition by the council or the head is missing. Enter its number and date first."
    ),
    "unknown-reason": N_("There is no reason code {code}."),
    "import-undone": N_("This import was taken back. To bring the list in again, upload it anew."),
    "import-not-run": N_("This import was never confirmed: there is nothing to take back."),
    "login-empty": N_(
        "The account has no name to log in with. Write one, without spaces around it."
    ),
    "name-long": N_("“{name}” is too long: at most {limit} characters. Shorten it."),
    "login-taken": N_("There is an account “{login}” already. Choose another name."),
    "email-taken": N_(
        "Another account logs in with this e-mail address. Write another one, or ask the officer of"
        " your unit: one person needs one account only."
    ),
    "phone-taken": N_(
        "Another account logs in with this phone number. Write another one, or ask the officer of"
        " your unit: one person needs one account only."
    ),
    "person-taken": N_(
        "Another account belongs to whoever has this member number. Look for it in the list: one"
        " person needs one account only."
    ),
    "log-in-taken": N_(
        "This log-in opens another account already. Log in by it and look which one that is; one"
        " person needs one account only, and the officer of your unit can help."
    ),
    "claim-over": N_(
        "This request was decided, ran out, or got too many wrong codes. Ask the person to log in"
        " that way once more and to send a new one."
    ),
    "claim-code": N_(
        "This is not the code of this request. Ask the person to read it out again, digit by digit;"
        " if it does not fit, it is somebody else's request: refuse it."
    ),
    "factor-last": N_(
        "Your role needs a second factor, and this is the only one you have. Set up another one"
        " first, then take this one away."
    ),
    "log-in-closed": N_("This log-in is closed. An account administrator can open it again."),
    "log-in-open": N_("This log-in is open already. Load the page again."),
    "role-held": N_(
        "The person has this role at {unit} already. To change its end or its units, take it back"
        " first and give it anew."
    ),
    "role-taken": N_("This role was taken back meanwhile. Load the page again."),
    "password-weak": N_("The password is too short or too common. Use at least 10 characters."),
    "password-wrong": N_(
        "This is not the password you have now. Check capital letters and write it again."
    ),
    "password-same": N_("The new password is the one you have now. Choose another."),
    "searches-many": N_("At most {most} searches are kept for a list. Remove one first."),
    "unknown": N_("There is nothing here, or it is not yours to see."),
    "letter-office": N_(
        "The campaign does not say who writes its letters. Missing: {names}. Fill in the part"
        " “letter” of the campaign first."
    ),
    "letter-no-rows": N_("There is no unit below {unit} to remind. Choose the unit above them."),
    "receipt-no-match": N_(
        "Receipt number and name do not belong together. Write the full name of one author as it"
        " was filed, and compare the number with the receipt."
    ),
    "receipt-guesses": N_(
        "Number and name did not fit too often. Wait an hour and try again, open the address you"
        " were given when you filed, or ask the officer of your unit."
    ),
    "table-day-ahead": N_(
        "The day of the figures, {day}, is still to come: there is nothing to count yet. Choose"
        " today, {today}, or a day before."
    ),
    "table-day-early": N_(
        "The day of the figures, {day}, lies before the campaign: its first phase opens on"
        " {opens}. Choose {opens} or a later day."
    ),
    "reminder-day-late": N_(
        "The day of the figures, {day}, lies after the campaign: its last phase closed on"
        " {closes}, and nobody can be reminded to file any more. Choose {closes} or an earlier day."
    ),
    "letter-changed": N_(
        "Somebody saved this letter after you had opened it; it is version {version} now. Compare"
        " with the letter as it stands before you go on."
    ),
    "letter-issued": N_("This letter is issued; it changes no more. Draft a new one instead."),
    "letter-discarded": N_(
        "This draft was discarded. Take it up again on its page before you change it."
    ),
    "letter-signs": N_(
        "The PDF cannot show these signs: {signs}. Edit the letter and write words for them."
    ),
    "letter-broken": N_(
        "The stored file of letter no. {number} is gone or is not the one that was issued. Fetch"
        " it from the back-up, and report this to whoever keeps the server."
    ),
    "document-broken": N_(
        "The stored file of “{document}” is gone. Fetch it from the back-up, or attach it anew on"
        " the page of the campaign."
    ),
    "recognition-broken": N_(
        "The stored file of the recognition of {receipt} is gone. Fetch it from the back-up, or"
        " attach it anew on the page of the entry."
    ),
    "snapshot-broken": N_(
        "Frozen table no. {number} is not what was frozen: its content was changed afterwards."
        " Freeze the table anew, and report this to whoever keeps the database."
    ),
} | OF_REPAIRS


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error
    """Raised by an action when a rule of the house forbids what was asked.

    `code` names the rule (a key of SENTENCES), `details` fill the sentence. Doors answer
    403 for `not-allowed`, 404 for `unknown`, otherwise 409, and print the sentence.
    """

    def __init__(self, code: str, /, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    @property
    def sentence(self) -> str:
        """The English source sentence with {placeholders}; translate, then fill."""
        return SENTENCES[self.code]
