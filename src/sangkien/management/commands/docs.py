"""`sangkien docs`: write the generated pages of docs/, or say which of them are stale."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from sangkien.core.sentences import N_
from sangkien.management.generated_docs import generated_docs
from sangkien.management.word import Word


class Command(Word):
    help = N_("Write the lists in docs/ (settings, rules, reports, API) from the code.")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help=_("write nothing; fail when stale")
        )
        into = settings.PROJECT / "docs"
        parser.add_argument("--into", type=Path, default=into, help=_("folder to write to"))

    def handle(self, *, check: bool, into: Path, **_options: Any) -> None:
        with override("en"):  # sentences that modules translate when asked stay as in the source
            texts = generated_docs()
        stale = [name for name, text in texts.items() if _differs(into / name, text)]
        if check and stale:
            raise CommandError(
                _("Stale: %(names)s. Run `sangkien docs` and commit.") % {"names": ", ".join(stale)}
            )
        for name in stale:
            (into / name).write_text(texts[name], encoding="utf-8")
            self.stdout.write(_("Written: %(file)s") % {"file": into / name})


def _differs(file: Path, text: str) -> bool:
    return not file.is_file() or file.read_text(encoding="utf-8") != text
