"""``verify-log``: whether the record of every change is still what was written."""

import os

import click

from planner.commands.plain_spoken import FAILED_CHECK
from planner.commands.shared_options import json_option, open_plans, print_json, split_slug
from planner.config import read_settings

partnership_option = click.option(
    "--partnership", "--plan", "slug", default="", metavar="SLUG", help="One partnership; else all of them."
)  # fmt: skip
last_option = click.option(
    "--last", "noted_seal", default="", metavar="SEAL", help="A last seal noted earlier: is it still there?"
)


@click.command("verify-log")
@partnership_option
@last_option
@json_option
@click.pass_context
def verify_log(context: click.Context, slug: str, noted_seal: str, as_json: bool) -> None:
    """Say whether the change log is what was written; name the first bad entry and exit 1 if not."""
    from planner.services.change_log import verify_logs

    with open_plans(read_settings(os.environ), slug):
        found = verify_logs(split_slug(slug)[0], noted_seal.strip().lower())
    if as_json:
        print_json(
            {
                "is_whole": found.is_whole,
                "logs": [
                    {
                        "partnership": log.partnership,
                        "entries": log.entries,
                        "last_seal": log.last_seal,
                        "first_bad": {"entry": log.broken.number, "says": log.broken.says}
                        if log.broken
                        else None,
                        "sentence": log.sentence,
                    }
                    for log in found.logs
                ],
                "noted_in": dict(zip(("partnership", "entry"), found.noted_in, strict=True))
                if found.noted_in
                else None,
            }
        )
    else:
        for log in found.logs:
            click.echo(log.sentence)
            if log.broken is None:
                click.echo(f"    Its last seal, to be noted elsewhere: {log.last_seal}")
        if found.noted_sentence:
            click.echo(found.noted_sentence)
        if not found.logs:
            click.echo("There is no partnership yet, and so no change log.")
    if not found.is_whole:
        context.exit(FAILED_CHECK)
