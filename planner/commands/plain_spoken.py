"""Every failure of a command as one sentence on the error stream, and its exit status."""

import errno
import os
import sys
from typing import Any

import click

from planner.config import BadSettingError
from planner.domain.errors import PlannerError

FAILED_CHECK, CANNOT_BE_DONE, INTERRUPTED = 1, 2, 130

#: What a system's refusal means to the person who gave the name of a file or folder.
SYSTEM_FAULTS = {
    errno.ENOENT: "it, or the folder it should be in, is not there",
    errno.EACCES: "this account may not",
    errno.EPERM: "this account may not",
    errno.EROFS: "it can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "this account's share of the disk is full",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EEXIST: "a file stands where a folder should be",
    errno.EISDIR: "it is a folder",
    errno.EIO: "the disk failed",
}


class PlainSpokenGroup(click.Group):
    """Commands that end with 0 if all is well, 1 if a check failed, and 2 with a sentence if undone."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command and exit the process with its status."""
        extra["standalone_mode"] = False
        try:
            sys.exit(super().main(*args, **extra) or 0)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(CANNOT_BE_DONE)
        except click.Abort:
            click.echo("Stopped.", err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            # Whoever read our output has seen enough.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except Exception as error:
            sentence = told(error)
            if not sentence:
                raise
            click.echo(sentence, err=True)
            sys.exit(CANNOT_BE_DONE)


def told(error: Exception) -> str:
    """Return what went wrong as a sentence for whoever can mend it, nothing for a fault of the program."""
    if isinstance(error, PlannerError | BadSettingError):
        return str(error)
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "planner"
        return f"{error.format_message()} Run “{command} --help” for how to use it."
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError):
        return _system_fault(error)
    # A database that breaks while it is read; importing the class would load all of SQLAlchemy.
    if any(kind.__name__ == "DBAPIError" for kind in type(error).__mro__):
        return (
            "The database broke off while it was in use. Run “planner doctor”, and restore a backup if it "
            "does not help."
        )
    return ""


def _system_fault(error: OSError) -> str:
    fault = SYSTEM_FAULTS.get(error.errno or 0, (error.strerror or str(error)).lower())
    if not error.filename:
        return f"Partnership Planner was stopped by the system: {fault}. Mend that and try again."
    return f"{error.filename} cannot be used: {fault}. Mend that, or name another file or folder."
