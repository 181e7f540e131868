"""``load``, ``dump``, ``template`` and ``check``: a plan from and to one file, and what the rules say."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.commands.plain_spoken import FAILED_CHECK
from planner.commands.shared_options import json_option, open_plans, plan_option, print_json, split_slug
from planner.config import read_settings
from planner.domain.errors import SettingsError
from planner.services.today import current_day

if TYPE_CHECKING:
    from planner.domain.assessment import Assessment

out_file = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def load(file: Path) -> None:
    """Take in a whole plan from a YAML file or a plan workbook, all of it or nothing."""
    from planner.services.plans import load_plan_file, read_plan_file
    from planner.store.checking import refuse_foreign_database
    from planner.store.migrating import upgrade

    settings = read_settings(os.environ)
    if not refuse_foreign_database(settings.database_url):
        # There is no database yet; a file that cannot be loaded shall not leave an empty one behind.
        read_plan_file(file)
        upgrade(settings.database_url)
    with open_plans(settings):
        click.echo(load_plan_file(file, current_day(settings)))


@click.command()
@plan_option
@click.option("--out", type=out_file, default=None, help="FILE.yaml or FILE.xlsx")
def dump(slug: str, out: Path | None) -> None:
    """Write a whole plan to one readable file, or as YAML to the screen."""
    from planner.services.plans import dump_plan

    with open_plans(read_settings(os.environ), slug):
        text = dump_plan(*split_slug(slug), out)
    click.echo(text, nl=False)


@click.command()
@click.option("--out", type=out_file, required=True, help="FILE.xlsx")
def template(out: Path) -> None:
    """Write an empty plan workbook with instructions, lists to choose from and the 28 clauses."""
    from planner.services.plans import WORKBOOK, write_empty_workbook

    if out.suffix.lower() != WORKBOOK:
        raise SettingsError(f"{out.name} is not the name of a workbook: give --out one that ends in .xlsx.")
    write_empty_workbook(out)
    click.echo(out)


@click.command()
@plan_option
@json_option
@click.pass_context
def check(context: click.Context, slug: str, as_json: bool) -> None:
    """Print what every rule says about a plan; exit status 1 if anything must be fixed."""
    from planner.services.plans import show_plan

    with open_plans(read_settings(os.environ), slug) as settings:
        assessment = show_plan(*split_slug(slug), current_day(settings))
    found = told_findings(assessment)
    errors = sum(each["severity"] == "error" for each in found)
    if as_json:
        print_json(found)
    else:
        for each in found:
            click.echo(f"{each['code']} {each['severity']}: {each['reason']}")
            click.echo(f"    {each['cure']} ({each['source']}.)")
        click.echo(f"{errors} must be fixed and {len(found) - errors} should be checked.")
    if errors:
        context.exit(FAILED_CHECK)


def told_findings(assessment: "Assessment") -> list[dict[str, Any]]:
    """Return the findings as people and programs read them, each with its source in words."""
    from planner.domain.source_words import in_words, source_codes

    rules, sources = assessment.guidance.rule_by_code, assessment.guidance.sources
    return [
        {
            **asdict(finding),
            "source": in_words(finding.source, sources),
            "source_codes": source_codes(finding.source),
            "title": rules[finding.code].title,
            "why": rules[finding.code].why,
        }
        for finding in assessment.findings
    ]
