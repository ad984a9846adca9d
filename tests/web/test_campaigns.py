from datetime import date
from io import BytesIO

import pytest

from sangkien.actions.targets import import_targets
from sangkien.core.permissions import Role
from sangkien.core.targets import TargetRow
from sangkien.inputs.campaign_form import raw_of
from sangkien.models import Campaign, Target
from sangkien.queries.campaign_values import values_of
from tests import make

pytestmark = pytest.mark.django_db
OFFICER = Role.PROVINCIAL_OFFICER


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def root():
    return make.unit(code="LC", name="LĐLĐ tỉnh Lai Châu")


@pytest.fixture
def campaign(root):
    return make.campaign(
        root,
        slug="c",
        fields=[{"code": "safety", "name": "An toàn"}],
        letter={"place": "Lai Châu", "addressees": ["Các huyện", "Các ngành"]},
        default_day=date(2022, 3, 17),
    )


@pytest.fixture
def officer(client, root):
    client.force_login(make.account(OFFICER, root))
    return client


def form_of(campaign, **changes):
    """Return what a browser sends back of the untouched form, and the changes."""
    raw = raw_of(values_of(campaign))
    sent = {name: value for name, value in raw["campaign"].items() if name != "public_form"}
    sent |= {"public_form": "1"} if raw["campaign"]["public_form"] else {}
    sent |= {name: raw[name] for name in ("fields", "member_kinds")}
    for room in ("phases", "documents"):
        for place, row in enumerate(raw[room], start=1):
            sent |= {f"{room}.{place}.{name}": value for name, value in row.items()}
    for code, settings in raw["rules"].items():
        sent |= {f"rules.{code}.{name}": str(v) for name, v in settings.items() if v is not False}
    for name, value in raw["letter"].items():
        sent[f"letter.{name}"] = "\n".join(value) if isinstance(value, list) else value
    return sent | changes


def test_the_page_shows_phases_rules_and_the_sum_of_targets(officer, campaign, root):
    make.unit(root, "LĐLĐ huyện Than Uyên", code="D1")
    day = date(2022, 1, 13)
    rows = [
        TargetRow(2, "LC", "assigned", 1200, year=2022, from_on=day),
        TargetRow(3, "D1", "assigned", 1150, year=2022, from_on=day),
    ]
    import_targets(campaign, rows, make.SYSTEM)

    page = officer.get("/c/chuong-trinh/").content.decode()

    assert "08/01/2022" in page
    assert "Effect missing" in page
    assert "Fewest words: 3" in page
    assert "add up to 1.150, its own is 1.200 (difference -50)" in page


@pytest.mark.parametrize("districts", [1, 3])
def test_the_page_takes_as_many_queries_for_three_targets_as_for_one(
    officer, campaign, root, districts, django_assert_num_queries
):
    units = [make.unit(root, code=f"D{n}") for n in range(districts)]
    rows = [TargetRow(n, u.code, "assigned", 5, year=2022) for n, u in enumerate(units)]
    import_targets(campaign, rows, make.SYSTEM)

    # session, account, campaign, last run, reach, phases, documents twice, targets twice
    with django_assert_num_queries(11):
        officer.get("/c/chuong-trinh/")


def test_an_untouched_form_changes_nothing(officer, campaign):
    before = values_of(campaign)

    answer = officer.post("/c/chuong-trinh/sua/", form_of(campaign), follow=True)

    assert "No change." in answer.content.decode()
    assert values_of(Campaign.objects.get()) == before


def test_what_is_typed_is_saved(officer, campaign):
    changes = {
        "title": "Chương trình mới",
        "phases.2.closes_on": "30/06/2023",
        "phases.3.title": "Giai đoạn 3",
        "phases.3.opens_on": "01/07/2023",
        "phases.3.closes_on": "01/09/2023",
        "documents.1.kind": "Kế hoạch",
        "documents.1.number": "302/KH-LĐLĐ",
        "documents.1.issued_on": "13/01/2022",
        "fields": "safety: An toàn\ncommunity: Vì cộng đồng",
        "letter.addressees": "Các huyện, thành phố",
        "rules.missing-effect.least_words": "5",
    }
    sent = form_of(campaign, **changes)
    del sent["rules.shares.enabled"], sent["public_form"]

    answer = officer.post("/c/chuong-trinh/sua/", sent)

    saved = Campaign.objects.get()
    values = values_of(saved)
    assert answer.status_code == 302
    assert values.title == "Chương trình mới"
    assert [phase.title for phase in values.phases] == ["Giai đoạn 1", "Giai đoạn 2", "Giai đoạn 3"]
    assert values.documents[0].issued_on == date(2022, 1, 13)
    assert [choice.code for choice in values.fields] == ["safety", "community"]
    assert values.letter["addressees"] == ["Các huyện, thành phố"]
    assert values.rules["missing-effect"]["least_words"] == 5
    assert values.rules["shares"]["enabled"] is False
    assert (values.public_form, saved.rules_version) == (False, 2)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"title": ""}, "title", "Name of the campaign: This is needed"),
        ({"applied_to": "31/11/2023"}, "applied_to", "is no day of the calendar"),
        ({"phases.1.closes_on": ""}, "phases.1.closes_on", "Phase 1, To: This is needed"),
        ({"phases.2.opens_on": "31/05/2022"}, "phases.2.opens_on", "Phases follow each other"),
        ({"documents.1.number": "302"}, "documents.1.kind", "This is needed"),
        (
            {"rules.missing-effect.least_words": "ba"},
            "rules.missing-effect.least_words",
            "Rule “Effect missing”: The setting “least_words” takes a value like 3",
        ),
    ],
)
def test_a_wrong_field_is_answered_with_the_form_and_the_sentence_at_the_field(
    officer, campaign, changes, field, said
):
    before = values_of(campaign)

    answer = officer.post("/c/chuong-trinh/sua/", form_of(campaign, **changes))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in page
    assert f'id="error-{field}"' in page
    assert said in page
    assert values_of(Campaign.objects.get()) == before


def test_the_campaign_file_of_the_page_is_the_one_that_can_be_loaded(officer, campaign):
    answer = officer.get("/c/chuong-trinh/tep/")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="c.toml"'
    assert answer.content.decode().startswith('[campaign]\nslug = "c"')


def test_targets_are_loaded_from_a_sheet(officer, campaign):
    file = BytesIO("Mã đơn vị,Năm,Chỉ tiêu\nLC,2022,1.200\n".encode())
    file.name = "targets.csv"

    answer = officer.post("/c/chi-tieu/nap/", {"sheet": file}, follow=True)

    assert "Targets: 1 set, 0 held already." in answer.content.decode()
    assert Target.objects.get().value == 1200


def test_a_sheet_of_targets_with_unknown_units_is_answered_row_by_row(officer, campaign):
    file = BytesIO("Mã đơn vị,Năm,Chỉ tiêu\nXX-99,2022,1.200\nLC,2022,x\n".encode())
    file.name = "targets.csv"

    answer = officer.post("/c/chi-tieu/nap/", {"sheet": file})

    assert answer.status_code == 422
    assert "“x” is not a number we can read" in answer.content.decode()
    assert not Target.objects.exists()


@pytest.mark.parametrize("address", ["/c/chuong-trinh/sua/", "/c/chi-tieu/nap/"])
def test_only_an_officer_of_the_campaign_edits_it(client, campaign, root, address):
    assert client.get(address).status_code == 302
    client.force_login(make.account(Role.UPPER_OFFICER, root))

    assert client.get(address).status_code == 403
    assert client.post(address, form_of(campaign, title="Khác")).status_code == 403
    assert Campaign.objects.get().title != "Khác"
    assert "Edit the campaign" not in client.get("/c/chuong-trinh/").content.decode()
