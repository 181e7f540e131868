"""The ladder of claim and plan: filled steps are shown, hatched ones only claimed, a pointer is the claim.

Small beside a row, large on the page of one clause, and silent as an example in a key.
"""

from html import escape
from typing import NamedTuple


class _Size(NamedTuple):
    """Where the four steps of a ladder begin and how large they are, and where its pointer stands."""

    css_class: str
    view: str
    starts: tuple[float, ...]
    step: str
    tips: tuple[float, ...]
    pointer: str


_SMALL = _Size(
    css_class="pp-ladder",
    view="-.5 0 93 20",
    starts=(0.5, 24.0, 47.5, 71.0),
    step='y="9.5" width="20.5" height="9"',
    tips=(0.5, 17.5, 41.0, 64.5, 81.5),
    pointer="0.8h10.0l-5.0 7.4z",
)

WIDTH, HEIGHT = 461, 58
_STEP, _PITCH = 111, 116
_STARTS = tuple(0.5 + _PITCH * number for number in range(4))
_CARET = 13
_LARGE = _Size(
    css_class="pp-ladder pp-ladder--l",
    view=f"-.5 0 {WIDTH} {HEIGHT}",
    starts=_STARTS,
    step=f'y="26" width="{_STEP}" height="31"',
    # The tip stands over the end of the step that is claimed; inside the drawing at both ends.
    tips=(
        0.5,
        *(start - (_PITCH - _STEP) / 2 - _CARET for start in _STARTS[1:]),
        _STARTS[-1] + _STEP - 2 * _CARET,
    ),
    pointer="2.1h26l-13 19.2z",
)


def ladder(claimed: int, shown: int, label: str) -> str:
    """Return the small ladder of a clause.

    ``claimed`` and ``shown`` are steps from 0 to 4, and ``label`` says both in words.
    """
    return _drawn(_SMALL, claimed, shown, _named(label))


def large_ladder(claimed: int, shown: int, label: str) -> str:
    """Return the ladder of a clause, four steps wide enough to stand over their names.

    ``claimed`` and ``shown`` are steps from 0 to 4, and ``label`` says both in words.
    """
    return _drawn(_LARGE, claimed, shown, _named(label))


def key_ladder(claimed: int, shown: int, *, has_pointer: bool) -> str:
    """Return a small ladder as an example in a key: silent, because its meaning stands beside it."""
    return _drawn(_SMALL, claimed, shown, 'aria-hidden="true"', has_pointer=has_pointer)


def _named(label: str) -> str:
    return f'role="img" aria-label="{escape(label)}"'


def _drawn(size: _Size, claimed: int, shown: int, said: str, *, has_pointer: bool = True) -> str:
    steps = []
    for number, x in enumerate(size.starts, start=1):
        kind = ""
        if number <= shown:
            kind = " pp-ladder__step--shown"
        elif number <= claimed:
            kind = " pp-ladder__step--gap"
        steps.append(f'<rect class="pp-ladder__step{kind}" x="{x}" {size.step}/>')
    pointer = f'<path class="pp-ladder__caret" d="M{size.tips[claimed]:g} {size.pointer}"/>'
    return (
        f'<svg class="{size.css_class}" viewBox="{size.view}" {said}>'
        f"{''.join(steps)}{pointer if has_pointer else ''}</svg>"
    )
