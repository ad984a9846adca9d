"""The pages of docs/ that are lists of what the code holds, made from the code."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve, reverse

from sangkien.core.screening.rule import Rule
from sangkien.core.screening.run import RULES
from sangkien.core.signals.run import SIGNALS
from sangkien.core.signals.signal import Signal
from sangkien.core.standing import COLUMN_NAMES, COLUMN_OF_REASON, Column
from sangkien.core.states import REASONS
from sangkien.management.markdown import doc_page, doc_table
from sangkien.management.permissions_doc import permissions_page
from sangkien.management.settings_meanings import MEANINGS, Meaning
from sangkien.reports.catalogue import load_reports


def generated_docs() -> dict[str, str]:
    """Return the text of each generated file by its name in docs/."""
    return {
        "api.json": api_schema(),
        "permissions.md": permissions_page(),
        "reports.md": reports_page(),
        "rules.md": rules_page(),
        "signals.md": signals_page(),
        "settings.md": settings_page(read_variables(settings.PACKAGE)),
    }


def read_variables(package: Path) -> dict[str, str]:
    """Return the default, as written, of each environment variable the package reads; "" for none.

    Those of settings.py first, in its order; then what other modules ask for by its whole name.
    """
    found = dict(_read_by_settings(ast.parse((package / "settings.py").read_text())))
    for module in sorted(package.rglob("*.py")):
        for name in re.findall(r"environ\.get\(\s*\"(SANGKIEN_\w+)\"", module.read_text()):
            found.setdefault(name, "")
    return found


def settings_page(variables: dict[str, str]) -> str:
    """Return docs/settings.md. KeyError where a variable is read that MEANINGS does not tell."""
    gone = MEANINGS.keys() - variables.keys()
    if gone:
        raise KeyError(f"no module reads {', '.join(sorted(gone))}; see settings_meanings.py")
    rows = [
        [f"`{name}`", MEANINGS[name].form, _default(default, MEANINGS[name]), MEANINGS[name].says]
        for name, default in variables.items()
    ]
    return doc_page(
        "Settings",
        "settings.py and management/settings_meanings.py",
        "Everything that may differ between machines is an environment variable, read once when a"
        " process starts. Yes and no are written `true` and `false`. What does not fit together is"
        " said at the start with an id (`sangkien.E001` …) and a way out.",
        doc_table(["Variable", "Form and unit", "Default", "What it does"], rows),
    )


def rules_page() -> str:
    """Return docs/rules.md: every screening rule, what it costs, what it says, where it is from."""
    return doc_page(
        "Screening rules",
        "core/screening/rules/",
        "Each rule is one file. A rule of severity `hold` opens a finding that puts the entry in"
        " the column named, as undecided, until an officer decides; `note` is a remark that moves"
        " nothing. A campaign switches a rule off, or gives its settings other values, under"
        " `[rules.<code>]` of its file ([campaign.md](campaign.md)).",
        *(_rule(rule) for rule in RULES.values()),
        "## Reason codes",
        doc_table(
            ["Code", "Means", "Column when upheld"],
            [[code, said, COLUMN_NAMES[_column(code)]] for code, said in REASONS.items()],
        ),
    )


def signals_page() -> str:
    """Return docs/signals.md: every signal with its marks, what it says, where it is from."""
    return doc_page(
        "Signals",
        "core/signals/rules/",
        "Figures of a unit that an officer should look at again, on the page “Số liệu cần xem lại”."
        " Each signal is one file. It proves nothing and changes nothing: the unit explains the"
        " figure, the unit above notes that it has read. Sums are of counted entries filed up to"
        " the day that the campaign shows. Not told, because nobody enters it: the number of"
        " members, and of those who took part, which were seen to be"
        " published as one figure.",
        *(_signal(signal) for signal in SIGNALS.values()),
    )


def reports_page() -> str:
    """Return docs/reports.md: every report with its formats."""
    return doc_page(
        "Reports",
        "reports/",
        "`sangkien report <code> --campaign <slug> [--on <day>] --format <format>`; the same"
        " tables stand on the pages.",
        doc_table(
            ["Code", "Title", "Formats"],
            [
                [
                    f"`{report.code}`",
                    report.title,
                    ", ".join(f"`{word}`" for word in report.formats),
                ]
                for report in load_reports().values()
            ],
        ),
    )


def api_schema() -> str:
    """Return the OpenAPI description as the product itself serves it."""
    address = reverse("api:openapi-json")
    answer = resolve(address).func(HttpRequest())
    return json.dumps(json.loads(answer.content), ensure_ascii=False, indent=2) + "\n"


def _read_by_settings(tree: ast.Module) -> Iterator[tuple[str, str]]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > 1]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        prefix = {"env": "SANGKIEN_", "Env()": ""}.get(ast.unparse(call.func).rpartition(".")[0])
        if prefix is not None:
            yield prefix + ast.literal_eval(call.args[0]), ast.unparse(call.args[1])


def _default(written: str, meaning: Meaning) -> str:
    if meaning.default:
        return meaning.default
    return {"False": "no", "True": "yes", "''": "–"}.get(written, f"`{written}`")


def _rule(rule: Rule) -> str:
    source = ast.get_docstring(ast.parse(Path(rule.check.__code__.co_filename).read_text())) or ""
    held = rule.severity == "hold"
    facts = [
        ("Reason", f"{rule.reason} {REASONS[rule.reason]}"),
        ("Severity", str(rule.severity)),
        ("Column", COLUMN_NAMES[_column(rule.reason)] if held else "none: a remark"),
        ("Settings", ", ".join(f"`{k} = {v}`" for k, v in rule.settings.items()) or "none"),
        ("Says", rule.message),
        ("Asks", rule.instruction),
    ]
    told = "\n".join(f"- {term}: {words}" for term, words in facts)
    return f"## `{rule.code}` – {rule.title}\n\n{source}\n\n{told}"


def _signal(signal: Signal) -> str:
    source = ast.get_docstring(ast.parse(Path(signal.check.__code__.co_filename).read_text())) or ""
    marks = ", ".join(f"`{name} = {value}`" for name, value in signal.limits.items())
    told = f"- Marks: {marks}\n- Says: {signal.says}\n- Ordinary reasons: {signal.reading}"
    return f"## `{signal.code}` – {signal.title}\n\n{source}\n\n{told}"


def _column(reason: str) -> Column:
    return COLUMN_OF_REASON.get(reason, Column.OTHER)
