"""Bring the Vietnamese catalogue up to date with the sentences in the code and the templates."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from sangkien.core.sentences import N_
from sangkien.management.word import Word

FILE = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES" / "django.po"


class Command(Word):
    help = N_("Collect texts to translate, merge translations, compile them, list what is missing.")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "merge", nargs="*", type=Path, help=_("more .po files to fill gaps from")
        )
        parser.add_argument("--check", action="store_true", help=_("write nothing, only say"))

    def handle(self, *, merge: list[Path], check: bool, **_options: Any) -> None:
        # the extractor is no part of what is installed on a server
        from sangkien.adapters import message_catalogue as catalogue  # optional dependency

        missing = [str(file) for file in merge if not file.is_file()]
        if missing:  # an empty catalogue would fill nothing and say nothing
            raise CommandError(f"There is no file {', '.join(missing)}. Nothing was written.")
        made = catalogue.brought_up_to_date(
            catalogue.read(FILE),
            catalogue.collected(settings.PACKAGE),
            [catalogue.read(file) for file in merge],
        )
        if not check:
            catalogue.write(made, FILE)
        problems = [f"missing: {sentence!r}" for sentence in catalogue.gaps(made)]
        problems += [f"placeholders: {slip}" for slip in catalogue.slips(made)]
        if problems:
            raise CommandError("\n".join([*problems, f"{len(problems)} to mend in {FILE.name}"]))
        self.stdout.write(f"{len(made)} sentences, all translated.")
