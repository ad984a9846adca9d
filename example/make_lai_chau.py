"""Make the sheets of the example, the same ones every time.

python example/make_lai_chau.py            writes them
python example/make_lai_chau.py --check    says which are not up to date, and fails if any
"""

import sys
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
if not __package__:  # run as a plain script
    sys.path.insert(0, str(HERE.parent))

from example.makers import sheets  # noqa: E402 - needs the line above
from example.makers.entries import originals  # noqa: E402 - the same
from example.makers.planting import plant  # noqa: E402 - the same
from example.makers.tree import units  # noqa: E402 - the same

SEED = 878


def made_files() -> dict[str, str]:
    """Return the text of every generated file by its path below this folder."""
    random = Random(SEED)  # noqa: S311 - an example needs no secrets
    tree = units()
    entries = plant(originals(random), random)
    made = {
        "lai-chau-2022/units.csv": sheets.unit_rows(tree),
        "lai-chau-2022/targets.csv": sheets.target_rows(),
        "lai-chau-2022/rules/school-lines.csv": sheets.line_rule_rows(),
        "lai-chau-2022/rules/places.csv": sheets.place_rows(),
        "lai-chau-2022/submissions.csv": sheets.submission_rows(entries, tree),
        "lai-chau-2022/moves.csv": sheets.move_rows(entries, tree),
        "lai-chau-2022/labels.csv": sheets.label_rows(entries),
        "open-campaign/targets.csv": sheets.open_target_rows(),
    }
    return {path: sheets.text_of(rows) for path, rows in made.items()}


def outdated() -> list[str]:
    """Return the generated files that are missing or differ from what would be made now."""
    return [path for path, text in made_files().items() if not _holds(HERE / path, text)]


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        stale = outdated()
        sys.stdout.write("".join(f"not up to date: {path}\n" for path in stale))
        return 1 if stale else 0
    for path, text in made_files().items():
        (HERE / path).parent.mkdir(parents=True, exist_ok=True)
        (HERE / path).write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
