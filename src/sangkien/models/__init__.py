"""All tables. One file per room; what a table means stands in its docstring."""

from sangkien.models.account import Account, ApiToken, Grant, GrantScope
from sangkien.models.campaign import Campaign, Phase, ProgrammeDocument, Target
from sangkien.models.explanation import Explanation
from sangkien.models.imports import ImportBatch, ImportRow
from sangkien.models.initiative import (
    Author,
    DuplicateFeatures,
    DuplicateKey,
    DuplicatePair,
    Initiative,
)
from sangkien.models.journal import JournalLine, JournalMention
from sangkien.models.letter import Letter
from sangkien.models.log_in_claim import LogInClaim
from sangkien.models.merge import Merge, Merged
from sangkien.models.moving import MovedEntry, MoveNotice, Moving
from sangkien.models.objection import Objection
from sangkien.models.passing import Passing
from sangkien.models.person import Person, PersonalDetail
from sangkien.models.receipts import ReceiptGuess
from sangkien.models.repair import RepairRequest
from sangkien.models.screening import Finding, ScreeningRun
from sangkien.models.seal import Seal
from sangkien.models.search import EntryWords, SavedSearch
from sangkien.models.snapshot import Snapshot
from sangkien.models.tally import Tally, TallyDelta
from sangkien.models.unit import PlaceName, Unit, UnitName, WorkplaceRule
from sangkien.models.unit_list import ListedEntry, UnitList
from sangkien.models.version import EntryVersion

__all__ = [
    "Account",
    "ApiToken",
    "Author",
    "Campaign",
    "DuplicateFeatures",
    "DuplicateKey",
    "DuplicatePair",
    "EntryVersion",
    "EntryWords",
    "Explanation",
    "Finding",
    "Grant",
    "GrantScope",
    "ImportBatch",
    "ImportRow",
    "Initiative",
    "JournalLine",
    "JournalMention",
    "Letter",
    "ListedEntry",
    "LogInClaim",
    "Merge",
    "Merged",
    "MoveNotice",
    "MovedEntry",
    "Moving",
    "Objection",
    "Passing",
    "Person",
    "PersonalDetail",
    "Phase",
    "PlaceName",
    "ProgrammeDocument",
    "ReceiptGuess",
    "RepairRequest",
    "SavedSearch",
    "ScreeningRun",
    "Seal",
    "Snapshot",
    "Tally",
    "TallyDelta",
    "Target",
    "Unit",
    "UnitList",
    "UnitName",
    "WorkplaceRule",
]
