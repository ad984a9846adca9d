"""Every report: each module of this folder that has a REPORT."""

import pkgutil
from importlib import import_module

from sangkien import reports
from sangkien.reports.report import Report


def load_reports() -> dict[str, Report]:
    """Return the REPORT of each module under its code, in the order of the codes."""
    names = [
        f"{reports.__name__}.{module.name}"
        for module in pkgutil.iter_modules(reports.__path__)
        if module.name != "catalogue"
    ]
    modules = [import_module(name) for name in names]
    found: list[Report] = [module.REPORT for module in modules if hasattr(module, "REPORT")]
    return {report.code: report for report in sorted(found, key=lambda report: report.code)}
