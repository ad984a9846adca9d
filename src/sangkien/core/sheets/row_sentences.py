"""What the rows of units, targets and rule tables may be told: which rule, and the way out."""

from sangkien.core.sentences import N_

ROW_SENTENCES: dict[str, str] = {
    "cell-empty": N_("This cell is empty, and every row needs it. Fill it in."),
    "text-too-long": N_(
        "“{typed}” has {length} characters, and at most {longest} fit here. Shorten it."
    ),
    "unit-line": N_("“{typed}” is no line of the organisation. Write “địa bàn” or “ngành”."),
    "unit-code-twice": N_(
        "The code “{code}” stands in row {first} already. Give each unit a code of its own."
    ),
    "unit-dates": N_(
        "The unit closes on {closes}, before it opens on {opens}. Correct one of the two days."
    ),
    "unit-code-unknown": N_(
        "No unit has the code “{typed}”. Correct the code, or add that unit first."
    ),
    "unit-code-near": N_(
        "No unit has the code “{typed}”. If “{nearest}” is meant, write it so; otherwise add that "
        "unit first."
    ),
    "unit-cycle": N_(
        "“{code}” would stand below itself: {lineage}. Correct the unit above one of them."
    ),
    "unit-second-root": N_(
        "“{code}” has no unit above it, but “{root}” is the top of the tree. Write the code of "
        "the unit above it."
    ),
    "target-kind": N_(
        "“{typed}” is no kind of target. Write “giao” (assigned), “đăng ký” (registered) or “kế "
        "hoạch” (own plan)."
    ),
    "target-unit-unknown": N_(
        "No unit below {owner} goes by “{typed}”. Correct the name or write the unit's code."
    ),
    "target-unit-near": N_(
        "No unit below {owner} goes by “{typed}”. The nearest names are: {nearest}. Write one of "
        "them or the unit's code."
    ),
    "target-unit-many": N_(
        "“{typed}” is the name of several units: {codes}. Write the code of the one you mean."
    ),
    "target-two-periods": N_(
        "A target is for a phase or for a year, not for both. Empty one of the two cells."
    ),
    "target-phase-unknown": N_(
        "The campaign has no phase “{typed}”. Write the number of one of its phases: {phases}."
    ),
    "target-year": N_("“{typed}” is not a year from {earliest} to {latest}. Correct the year."),
    "target-twice": N_(
        "Row {first} already gives this unit a target of this kind for this time. Keep one of the "
        "two rows."
    ),
    "target-known": N_(
        "From {day} on this target is {value} already, and a target is never overwritten. Write "
        "in “Từ ngày” the later day from which {new} holds."
    ),
    "rule-dates": N_(
        "The rule ends on {closes}, before it begins on {opens}. Correct one of the two days."
    ),
    "rule-unit-missing": N_(
        "A rule of the line “ngành” needs the code of its sector union. Fill it in."
    ),
    "move-entry-unknown": N_(
        "No entry of this campaign was received as “{typed}”. Correct the number, or bring that "
        "entry in first."
    ),
    "move-entry-ended": N_(
        "The entry “{typed}” was withdrawn or its import taken back, and cannot move. Delete this "
        "row."
    ),
    "move-entry-listed": N_(
        "The entry “{typed}” stands on list no. {number} of {unit}, which was accepted. Ask "
        "{above} to unlock that list first, or delete this row."
    ),
    "move-future": N_(
        "“{typed}” lies in the future; an entry cannot have moved then. Correct the moment."
    ),
    "move-before-filing": N_(
        "The entry “{typed}” had not been filed by this moment. Correct the moment."
    ),
    "move-before-later": N_(
        "The entry “{typed}” moved at or after this moment already. Moves are brought in in their "
        "order: delete this row or correct its moment."
    ),
    "move-not-there": N_(
        "The entry “{typed}” did not count there but at {unit}. Correct the unit or empty the cell."
    ),
    "move-already-there": N_("The entry “{typed}” counts at {unit} already. Delete this row."),
}
