"""The ladder of claim and plan drawn large for the page of one clause, and its parts for a key."""

from html import escape

from planner.packs.marks import ladder

WIDTH, HEIGHT = 461, 58
_STEP, _PITCH = 111, 116
_STARTS = tuple(0.5 + _PITCH * number for number in range(4))
_CARET = 13
_LAST = _STARTS[-1] + _STEP - _CARET
#: The tip stands over the end of the step that is claimed; inside the drawing at both ends.
_TIPS = (_CARET + 0.5, *(start - (_PITCH - _STEP) / 2 for start in _STARTS[1:]), _LAST)


def large_ladder(claimed: int, shown: int, label: str) -> str:
    """Return the ladder of a clause, four steps wide enough to stand over their names.

    ``claimed`` and ``shown`` are steps from 0 to 4, and ``label`` says both in words. It means what
    ``planner.packs.marks.ladder`` means.
    """
    steps = []
    for number, x in enumerate(_STARTS, start=1):
        kind = ""
        if number <= shown:
            kind = " pp-ladder__step--shown"
        elif number <= claimed:
            kind = " pp-ladder__step--gap"
        steps.append(f'<rect class="pp-ladder__step{kind}" x="{x}" y="26" width="{_STEP}" height="31"/>')
    caret = f'<path class="pp-ladder__caret" d="M{_TIPS[claimed] - _CARET:g} 2.1h26l-13 19.2z"/>'
    return (
        f'<svg class="pp-ladder pp-ladder--l" viewBox="-.5 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(label)}">{"".join(steps)}{caret}</svg>'
    )


def key_ladder(claimed: int, shown: int, *, has_pointer: bool) -> str:
    """Return a small ladder as an example in a key: silent, because its meaning stands beside it."""
    drawn = ladder(claimed, shown, "").replace('role="img" aria-label=""', 'aria-hidden="true"')
    return drawn if has_pointer else drawn[: drawn.index("<path")] + "</svg>"
