"""Who holds which post now: a plan names posts alone, and memberships say who holds them.

So nobody edits a plan when somebody moves on: the membership of one person ends, and that of another
begins with the same post.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.domain.elements import live
from planner.domain.people.people import Member
from planner.domain.phrases import listed
from planner.domain.plan import Plan

NOBODY = "Nobody is named for this post"


@dataclass(frozen=True)
class PostHolders:
    """The members of a partnership, to be asked who of them holds a post now."""

    members: tuple[Member, ...]

    def names(self, title: str, agency: str = "") -> tuple[str, ...]:
        """Return who holds a post at an agency now, by name; at any agency where the plan names none.

        However a title is spaced, and whatever its capitals, it is the same post.
        """
        held = self._held.get(_key(title), ())
        return tuple(each.name for each in held if agency in ("", each.agency))

    @cached_property
    def _held(self) -> Mapping[str, list[Member]]:
        held: defaultdict[str, list[Member]] = defaultdict(list)
        for member in self.members:
            for title in dict.fromkeys(map(_key, member.posts)) if member.is_here else ():
                held[title].append(member)
        return held


def holder_words(holders: PostHolders | None, title: str, agency: str = "") -> str:
    """Return who holds a post now as words to stand beside it.

    Nothing where the plan names no post, or where the reader may not see who is in the partnership.

    >>> holder_words(PostHolders(()), "Head of safeguarding", "council")
    'Nobody is named for this post'
    """
    if holders is None or not title.strip():
        return ""
    names = holders.names(title, agency)
    return f"Held now by {listed(names)}" if names else NOBODY


def posts_by_agency(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Return the posts that a plan names at each agency, by its code, for actions and measures that are live.

    >>> from tests.builders import make_plan
    >>> posts_by_agency(make_plan())
    {'council': ('Head of safeguarding', 'Quality officer')}
    """
    named = [
        *((each.lead_agency, each.lead_role) for each in live(plan.actions)),
        *((each.collator_agency, each.collator_role) for each in live(plan.measures)),
    ]
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for agency, title in named:
        if agency and title.strip():
            found[agency].setdefault(_key(title), title)
    return {agency: tuple(titles.values()) for agency, titles in found.items()}


def same_post(title: str, other: str) -> bool:
    """Return whether two titles are those of one post.

    >>> same_post("Head of  safeguarding", "head of Safeguarding")
    True
    """
    return _key(title) == _key(other)


def _key(title: str) -> str:
    return " ".join(title.split()).casefold()
