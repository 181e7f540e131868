"""The command line: every command of the README, each a thin call of a service.

Whatever a person can put right becomes one sentence on the error stream and exit status 2; a
failed check has exit status 1. Heavy parts are imported by the command that needs them.
"""

import gc
import sys

import click

from planner.commands.accounts import account
from planner.commands.change_log import verify_log
from planner.commands.gallery import gallery
from planner.commands.installation import bench, doctor, upgrade
from planner.commands.pack_files import pack
from planner.commands.partnerships import partnership
from planner.commands.people import people
from planner.commands.plain_spoken import PlainSpokenGroup
from planner.commands.plan_files import check, dump, load, template
from planner.commands.serving import demo, serve


@click.group(cls=PlainSpokenGroup, context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Partnership Planner: from a partnership's living plan to its annual review pack."""


COMMANDS = (
    demo,
    serve,
    pack,
    check,
    load,
    dump,
    template,
    upgrade,
    doctor,
    bench,
    gallery,
    verify_log,
    partnership,
    account,
    people,
)

for command in COMMANDS:
    commands.add_command(command)


def main() -> None:
    """Run the command line and exit the process."""
    # Loading the libraries makes many objects and no garbage: looking for some takes a fifth of the time.
    gc.set_threshold(50_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a sign shows its number, rather than stopping the command.
        getattr(stream, "reconfigure", lambda **_options: None)(errors="backslashreplace")
    commands(prog_name="planner")


if __name__ == "__main__":
    main()
