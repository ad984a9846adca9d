"""What a browser calls itself, in words its owner knows: “Firefox, Windows”."""

from django.utils.translation import gettext as _

# the first that is found: later names call themselves by the earlier ones too
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Zalo", "Zalo"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_words(said: str) -> str:
    """Return browser and system by name, as far as they can be told."""
    named = [
        next((name for mark, name in marks if mark in said), "") for marks in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in named if name) or _("a program that gives no name")


def _first(marks: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for mark, name in marks if mark in said), "")
