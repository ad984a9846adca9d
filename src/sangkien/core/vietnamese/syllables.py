"""Which bare syllables Vietnamese can have: onset times rime, by the rules of its spelling.

Bare means folded (no tone, no diacritic) with y written i after a consonant: `ki`, `qui`.
Source: the spelling rules taught in the first grade, written down as two tables.
"""

from functools import lru_cache
from itertools import product

_ONSETS = "b c ch d g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_FRONT_ONLY = frozenset({"k", "gh", "ngh"})
_BACK_ONLY = frozenset({"c", "g", "ng"})

_A = "a ac ach ai am an ang anh ao ap at au ay"
_E = "e ec ech em en eng enh eo ep et eu"
_I = "i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu"
_O = "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oe oen oeo oet"
_U = "u ua uc ui um un ung up ut uu uoc uoi uom uon uong uop uot uou uo"
_UA = "uan uang uat uay"
_UE = "ue uech uenh ueu"
_UY = "uy uya uych uyen uyet uynh uyt uyn uyu uyp"
_RIMES = f"{_A} {_E} {_I} {_O} {_U} {_UA} {_UE} {_UY}".split()
_AFTER_Q = """ua uac uach uai uam uan uang uanh uao uat uau uay uap ue uech uen ueng uenh ueo uet
    ui uich uin uinh uit uiu uoc uot uon uo uoi uyen uyet uya uynh uyt uych"""
_ALONE = "yen yem yet yeu yeng boong xoong goong mooc rooc sooc"


def _legal() -> frozenset[str]:
    found = set(_RIMES) | set(_ALONE.split()) | {"q" + rime for rime in _AFTER_Q.split()}
    for onset, rime in product(_ONSETS.split(), _RIMES):
        front = rime[0] in "ei"
        if (onset in _FRONT_ONLY and not front) or (onset in _BACK_ONLY and front):
            continue
        found.add(onset + rime)
    # gì, gìn, giếng: the i of the onset is the i of the rime
    return frozenset(found | {"gi", "gin", "gich", "giec", "gien", "gieng", "giet", "gip"})


SYLLABLES = _legal()


def is_syllable(token: str) -> bool:
    """Return whether the bare lower-case `token` can be a Vietnamese syllable.

    >>> is_syllable("nghiem"), is_syllable("giair"), is_syllable("hs")
    (True, False, False)
    """
    return token in SYLLABLES


def with_i(token: str) -> str:
    """Return `token` with y after a consonant written i: one spelling of kỹ and kĩ, quý and quí.

    >>> with_i("ky"), with_i("quy"), with_i("thuy"), with_i("y")
    ('ki', 'qui', 'thuy', 'i')
    """
    if not token.endswith("y"):
        return token
    head = token[:-1]
    if head == "qu" or not head or head[-1] not in "aeiouy":
        return head + "i"
    return token


@lru_cache(maxsize=8192)
def halves_of(token: str) -> tuple[str, ...]:
    """Return the two syllables that `token` runs together, or itself when that is not sure.

    >>> halves_of("hocsinh"), halves_of("online")
    (('hoc', 'sinh'), ('online',))
    """
    parts = [(token[:at], with_i(token[at:])) for at in range(2, len(token) - 1)]
    legal = [pair for pair in parts if pair[0] in SYLLABLES and pair[1] in SYLLABLES]
    return legal[0] if len(legal) == 1 else (token,)
