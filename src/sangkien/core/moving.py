"""Which two units are told of an entry that moved: those below which its ways part."""

Steps = list[str]


def parted(came_from: str, to: str) -> tuple[str, str]:
    """Return the places where the ways to two places in the tree part, the losing one first.

    >>> parted("1.2.5.", "1.3.9.")
    ('1.2.', '1.3.')
    >>> parted("1.2.", "1.2.7.")
    ('1.2.', '1.2.7.')
    """
    one, other = _steps(came_from), _steps(to)
    common = next(
        (depth for depth, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return _path(one[: common + 1]), _path(other[: common + 1])


def _steps(path: str) -> Steps:
    return path.rstrip(".").split(".")


def _path(steps: Steps) -> str:
    return "".join(f"{step}." for step in steps)
