"""Run one measurement and print its result as JSON; progress goes to stderr."""

import secrets
from argparse import ArgumentParser
from collections.abc import Sequence

from bench import desk, duplicates, import_sheet, register
from bench.facts import facts, in_json

BENCHES = {"desk": desk, "engine": duplicates, "import": import_sheet, "register": register}


def main(words: Sequence[str]) -> None:
    parser = ArgumentParser(prog="./sk bench", description=__doc__)
    names = parser.add_subparsers(dest="bench", required=True)
    for name, bench in BENCHES.items():
        one = names.add_parser(name, help=bench.__doc__)
        one.add_argument("--seed", type=int, help="of the invented entries; else drawn")
        bench.arguments(one)
    asked = parser.parse_args(words)
    seed = secrets.randbelow(2**31) if asked.seed is None else asked.seed
    head = {"bench": asked.bench, "seed": seed, "machine": facts()}
    print(in_json(head | BENCHES[asked.bench].measure(asked, seed)))
