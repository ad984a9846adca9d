import pytest
from django.core.management import call_command

from sangkien.models import EntryWords
from tests import make

pytestmark = pytest.mark.django_db


def test_verify_names_what_is_not_found_and_rebuild_mends_it(capsys):
    entry = make.register(make.campaign(), make.entry(make.unit()))
    EntryWords.objects.all().delete()

    with pytest.raises(SystemExit) as stopped:
        call_command("search", "verify")
    assert stopped.value.code == 1
    assert f" {entry.id} " in capsys.readouterr().err

    call_command("search", "rebuild")
    call_command("search", "verify")
    assert len(capsys.readouterr().out.splitlines()) == 2
