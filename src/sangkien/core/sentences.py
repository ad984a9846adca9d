"""Mark sentences of the core for translation without knowing the translator."""


def N_(sentence: str) -> str:  # noqa: N802 - the name that message extractors look for
    """Return `sentence` unchanged; its presence puts it into the catalogue.

    Doors translate the sentence first and fill its {placeholders} after.
    """
    return sentence
