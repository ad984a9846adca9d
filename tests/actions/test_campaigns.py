import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from sangkien.actions.campaign_documents import DocumentFile
from sangkien.actions.campaigns import save_campaign
from sangkien.core.campaign_problems import BadCampaign
from sangkien.core.campaigns import DocumentValues, PhaseValues
from sangkien.core.facts import Window
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.inputs.campaign import campaign_from_toml
from sangkien.models import Campaign, JournalLine, Phase, ProgrammeDocument, Target, Unit
from sangkien.queries.campaign_values import campaign_toml, values_of
from sangkien.queries.progress import Period, counts_of
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 17)
EXAMPLE = Path(__file__).parents[2] / "example"


def written(name="lai-chau-2022", **changes):
    text = (EXAMPLE / name / "campaign.toml").read_text(encoding="utf-8")
    return replace(campaign_from_toml(text, today=TODAY), **changes)


def save(values, by=make.SYSTEM):
    return save_campaign(values, by)


def codes_of(raised):
    return [(problem.place, problem.code) for problem in raised.value.problems]


@pytest.fixture
def owner():
    return make.unit(code="LC", name="LĐLĐ tỉnh Lai Châu")


@pytest.mark.parametrize("name", ["lai-chau-2022", "open-campaign"])
def test_a_campaign_file_is_stored_whole(owner, name):
    saved = save(written(name))

    assert saved.is_new
    assert values_of(saved.campaign) == written(name)


@pytest.mark.parametrize("name", ["lai-chau-2022", "open-campaign"])
def test_an_exported_campaign_reads_back_the_same(owner, name):
    text = campaign_toml(save(written(name)).campaign)

    assert campaign_from_toml(text, today=date(2030, 1, 1)) == written(name)


def test_loading_the_same_file_again_changes_nothing(owner):
    save(written())

    saved = save(written())

    assert (saved.is_new, saved.changed) == (False, ())
    assert list(JournalLine.objects.values_list("verb", flat=True)) == ["campaign-created"]


def test_what_changed_is_named_and_the_rest_is_kept(owner):
    first = save(written()).campaign

    saved = save(written(short_title="Sáng kiến 2022", public_form=True))

    assert saved.campaign.id == first.id
    assert saved.changed == ("short_title", "public_form")
    assert saved.campaign.rules_version == 1
    line = JournalLine.objects.get(verb="campaign-changed")
    assert line.details == {"changed": ["short_title", "public_form"]}
    assert line.changes == {
        "short_title": [written().short_title, "Sáng kiến 2022"],
        "public_form": [False, True],
    }


def test_of_settings_within_settings_only_what_differs_is_told(owner):
    save(written(letter={"place": "Lai Châu", "board": "BAN THƯỜNG VỤ"}))

    save(written(letter={"place": "Tân Phong", "board": "BAN THƯỜNG VỤ"}))

    line = JournalLine.objects.get(verb="campaign-changed")
    assert line.changes == {"letter.place": ["Lai Châu", "Tân Phong"]}


def test_who_signs_letters_is_told_apart_but_not_named_in_the_journal(owner):
    save(written(letter={"signer": "Lò Văn An"}))

    save(written(letter={"signer": "Vàng A Pao"}))

    first, second = JournalLine.objects.order_by("id")
    known, (before, after) = first.changes["letter.signer"][1], second.changes["letter.signer"]
    assert before == known != after
    assert re.fullmatch("#[0-9a-f]{16}", after)
    assert "Lò" not in json.dumps([first.changes, second.changes], ensure_ascii=False)


def test_changed_rules_are_a_new_version(owner):
    save(written())
    rules = {**written().rules, "missing-effect": {"enabled": True, "least_words": 5}}

    saved = save(written(rules=rules))

    assert saved.campaign.rules_version == 2
    assert saved.changed == ("rules",)


def test_leaving_out_what_holds_anyway_is_no_new_version_of_the_rules(owner):
    save(written())

    saved = save(written(rules={}))

    assert (saved.changed, saved.campaign.rules_version) == ((), 1)


def test_a_moved_phase_takes_its_entries_out_of_the_count(owner):
    campaign = save(written()).campaign
    make.register(campaign, make.entry(owner))
    before = counts_of(campaign, owner, period=Period(phase=1)).gross
    later = PhaseValues(1, "Giai đoạn 1", Window(date(2022, 4, 1), date(2022, 5, 31)))

    saved = save(written(phases=(later, written().phases[1])))

    after = counts_of(campaign, owner, period=Period(phase=1)).gross
    assert (before, after, counts_of(campaign, owner).gross) == (1, 0, 1)
    assert saved.needs_rescreening


def test_a_phase_that_is_gone_is_removed(owner):
    campaign = save(written()).campaign

    save(written(phases=written().phases[:1]))

    assert list(campaign.phases.values_list("number", flat=True)) == [1]


def test_a_phase_with_targets_stays(owner):
    campaign = save(written()).campaign
    Target.objects.create(
        campaign=campaign,
        unit=owner,
        kind="assigned",
        phase=Phase.objects.get(campaign=campaign, number=2),
        value=5,
        from_on=TODAY,
        recorded_at=make.NOW,
    )

    with pytest.raises(BadCampaign) as raised:
        save(written(phases=written().phases[:1]))

    assert codes_of(raised) == [("phases", "phase-in-use")]
    assert campaign.phases.count() == 2


def test_a_document_keeps_its_file_when_the_list_changes(owner):
    campaign = save(written()).campaign
    ProgrammeDocument.objects.filter(number="302/KH-LĐLĐ").update(file="documents/302.pdf")
    more = DocumentValues("Công văn", "878/LĐLĐ-CSPL&QHLĐ", date(2022, 3, 17))

    save(written(documents=(*written().documents, more)))

    files = dict(campaign.documents.values_list("number", "file"))
    assert len(files) == 5
    assert files["302/KH-LĐLĐ"] == "documents/302.pdf"


def test_an_unchanged_document_without_a_number_keeps_its_file_beside_another_of_its_kind(owner):
    first, second = DocumentValues("Công văn", issuer="A"), DocumentValues("Công văn", issuer="B")
    campaign = save(written(documents=(first, second))).campaign
    ProgrammeDocument.objects.filter(issuer="B").update(file="documents/b.pdf")

    save(written(documents=(second, first)))
    values = values_of(campaign)
    save(written(documents=(DocumentValues("Công văn", issuer="C"), first)))

    assert values.documents == (second, first)
    in_order = campaign.documents.order_by("position")
    assert list(in_order.values_list("issuer", "file")) == [("C", ""), ("A", "")]


def test_files_of_the_page_are_stored_under_names_of_our_own_and_told_to_the_journal(owner):
    campaign = save(written()).campaign
    stored = list(campaign.documents.order_by("position"))
    files = [DocumentFile(document.id) for document in stored]
    files[1] = DocumentFile(stored[1].id, b"%PDF-1.7 a", "pdf")

    saved = save_campaign(values_of(campaign), make.SYSTEM, files=files)

    document = ProgrammeDocument.objects.exclude(file="").get()
    line = JournalLine.objects.get(verb="document-attached")
    assert saved.changed == ("documents",)
    assert document.id == stored[1].id
    assert re.fullmatch(r"documents/[0-9a-f]{32}\.pdf", document.file.name)
    assert Path(document.file.path).read_bytes() == b"%PDF-1.7 a"
    assert line.details == {
        "document": str(stored[1]),
        "sha256": sha256(b"%PDF-1.7 a").hexdigest(),
    }
    assert values_of(save(written()).campaign) == written()
    assert ProgrammeDocument.objects.exclude(file="").get() == document


def test_a_document_renamed_on_the_page_keeps_its_file_and_a_removed_file_is_gone(owner):
    first, second = DocumentValues("Kế hoạch", "1"), DocumentValues("Kế hoạch", "2")
    campaign = save(written(documents=(first, second))).campaign
    campaign.documents.update(file="documents/x.pdf")
    one, two = campaign.documents.order_by("position")

    renamed = written(documents=(DocumentValues("Kế hoạch", "1/KH"), second))
    files = [DocumentFile(one.id), DocumentFile(two.id, is_removed=True)]
    save_campaign(renamed, make.SYSTEM, files=files)

    kept = campaign.documents.order_by("position").values_list("id", "number", "file")
    assert list(kept) == [(one.id, "1/KH", "documents/x.pdf"), (two.id, "2", "")]
    assert JournalLine.objects.get(verb="document-file-removed").details == {
        "document": "Kế hoạch 2"
    }


def test_what_is_in_peoples_hands_cannot_be_changed(owner):
    campaign = save(written()).campaign
    make.register(campaign, make.entry(owner))
    make.unit(parent=owner, code="LC-GD")

    with pytest.raises(BadCampaign) as raised:
        save(written(owner="LC-GD", receipt_prefix="XX"))

    assert codes_of(raised) == [("owner", "owner-fixed"), ("receipt_prefix", "prefix-fixed")]


def test_an_owner_nobody_knows_is_named_with_everything_else():
    overlapping = (
        PhaseValues(1, "Đợt 1", Window(date(2022, 1, 1), date(2022, 3, 1))),
        PhaseValues(2, "Đợt 2", Window(date(2022, 3, 1), date(2022, 4, 1))),
    )

    with pytest.raises(BadCampaign) as raised:
        save(written(phases=overlapping))

    assert codes_of(raised) == [("phases.2.opens_on", "phase-overlap"), ("owner", "owner-unknown")]
    assert not Campaign.objects.exists()


def test_only_an_officer_of_the_owner_may_save(owner):
    below = make.unit(parent=owner)
    save(written(), make.officer(owner))

    for officer in (make.officer(below), make.officer(owner, Role.UPPER_OFFICER)):
        with pytest.raises(Refusal):
            save(written(title="Khác"), officer)

    assert Campaign.objects.get().title == written().title
    assert Unit.objects.count() == 2
