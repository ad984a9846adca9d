"""Changes of a text by hand: slips, punctuation, order of clauses, words put in or left out."""

import re
from collections.abc import Callable, Sequence
from random import Random

from bench.engine.abbreviations import reworded
from bench.engine.tables import pairs, table

_WORDS = table("slips")
_CONFUSED, _SCANNED = (
    list(pairs(_WORDS["confused"]).items()),
    list(pairs(_WORDS["scanned"]).items()),
)
_LEFT_OUT = frozenset(_WORDS["left_out"])
_CLAUSE = re.compile(
    r"\s(?=(?:cho|thông qua|bằng|qua|tại|ở|nhằm|trong|để|trên|nhờ|kết hợp|gắn với|đối với|với)\s)"
)
_YEAR = re.compile(r"\b(20[12]\d)\b")
_NUMBER = re.compile(r"\b\d+\b")
_QUOTED = re.compile(r"[“”\"«»]")


def case_changed(random: Random, text: str) -> str:
    styles: list[Callable[[str], str]] = [str.upper, _upper_with_eth, str.lower, _each_word]
    weights = (55, 8, 22, 15) if not text.isupper() else (0, 0, 80, 20)
    return random.choices(styles, weights)[0](text)


def _upper_with_eth(text: str) -> str:
    """Return the text in capitals, with the Icelandic letter that looks like Đ."""
    return text.upper().replace("Đ", "Ð")


def _each_word(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in text.split(" "))


def mistyped(random: Random, text: str, count: int | None = None) -> str:
    """Return the text with one to three slips of the hand or of a scanner."""
    for _ in range(count or random.choice((1, 1, 2, 2, 3))):
        text = random.choice(_SLIPS)(random, text)
    return text


def _confused(random: Random, text: str) -> str:
    return _replaced_once(random, text, _CONFUSED)


def _scanned(random: Random, text: str) -> str:
    return _replaced_once(random, text, _SCANNED)


def _replaced_once(random: Random, text: str, table: Sequence[tuple[str, str]]) -> str:
    right, wrong = random.choice(table)
    places = [found.start() for found in re.finditer(re.escape(right), text)]
    if not places:
        return _swapped(random, text)
    place = random.choice(places)
    return text[:place] + wrong + text[place + len(right) :]


def _swapped(random: Random, text: str) -> str:
    place = _inside(random, text)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _dropped(random: Random, text: str) -> str:
    place = _inside(random, text)
    return text[:place] + text[place + 1 :]


def _doubled(random: Random, text: str) -> str:
    words = text.split(" ")
    place = random.randrange(len(words))
    return " ".join([*words[: place + 1], *words[place:]])


def _spaced(random: Random, text: str) -> str:
    places = [at for at, letter in enumerate(text) if letter == " "]
    if not places:
        return _dropped(random, text)
    place = random.choice(places)
    if random.random() < 0.5:
        return text[:place] + text[place + 1 :]
    return text[: place + 1] + " " + text[place + 1 :]


def _inside(random: Random, text: str) -> int:
    """Return a place with a letter after it; digits are left alone, they tell works apart."""
    for _ in range(20):
        place = random.randrange(max(1, len(text) - 1))
        if text[place : place + 2].isalpha() and len(text[place : place + 2]) == 2:
            return place
    return 0


_SLIPS = (_confused, _confused, _scanned, _swapped, _dropped, _doubled, _spaced)


def punctuated(random: Random, text: str) -> str:
    """Return the text with other quotes, dashes, spaces and full stops."""
    changes = random.sample((_quoted, _ended, _dashed, _wide, _broken), 2)
    for change in changes:
        text = change(random, text)
    return text


def _quoted(random: Random, text: str) -> str:
    if _QUOTED.search(text):
        return _QUOTED.sub(random.choice(('"', "", "''")), text)
    before, after = random.choice((('"', '"'), ("“", "”"), ("«", "»"), ("''", "''"), ("‘", "’")))
    return f"{before}{text}{after}"


def _ended(random: Random, text: str) -> str:
    return text.rstrip(" .") + random.choice((".", "...", " .", ";", "!", "…"))


def _dashed(random: Random, text: str) -> str:
    if "-" in text:
        return text.replace("-", random.choice(("–", " - ", "—", "\u2011")))
    return f"{random.choice(('- ', '– ', '+ ', '1. ', '* '))}{text}"


def _wide(random: Random, text: str) -> str:
    return text.replace(" ", random.choice(("  ", "\u00a0", " \u200b")), random.randint(1, 4))


def _broken(random: Random, text: str) -> str:
    places = [at for at, letter in enumerate(text) if letter == " "]
    if not places:
        return f"{text}\n"
    place = random.choice(places)
    return f"{text[:place]}{random.choice((chr(10), ', ', ' - '))}{text[place + 1 :]}"


def wrapped(random: Random, text: str, workplace: str) -> str:
    """Return the title in a stock wrapping, or with its own unit's name at the end."""
    drawn = random.random()
    if drawn < 0.3:
        return f"{text} tại {workplace}"
    wrap = in_stock_words(random, text)
    return f"{wrap} - {workplace}" if drawn < 0.45 else wrap


def in_stock_words(random: Random, text: str) -> str:
    """Return the title as forms and covers have it: "Sáng kiến kinh nghiệm: …"."""
    return random.choice(_WORDS["wraps"]).format(text)


def reordered(random: Random, text: str) -> str:
    """Return the title with its clauses in another order."""
    clauses = _CLAUSE.split(text)
    if len(clauses) < 2:
        return text
    if len(clauses) == 2 or random.random() < 0.5:
        at = random.randrange(1, len(clauses))
        moved, head = " ".join(clauses[at:]), " ".join(clauses[:at])
        return f"{_first_up(moved)}{random.choice((',', ':', ' -', ''))} {_first_down(head)}"
    first, tail = clauses[0], clauses[1:]
    at = random.randrange(len(tail) - 1)
    tail[at], tail[at + 1] = tail[at + 1], tail[at]
    return " ".join((first, *tail))


def words_changed(random: Random, text: str) -> str:
    """Return the title with one to three small words put in or left out, or its tail cut."""
    clauses = _CLAUSE.split(text)
    if len(clauses) > 2 and random.random() < 0.3:
        return " ".join(clauses[:-1])
    words = text.split(" ")
    for _ in range(random.choice((1, 2, 2, 3))):
        small = [at for at, word in enumerate(words) if at and word.lower() in _LEFT_OUT]
        if small and random.random() < 0.5:
            words.pop(random.choice(small))
        else:
            words.insert(random.randrange(1, len(words) + 1), random.choice(_WORDS["fillers"]))
    return _first_up(" ".join(words))


def year_or_place_changed(random: Random, text: str, workplace: str) -> str:
    """Return the title with another year, or a year or place put in, or its place left out."""
    clauses = re.split(r"\s(?=tại\s)", text)
    if len(clauses) > 1 and random.random() < 0.4:
        return clauses[0]
    if _YEAR.search(text):
        by = random.choice((-2, -1, 1, 1, 2))
        return _YEAR.sub(lambda found: str(int(found[1]) + by), text)
    if random.random() < 0.5 and len(clauses) == 1:
        return f"{text} tại {workplace}"
    return f"{text} {random.choice(_WORDS['terms'])}"


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first_down(text: str) -> str:
    return text[:1].lower() + text[1:]


def edited(random: Random, sentences: Sequence[str]) -> list[str]:
    """Return a description with light edits: a sentence less, some words and numbers other."""
    kept = list(sentences)
    if len(kept) > 3 and random.random() < 0.5:
        kept.pop(random.randrange(len(kept)))
    for at in range(len(kept)):
        drawn = random.random()
        if drawn < 0.2:
            kept[at] = reworded(random, kept[at], 0.4)
        elif drawn < 0.26:
            kept[at] = mistyped(random, kept[at], 1)
        elif drawn < 0.3:
            kept[at] = _NUMBER.sub(lambda _: str(random.randint(2, 300)), kept[at], count=1)
    if len(kept) > 3 and random.random() < 0.3:
        at = random.randrange(len(kept) - 1)
        kept[at], kept[at + 1] = kept[at + 1], kept[at]
    return kept
