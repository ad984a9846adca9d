"""List the words of this command with what each does."""

from typing import Any

from sangkien.core.sentences import N_
from sangkien.management.command_line import words
from sangkien.management.word import Word


class Command(Word):
    help = N_("List the words there are.")
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        self.stdout.write(words())
