"""A small register on which anything happens in any order: what is kept stays what is so.

After each step the keys are those of the rows, the sums those of a fresh count, the findings what
looking at all anew would find, and the clusters what the evidence holds together.
"""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from random import Random

import numpy as np
import pytest
from django.db import transaction

from sangkien.actions import moving, review
from sangkien.actions.import_undo import undo_import
from sangkien.actions.journal import By
from sangkien.actions.merging import merge_entries
from sangkien.actions.registration import Filing, register_batch
from sangkien.actions.rekeying import rekey
from sangkien.actions.screening import rescreen
from sangkien.actions.unmerging import undo_merge
from sangkien.adapters.engine import engine
from sangkien.core.duplicates import clusters
from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.entries import entries_of
from sangkien.core.entry import AuthorEntry
from sangkien.core.refusal import Refusal
from sangkien.models import (
    DuplicateFeatures,
    DuplicatePair,
    Finding,
    ImportBatch,
    Initiative,
    Merge,
)
from sangkien.queries.duplicates import NOT_FILED, clusters_of, told_apart
from sangkien.queries.engine_check import (
    Misfiled,
    kept_in_vain,
    misfiled,
    torn_pairs,
    without_rows,
    wrongly_named,
)
from sangkien.queries.features import texts_of
from sangkien.queries.register_size import register_size
from sangkien.queries.tally_check import tally_disagreements
from tests import importing, make
from tests.filed import file_otherwise

pytestmark = pytest.mark.django_db
SEEDS = (102, 254, 300, 2653)  # each of them has found something
STEPS = 24
# parts that can come together in any way: so that a copy of one is not always a copy of another
TITLES = (
    "Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 4",
    "RÈN KĨ NĂNG ĐỌC CHO HS LỚP 4",
    "Bể lọc nước tự chảy cho điểm trường vùng cao",
    "Be loc nuoc tu chay cho diem truong vung cao",
)
IN_GROUPS = (
    "Chia lớp thành nhóm nhỏ, mỗi nhóm đọc một đoạn rồi kể lại bằng lời của mình cho nhóm bên cạnh"
    " nghe, sau đó ghi những từ khó vào sổ và luyện thêm ở nhà cùng anh chị mỗi tối mười phút."
)
OF_SAND = (
    "Dùng hai thùng nhựa cũ, một lớp sỏi, một lớp cát và một lớp than củi, dẫn nước từ khe trên núi"
    " xuống bằng ống tre, mỗi tháng rửa cát một lần, học sinh thay nhau ghi lại mực nước."
)
DESCRIPTIONS = ("", IN_GROUPS, OF_SAND)
AUTHORS = ("Lò Thị Hương", "Vàng A Páo")


class Walk:
    """One register, and the steps that can be taken on it."""

    def __init__(self, seed):
        self.random = Random(seed)
        root = make.unit(name="LĐLĐ tỉnh")
        self.units = [make.unit(root, name) for name in ("LĐLĐ Than Uyên", "LĐLĐ Sìn Hồ")]
        self.campaign = make.campaign(root)
        self.day = 0

    @property
    def by(self):
        self.day += 1
        return By(None, make.NOW + timedelta(days=self.day), is_system=True)

    def some(self, **asked):
        """Any entry, of those asked for, or None."""
        found = list(Initiative.objects.filter(campaign=self.campaign, **asked).order_by("id"))
        return self.random.choice(found) if found else None

    def entry(self):
        choice = self.random.choice
        return make.entry(
            choice(self.units),
            title=choice(TITLES),
            description=choice(DESCRIPTIONS),
            authors=(AuthorEntry(choice(AUTHORS), Decimal(100)),),
            workplace="",
            # brought in late, some were filed before those there are
            occurred_at=make.NOW - timedelta(hours=self.random.randrange(200)),
        )

    def file(self):
        new = [self.entry() for _ in range(self.random.randint(1, 3))]
        register_batch(self.campaign, new, Filing(self.by, Initiative.Channel.API))

    def bring_in(self):
        rows = [
            importing.row(
                self.random.choice(self.units),
                1,
                **{
                    "Tên sáng kiến": self.random.choice(TITLES),
                    "Họ và tên tác giả": self.random.choice(AUTHORS),
                    "Nơi làm việc": "",
                    "Hiệu quả": f"Giảm được {self.day} giờ",
                },
            )
            for _ in range(3)
        ]
        importing.imported(self.campaign, self.campaign.owner, importing.csv_file(rows), self.by)

    def take_back(self):
        batches = ImportBatch.objects.filter(campaign=self.campaign, state="done").order_by("id")
        if batches:
            undo_import(self.random.choice(list(batches)), self.by)

    def move(self):
        if entry := self.some():
            moving.move_initiative(entry, self.random.choice(self.units), reason="Nhầm", by=self.by)

    def withdraw(self):
        if entry := self.some():
            review.withdraw(entry, reason="Xin rút", by=self.by)

    def reject(self):
        if entry := self.some():
            review.reject(entry, code="R05", reason="Không rõ", by=self.by)

    def reopen(self):
        if entry := self.some(state="invalid"):
            review.reopen(entry, reason="Xem lại", by=self.by)

    def decide(self):
        found = list(
            Finding.objects.filter(initiative__campaign=self.campaign, reason="R01").order_by("id")
        )
        if found:
            uphold = self.random.random() < 0.5
            finding = self.random.choice(found)
            review.decide_finding(finding, uphold=uphold, reason="Đã xem", by=self.by)

    def merge(self):
        together = clusters_of(self.campaign.initiatives.values_list("id", flat=True))
        if together:
            kept, *again = self.random.choice(together).members
            kept = Initiative.objects.get(id=kept.id)
            merge_entries(kept, [self.random.choice(again).id], reason="Nộp lại", by=self.by)

    def unmerge(self):
        merges = Merge.objects.filter(campaign=self.campaign, undone_at=None).order_by("id")
        if merges:
            undo_merge(self.random.choice(list(merges)), reason="Nhầm", by=self.by)

    def read_again(self):
        """As another engine read some of them; one is filed meanwhile."""
        ids = list(DuplicateFeatures.objects.values_list("initiative_id", flat=True))
        if not ids:
            return
        old = self.random.sample(ids, self.random.randint(1, len(ids)))
        file_otherwise(*old)
        DuplicateFeatures.objects.filter(initiative__in=old).update(engine_version="0", packed=b"")
        self.file()
        rekey(self.by)

    def step(self):
        """Take one step; return its name, or None where it was refused."""
        name = self.random.choice(KINDS)
        try:
            with transaction.atomic():
                getattr(self, name)()
        except Refusal:
            return None
        return name


KINDS = (
    *["file"] * 3, "bring_in", "take_back", *["move"] * 2, *["withdraw"] * 2, "reject", "reopen",
    *["decide"] * 3, *["merge"] * 2, "unmerge", "read_again",
)  # fmt: skip


@contextmanager
def undone_afterwards():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def findings_of(campaign):
    found = Finding.objects.filter(initiative__campaign=campaign, reason="R01")
    return {
        (finding.initiative_id, finding.rule): (finding.state, finding.details) for finding in found
    }


def filed_in(campaign):
    filed = campaign.initiatives.exclude(state__in=NOT_FILED).order_by("id")
    return list(filed.values_list("id", flat=True))


def differences_when_screened_anew(campaign):
    """What looking at all of it again changes; that is put back."""
    before = findings_of(campaign)
    with undone_afterwards():
        rescreen(campaign, filed_in(campaign), by=make.SYSTEM)
        after = findings_of(campaign)
    return {key: (before.get(key), told) for key, told in after.items() if before.get(key) != told}


def evidence_among(campaign):
    """The pairs that the engine finds in a batch over all that is filed, as it reads them now."""
    ids = filed_in(campaign)
    texts = texts_of(ids)
    judge = engine()
    found = find_pairs(
        *judge.extractor.extract(entries_of([texts[entry_id] for entry_id in ids])),
        judge.artefact.statistics.name_shares,
        judge.artefact.forest,
        correction=judge.correction(register_size(campaign)),
    )
    places = np.array(ids, np.int64) if ids else np.zeros(0, np.int64)
    return set(zip(places[found.earlier].tolist(), places[found.later].tolist(), strict=True))


def clusters_by_evidence(campaign):
    """Connected components of what the engine finds and nobody denied, and of what people said.

    Of a crowd not all pairs are kept: who is told apart from those it is linked to is no more. Who
    got authors by a merge is found by them from then on, and meets nobody filed before anew.
    """
    pairs = {
        (pair.a_id, pair.b_id): pair.decision
        for pair in DuplicatePair.objects.filter(campaign=campaign)
    }
    merges = Merge.objects.filter(campaign=campaign)
    unasked = told_apart(filed_in(campaign)).union(merges.values_list("kept_id", flat=True))
    held = [pair for pair, decision in pairs.items() if decision == "same"]
    found = [
        pair
        for pair in evidence_among(campaign)
        if pairs.get(pair, "open") == "open" and (pair in pairs or unasked.isdisjoint(pair))
    ]
    filed = set(filed_in(campaign))
    return clusters(pair for pair in [*held, *found] if filed.issuperset(pair))


def clusters_kept(campaign):
    found = clusters_of(filed_in(campaign))
    return [frozenset(member.id for member in cluster.members) for cluster in found]


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_what_is_kept_stays_what_is_so(seed):
    walk, taken = Walk(seed), Counter()
    campaign = walk.campaign
    for number in range(STEPS):
        taken[step := walk.step()] += 1

        told = f"seed {seed}, step {number}: {step}"
        assert (list(without_rows()), list(kept_in_vain())) == ([], []), told
        assert (misfiled(), list(torn_pairs())) == (Misfiled([], []), []), told
        assert list(wrongly_named(campaign)) == [], told
        assert differences_when_screened_anew(campaign) == {}, told
        assert tally_disagreements(campaign) == [], told
        assert sorted(map(sorted, clusters_kept(campaign))) == sorted(
            map(sorted, clusters_by_evidence(campaign))
        ), told
    assert len(taken) > len(set(KINDS)) / 2
