"""The language of the screen: Vietnamese, or English where the operator's machine says so."""

from collections.abc import Mapping, MutableMapping
from gettext import bindtextdomain, textdomain
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"
CATALOGUE = "django"  # the catalogue's file there, which pages use as well
DECIDING = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set does, as POSIX has it


def language_of(environment: Mapping[str, str]) -> str:
    """Return "en" where the locale of the environment is an English one, else "vi"."""
    locale = next((found for name in DECIDING if (found := environment.get(name))), "")
    return "en" if locale.startswith("en") else "vi"


def speak(environment: MutableMapping[str, str]) -> str:
    """Set the language for the standard library's gettext, which argparse asks; return it.

    Django's own gettext is another one, and is set when its settings are there.
    """
    # gettext itself looks at this variable first; with C as locale it would stay English
    environment["LANGUAGE"] = language = language_of(environment)
    bindtextdomain(CATALOGUE, str(LOCALE))
    textdomain(CATALOGUE)
    return language
