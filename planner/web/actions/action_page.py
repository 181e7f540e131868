"""The page of one action, ready for its template."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.delivery.standing_words import moved_words
from planner.domain.errors import NotFound
from planner.domain.people.posts import PostHolders
from planner.domain.phrases import named
from planner.domain.plan import Action
from planner.domain.retired_words import retired_words
from planner.domain.theory.graph import what_depends_on
from planner.web.actions.dates import EndDate, MilestoneRow, end_dates, milestone_rows
from planner.web.actions.facts import ActionFacts, action_facts
from planner.web.actions.relations import (
    SupportRow,
    Tie,
    action_ties,
    clause_ties,
    later_actions,
    measure_ties,
    support_rows,
)
from planner.web.actions.updates import Said, ToldCell, UpdateEntry, said_now, told_strip, update_entries
from planner.web.addresses import Part, linked, plan_address
from planner.web.chain_steps import ChainStep, chain_up, nothing_follows
from planner.web.neighbours import Neighbour, around
from planner.web.relations import (
    ChallengeRow,
    EvidenceRow,
    FindingRow,
    challenge_rows,
    evidence_rows,
    finding_rows,
)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence in parts, some of which are links."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class ActionPage:
    """Everything that an action's page displays.

    ``said`` is nothing for a retired action; ``retired`` says then when and why it was. ``fails`` is
    the sentence on what would lose something, and ``fails_address`` the map that shows it.
    """

    code: str
    title: str
    description: str
    crumb: str
    crumb_address: str
    retired: str
    said: Said | None
    strip: tuple[ToldCell, ...]
    chain: tuple[ChainStep, ...]
    chain_missing: str
    findings: tuple[FindingRow, ...]
    fails: Sentence
    fails_address: str
    support: tuple[SupportRow, ...]
    end_dates: tuple[EndDate, ...]
    moved: str
    milestones: tuple[MilestoneRow, ...]
    needs: tuple[Tie, ...]
    later: tuple[Tie, ...]
    measures: tuple[Tie, ...]
    clauses: tuple[Tie, ...]
    evidence: tuple[EvidenceRow, ...]
    challenges: tuple[ChallengeRow, ...]
    updates: tuple[UpdateEntry, ...]
    facts: ActionFacts
    before: Neighbour | None
    after: Neighbour | None


def action_page(assessment: Assessment, code: str, holders: PostHolders | None) -> ActionPage:
    """Return the page of an action, live or retired; raises ``NotFound`` for a code that is none.

    ``holders`` are those of posts, for a reader who may see them.
    """
    plan = assessment.plan
    action = plan.by_code.get(code)
    if not isinstance(action, Action):
        raise NotFound(f"There is no action {code} in this plan. Look for it in the action plan.")
    standing = assessment.standings.get(code)
    radius = what_depends_on(plan, code, assessment.graph)
    chain = chain_up(assessment, code)
    aim = _aim(assessment, action)
    shown = [each.code for each in plan.actions if each.code in assessment.standings or each is action]
    before, after = around(assessment, shown, code)
    return ActionPage(
        code=code,
        title=action.title,
        description=action.description,
        crumb=aim[0],
        crumb_address=aim[1],
        retired=retired_words(action),
        said=said_now(assessment, standing) if standing else None,
        strip=told_strip(assessment, action, standing) if standing else (),
        chain=chain,
        chain_missing=nothing_follows(plan, code) if len(chain) == 1 else "",
        findings=finding_rows(assessment, code),
        fails=Sentence(
            parts=linked(
                assessment, radius.sentence, [each for each in radius.unsupported if each in plan.by_code]
            )
        ),
        fails_address=plan_address(assessment, "theory.show_map", fails=code) if standing else "",
        support=support_rows(assessment, code) if standing else (),
        end_dates=end_dates(action),
        moved=moved_words(action),
        milestones=milestone_rows(action, assessment.today),
        needs=action_ties(assessment, action.depends_on),
        later=later_actions(assessment, code),
        measures=measure_ties(assessment, action),
        clauses=clause_ties(assessment, action),
        evidence=evidence_rows(assessment, code),
        challenges=challenge_rows(assessment, code),
        updates=update_entries(assessment, action),
        facts=action_facts(assessment, action, holders),
        before=before,
        after=after,
    )


def _aim(assessment: Assessment, action: Action) -> tuple[str, str]:
    """Return the name and address of the aim under which the action stands in the plan, empty for none."""
    plan = assessment.plan
    outcome = plan.main_links.get(action.code, "")
    aim = plan.by_code.get(plan.main_links.get(outcome, ""))
    if aim is None:
        return "", ""
    return named(aim), plan_address(assessment, "theory.show_aim", code=aim.code)
