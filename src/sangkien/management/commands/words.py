"""List the words of this command with what each does."""

from typing import Any

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "List the words there are."
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        words = sorted(word for word, app in get_commands().items() if app == "sangkien")
        for word in words:
            said = load_command_class("sangkien", word).help
            self.stdout.write(f"{word:<12} {said.splitlines()[0] if said else ''}")
