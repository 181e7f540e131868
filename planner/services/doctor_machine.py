"""What is wrong with the machine that an installation runs on: its files, its backups, its clock."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planner.config import Settings

#: No clock was right before this product was.
FIRST_YEAR = 2026
#: Machines that share a database may differ by so much.
CLOCKS_DIFFER = timedelta(minutes=5)
OLDEST_BACKUP = timedelta(days=2)


def examine_files(settings: Settings) -> Iterator[str]:
    """Yield a sentence for each file or folder that others on the machine can read and should not.

    On one's own computer that is the key alone; where others are served, all that holds their plans.
    """
    key = settings.key_file.resolve()
    if not settings.secret_key and key.exists() and _mode(key) & (stat.S_IRWXG | stat.S_IRWXO):
        yield (
            f"Others on this machine may read {key}, and could sign in as anybody with it. Run “chmod 600 "
            f"{key}”, and remove the file if somebody may have read it: the next start makes another."
        )
    if not settings.is_production:
        return
    for path in (*_files_of_database(settings.database_url), settings.exports.resolve()):
        if path.exists() and _mode(path) & stat.S_IRWXO:
            yield f"Everybody on this machine may read {path}. Run “chmod o-rwx {path}”."


def examine_clock(now: datetime, newest_entry: datetime | None) -> Iterator[str]:
    """Yield a sentence where the machine's clock cannot be right. Both times are in UTC."""
    cure = "Set it, and let it be kept right by a time service (NTP)."
    if now.year < FIRST_YEAR:
        yield f"The clock of this machine says {now:%d %B %Y}, which is past. {cure}"
    elif newest_entry is not None and newest_entry > now + CLOCKS_DIFFER:
        yield (
            f"The clock of this machine says {now:%d %B %Y, %H:%M} UTC, and the change log already has an "
            f"entry of {newest_entry:%d %B %Y, %H:%M}. {cure}"
        )


def examine_backups(settings: Settings, now: datetime) -> Iterator[str]:
    """Yield a sentence where the folder of backups, if one is set, holds no fresh one."""
    folder = settings.backups
    if folder is None:
        return
    cure = "See whether the backup still runs."
    try:
        times = [each.stat().st_mtime for each in folder.iterdir() if each.is_file() and each.stat().st_size]
    except OSError:
        yield f"The folder of backups, {folder}, cannot be read. Check PLANNER_BACKUPS and who may read it."
        return
    if not times:
        yield f"There is no backup in {folder}. {cure}"
        return
    newest = datetime.fromtimestamp(max(times), UTC)
    if now - newest > OLDEST_BACKUP:
        days = (now - newest).days
        yield f"The newest backup in {folder} is {days} days old. {cure}"


def remarks_on_service(settings: Settings) -> Iterator[str]:
    """Yield what is no fault of an installation for others, and worth a second look."""
    if not settings.is_production:
        return
    if settings.backups is None:
        yield "PLANNER_BACKUPS is not set, so how old the newest backup is was not looked at."
    if settings.proxies == 0:
        yield (
            "PLANNER_PROXIES is 0: if a server stands in front of this one, set how many there are, or all "
            "people seem to come from one address and have to wait for each other's wrong passwords."
        )
    if not settings.second_factor_required:
        yield "PLANNER_SECOND_FACTOR is offered, so a stolen password is enough to sign in as somebody."


def _files_of_database(url: str) -> tuple[Path, ...]:
    name = url.removeprefix("sqlite:///")
    if name == url or name.startswith("file:"):
        return ()
    path = Path(name).resolve()
    return (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
