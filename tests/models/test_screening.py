import pytest

from sangkien.core.screening.rule import Severity
from sangkien.core.screening.run import RULES
from sangkien.core.states import REASONS
from sangkien.models import Finding, ScreeningRun
from tests import make
from tests.models.holding import is_held_back, longest_of

pytestmark = pytest.mark.django_db


def test_every_rule_reason_severity_and_state_fits_its_column():
    words = {
        "rule": RULES,
        "reason": REASONS,
        "severity": list(Severity),
        "state": Finding.State.values,
    }
    too_long = [
        word
        for field, some in words.items()
        for word in some
        if len(word) > longest_of(Finding, field)
    ]

    assert too_long == []
    assert [code for code in RULES if len(code) > longest_of(ScreeningRun, "rule")] == []


def test_a_finding_goes_with_its_entry_and_a_run_with_its_campaign():
    campaign = make.campaign()
    run = ScreeningRun.objects.create(campaign=campaign, rules_version=1, started_at=make.NOW)
    campaign.delete()

    assert not ScreeningRun.objects.filter(id=run.id).exists()


def test_who_asked_for_a_run_cannot_be_removed():
    account = make.account()
    ScreeningRun.objects.create(
        campaign=make.campaign(), rules_version=1, started_at=make.NOW, by=account
    )

    assert is_held_back(account.delete)


def test_runs_stand_with_the_newest_first():
    campaign = make.campaign()
    runs = [
        ScreeningRun.objects.create(campaign=campaign, rules_version=n, started_at=make.NOW)
        for n in (1, 2)
    ]

    assert list(campaign.screening_runs.all()) == runs[::-1]
