"""Reading changes nothing: for a request that only reads, every change is refused."""

from planner.store.database import current_session, read_only


def refuse_changes() -> None:
    """Let nothing be changed by what runs, until ``allow_changes``; whoever tries has made a mistake."""
    read_only(current_session(), on=True)


def allow_changes() -> None:
    """Let changes be made again."""
    read_only(current_session(), on=False)
