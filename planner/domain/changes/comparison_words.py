"""The sentences of a comparison, made from what changed and nothing else."""

from planner.domain.phrases import upper_first

#: Relations between codes: what is said of a new one and of one that is gone.
_RELATIONS = {
    "clauses": ("now answers {}", "no longer answers {}"),
    "groups": ("is now for group {}", "is no longer for group {}"),
    "depends_on": ("now waits for {}", "no longer waits for {}"),
    "indicators": ("now names {} as an indicator", "no longer names {} as an indicator"),
    "supporting": ("is now supported by {}", "is no longer supported by {}"),
}
#: Texts too long to set beside each other in a sentence.
_LONG = frozenset({"description", "text", "reasoning", "response", "recorded reason", "method"})
#: Texts that would run into the sentence around them.
_QUOTED = frozenset({"title", "source", "forum"})
#: Values that stand for where a thing is, so that they move rather than change.
_MOVING = frozenset(
    {"status", "start date", "end date", "next review", "target date", "claim", "last test", "reading"}
)
_NAMES = {"reading": "latest reading", "next review": "next review date", "retired": "retirement"}
#: What is said when such a value comes where there was none, and when it goes.
_COMING_AND_GOING = {
    "retired": ("{who} was retired on {value}", "{who} was brought back into the plan"),
    "reading": ("{who} has its first reading: {value}", "{who} has no reading any more; it was {value}"),
    "claim": ("{who} is now claimed as {value}", "{who} is no longer claimed as {value}"),
    "recorded reason": (
        "{who} now has a recorded reason: {value}",
        "{who} no longer has a recorded reason; it was: {value}",
    ),
    "link": ("{who} now {value}", "{who} no longer {value}"),
}


def sentence(kind: str, subject: str, field: str, before: str, after: str) -> str:
    """Return what changed as one sentence. ``field`` is empty for a whole thing that came or went.

    >>> sentence("changed", "3.2b", "status", "on track", "at risk")
    '3.2b moved from on track to at risk.'
    >>> sentence("removed", "3.2b", "clauses R3.7", "R3.7", "")
    '3.2b no longer answers R3.7.'
    """
    return upper_first(_words(kind, subject, field, before.rstrip("."), after.rstrip("."))) + "."


def _words(kind: str, subject: str, field: str, before: str, after: str) -> str:
    who = "the plan" if subject == "plan" else subject
    value = after if kind == "added" else before
    relation = _RELATIONS.get(field.partition(" ")[0])
    if not field:
        return f"{who} was {kind}: {value}"
    if relation is not None:
        return f"{who} {relation[kind == 'removed'].format(value)}"
    if field == "status" and kind == "changed":
        return f"{who} moved from {before} to {after}"
    if kind != "changed" and field in _COMING_AND_GOING:
        return _COMING_AND_GOING[field][kind == "removed"].format(who=who.partition(" to ")[0], value=value)
    return _plain(kind, f"the {_NAMES.get(field, field)} of {_owner(who)}", field, before, after)


def _owner(who: str) -> str:
    """Return the subject as the owner of a value; a link is known by its two ends."""
    return f"the link from {who}" if " to " in who else who


def _plain(kind: str, what: str, field: str, before: str, after: str) -> str:
    """Return how an ordinary value changed."""
    if field in _LONG:
        return f"{what} was {kind}"
    if field in _QUOTED:
        before, after = f"“{before}”", f"“{after}”"
    if kind == "added":
        return f"{what} was set: {after}"
    if kind == "removed":
        return f"{what} was taken out; it was {before}"
    return f"{what} {'moved' if field in _MOVING else 'changed'} from {before} to {after}"
