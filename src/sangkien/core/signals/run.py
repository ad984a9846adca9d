"""Hold figures against every signal in rules/. A new signal is a new file there."""

import pkgutil
from importlib import import_module

from sangkien.core.signals import rules
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Seen, Signal


def load_signals() -> dict[str, Signal]:
    """Return the SIGNAL of each module in rules/ under its code, in the order of the codes."""
    names = (f"{rules.__name__}.{module.name}" for module in pkgutil.iter_modules(rules.__path__))
    found: list[Signal] = [import_module(name).SIGNAL for name in names]
    return {signal.code: signal for signal in sorted(found, key=lambda signal: signal.code)}


SIGNALS = load_signals()


def signals_in(figures: Figures) -> dict[str, Seen]:
    """Return by code what each signal sees in the figures of one unit; empty for nothing.

    >>> from datetime import date
    >>> signals_in(Figures(date(2022, 3, 17)))
    {}
    """
    seen = {code: signal.check(figures, signal.limits) for code, signal in SIGNALS.items()}
    return {code: one for code, one in seen.items() if one is not None}
