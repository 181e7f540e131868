"""What the two demonstration plans promise: the counts, statuses and flaws that people are shown."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from planner.domain.assessment import Assessment, assess
from planner.domain.changes.comparison import compare
from planner.domain.delivery.due import due_between
from planner.domain.guidance import Guidance
from planner.domain.identifiers import find_identifiers
from planner.domain.language import language_hits
from planner.domain.measures.suppression import masked_for_export
from planner.domain.plan import Action, Assumption, Plan
from planner.domain.rules.findings import Finding
from planner.domain.vocabulary import (
    Answer,
    ChallengeStep,
    ClaimStatus,
    Delivery,
    EvidenceKind,
    Gap,
    Mark,
    Nation,
    Prevention,
    Progress,
    Status,
    Strength,
)
from planner.exchange.document import to_document
from planner.exchange.plan_file import PlanFile
from planner.exchange.plan_yaml import read_plan_yaml
from planner.paths import seed_folder
from planner.reference.guidance import load_guidance

TODAY = date(2026, 11, 21)
QUARTER_ENDS = (date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))
APPROVED_ON = date(2025, 9, 30)

#: The demo's year: status at four quarter ends, December 2025 to September 2026, and on the demo's day.
YEAR = {
    "1.1a": "NGAB B", "1.1b": "NGGA A", "1.1c": "NNNG G", "1.2a": "GAAB B", "1.2b": "GBBE E",
    "1.2c": "NGAR R", "1.2d": "NNGG G", "1.3a": "NGGA A", "1.3b": "NGGA A", "1.3c": "NNGG G",
    "2.1a": "GBBE E", "2.1b": "NGAA A", "2.1c": "GGGB B", "2.1d": "NNGG G", "2.2a": "NGGG G",
    "2.2b": "NNGG G", "2.3a": "NGGB B", "2.3b": "NNAA A", "2.3c": "NNGG G", "3.1a": "NGAB B",
    "3.1b": "GGGG G", "3.1c": "NNGA A", "3.2a": "GGBE E", "3.2b": "NGGA A", "3.2c": "NGAB B",
    "3.2d": "NGGG G", "3.3a": "NGGB B", "3.3b": "NNNN N", "3.3c": "GBBB B", "4.1a": "NGAA A",
    "4.1b": "NNNG G", "4.2a": "NNAR R", "4.2b": "NNNG G", "4.2c": "NGGG G", "4.3a": "GAAB B",
    "4.3b": "NNGA A", "5.1a": "GGBB B", "5.1b": "NNGG G", "5.1c": "NNNG G", "5.2a": "NGAP P",
}  # fmt: skip
STALE = {"1.3c", "2.2a", "2.2b", "3.1b", "4.2c"}
WITHOUT_EVIDENCE = {"2.3a", "3.3a"}


@pytest.fixture(scope="module")
def guidance() -> Guidance:
    return load_guidance()


def read(name: str, guidance: Guidance) -> PlanFile:
    return read_plan_yaml(seed_folder() / "demo" / name, guidance)


@pytest.fixture(scope="module")
def northvale(guidance: Guidance) -> Plan:
    return read("northvale.yaml", guidance).plan


@pytest.fixture(scope="module")
def earlier(guidance: Guidance) -> PlanFile:
    return read("northvale-1.0.yaml", guidance)


@pytest.fixture(scope="module")
def southmere(guidance: Guidance) -> Plan:
    return read("southmere.yaml", guidance).plan


@pytest.fixture(scope="module")
def assessed(northvale: Plan, guidance: Guidance) -> Assessment:
    return assess(northvale, guidance, TODAY)


@pytest.fixture(scope="module", params=["northvale.yaml", "northvale-1.0.yaml", "southmere.yaml"])
def any_plan(request: pytest.FixtureRequest, guidance: Guidance) -> Plan:
    return read(str(request.param), guidance).plan


def letter(action: Action, day: date) -> str:
    """Return the letter of the status that was last declared on or before a day."""
    said = [each.status for each in action.updates if each.on <= day]
    return (said[-1] if said else Status.NOT_STARTED).letter


def action(plan: Plan, code: str) -> Action:
    found = plan.by_code[code]
    assert isinstance(found, Action)
    return found


def texts(value: object) -> Iterator[str]:
    """Yield every text of a document, at any depth."""
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def found(assessed: Assessment, rule: str) -> list[Finding]:
    return [each for each in assessed.findings if each.code == rule]


class TestEveryDemoPlan:
    def test_no_two_things_share_a_code(self, any_plan: Plan) -> None:
        codes = [node.code for _, node in any_plan.nodes()]
        for group in (any_plan.assumptions, any_plan.evidence, any_plan.challenges, any_plan.risks):
            codes += [each.code for each in group]
        assert [code for code, count in Counter(codes).items() if count > 1] == []

    def test_every_link_says_why(self, any_plan: Plan) -> None:
        assert [(each.source, each.target) for each in any_plan.links if not each.because] == []

    def test_every_update_has_a_sentence_and_a_post(self, any_plan: Plan) -> None:
        updates = [each for action in any_plan.actions for each in action.updates]
        assert all(each.sentence.endswith(".") and len(each.sentence) > 20 for each in updates)
        assert all(each.by_role for each in updates)
        assert not [each.sentence for each in updates if "ongoing" in each.sentence.casefold()]

    def test_nothing_looks_like_a_childs_record(self, any_plan: Plan) -> None:
        assert [hit for text in texts(to_document(any_plan)) for hit in find_identifiers(text)] == []

    def test_the_words_are_right_but_for_the_two_planted_ones(
        self, any_plan: Plan, guidance: Guidance
    ) -> None:
        hits = [
            hit.words
            for text in texts(to_document(any_plan))
            for hit in language_hits(text, guidance.language)
        ]
        planted = any_plan.partnership.slug == "northvale" and len(any_plan.versions) == 3
        assert hits == (["CSA", "CSA"] if planted else [])

    def test_readings_agree_with_their_counts(self, any_plan: Plan) -> None:
        for measure in any_plan.measures:
            if measure.unit != "%":
                continue
            for reading in measure.readings:
                if reading.value is not None and reading.numerator and reading.denominator:
                    share = 100 * reading.numerator / reading.denominator
                    assert share == pytest.approx(reading.value, abs=0.51), (measure.code, reading.period)


class TestNorthvale:
    def test_it_has_the_size_that_the_demo_promises(self, northvale: Plan) -> None:
        sizes = [
            len(each)
            for each in (
                northvale.priorities,
                northvale.aims,
                northvale.outcomes,
                northvale.actions,
                northvale.measures,
            )
        ]
        assert sizes == [5, 5, 14, 40, 20]
        assert [(each.label, each.dated_on) for each in northvale.versions] == [
            ("0.3", date(2025, 5, 19)), ("1.0", APPROVED_ON), ("1.1", date(2026, 11, 20)),
        ]  # fmt: skip

    def test_statuses_are_those_of_the_demos_year(self, northvale: Plan) -> None:
        days = (*QUARTER_ENDS, TODAY)
        told = {each.code: "".join(letter(each, day) for day in days) for each in northvale.actions}
        assert told == {code: year.replace(" ", "") for code, year in YEAR.items()}

    def test_every_lead_said_something_at_every_quarter_end_but_the_five_silent_ones(
        self, northvale: Plan
    ) -> None:
        for each in northvale.actions:
            expected = QUARTER_ENDS[:3] if each.code in STALE else QUARTER_ENDS
            assert set(expected) <= {update.on for update in each.updates}, each.code
        last = {each.code: each.updates[-1].on for each in northvale.actions}
        assert {code for code, day in last.items() if day == date(2026, 6, 30)} == STALE
        assert {day for code, day in last.items() if code not in STALE} >= {
            date(2026, 9, 30),
            date(2026, 11, 18),
        }

    def test_unverified_are_the_silent_and_the_unproven(self, assessed: Assessment) -> None:
        unverified = {
            code for code, each in assessed.standings.items() if each.delivery is Delivery.UNVERIFIED
        }
        assert unverified == STALE | WITHOUT_EVIDENCE
        shown = {status: count for status, count in assessed.delivery_counts.items() if count}
        assert shown == {
            Delivery.OFF_TRACK: 2, Delivery.AT_RISK: 9, Delivery.UNVERIFIED: 7, Delivery.ON_TRACK: 9,
            Delivery.NOT_STARTED: 1, Delivery.PAUSED: 1, Delivery.COMPLETE: 8, Delivery.EMBEDDED: 3,
        }  # fmt: skip

    def test_one_red_asks_and_one_does_not(self, northvale: Plan) -> None:
        late, waiting = action(northvale, "1.2c"), action(northvale, "4.2a")
        assert not any(each.ask for each in late.updates)
        assert (TODAY - (late.end_on or TODAY)).days == 52
        last = waiting.updates[-1]
        assert "£34,000" in last.ask
        assert (last.ask_of, last.ask_by) == ("Mid Vale Integrated Care Board", date(2027, 1, 15))
        assert [each.status for each in waiting.updates[-2:]] == [Status.OFF_TRACK, Status.OFF_TRACK]

    def test_seven_end_dates_moved_for_a_reason_and_the_first_is_kept(self, northvale: Plan) -> None:
        moved = {each.code: each for each in northvale.actions if each.date_changes}
        assert {code: each.first_end_on for code, each in moved.items()} == {
            "1.1b": date(2026, 7, 31), "1.2c": date(2026, 6, 30), "1.3a": date(2026, 9, 30),
            "2.3b": date(2026, 12, 31), "3.2b": date(2026, 8, 31), "4.1a": date(2026, 9, 30),
            "4.2a": date(2026, 12, 31),
        }  # fmt: skip
        assert all(change.reason for each in moved.values() for change in each.date_changes)

    def test_measures_progress_as_the_demo_promises(self, assessed: Assessment) -> None:
        by_progress: dict[Progress, set[str]] = {}
        for code, each in assessed.progress.items():
            by_progress.setdefault(each.progress, set()).add(code)
        assert len(by_progress.pop(Progress.IMPROVING)) == 12
        assert by_progress == {
            Progress.NO_CHANGE: {"M15", "M17"}, Progress.WORSE: {"M18"}, Progress.TOO_EARLY: {"M16", "M19"},
            Progress.NO_DATA: {"M12"}, Progress.CONTEXT: {"M02", "M14"},
        }  # fmt: skip

    def test_few_readings_fall_due_and_one_is_late(self, assessed: Assessment) -> None:
        due = due_between(assessed.plan, TODAY, date(2026, 12, 31))
        assert {each.subject for each in due if each.kind == "reading"} == {"M03", "M04", "M10", "M14"}
        assert [code for code, each in assessed.progress.items() if each.days_late] == ["M09"]

    def test_a_hidden_number_stays_hidden_and_a_small_one_is_hidden_on_the_way_out(
        self, northvale: Plan
    ) -> None:
        readings = {each.code: each.readings for each in northvale.measures}
        assert [each.mark for each in readings["M04"]] == [None, Mark.CONFIDENTIAL, None]
        assert readings["M14"][0].value == 4
        outside = {each.code: each for each in masked_for_export(northvale).measures}["M14"]
        assert (outside.readings[0].value, outside.readings[0].mark) == (None, Mark.CONFIDENTIAL)
        assert outside.baseline is None
        assert [each.value for each in outside.readings[1:]] == [6, 9, 7]

    def test_second_figures_stand_beside_and_not_for_themselves(self, northvale: Plan) -> None:
        beside = {
            each.code: (each.beside_title, each.beside_target, [reading.beside for reading in each.readings])
            for each in northvale.measures
            if each.code in {"M17", "M20"}
        }
        assert beside == {
            "M17": ("Non-recent share", 35, [18, 22, 27, 31]),
            "M20": ("Used a practice resource in the last 3 months", 70, [33, 38, 44]),
        }

    def test_claims_run_ahead_on_eleven_clauses(self, assessed: Assessment) -> None:
        assert assessed.gap_counts[Gap.AHEAD] == 11
        assert assessed.gap_counts[Gap.MATCHES] == 14
        behind = {code for code, each in assessed.coverage.items() if each.gap is Gap.BEHIND}
        assert behind == {"R4.1", "R6.2", "R6.3"}
        assert len({each.clause for each in assessed.plan.claims}) == 28

    def test_one_clause_is_claimed_and_answered_by_nothing(self, assessed: Assessment) -> None:
        bare = assessed.coverage["R4.6"]
        assert (bare.actions, bare.measures, bare.recorded_reason) == ((), (), None)
        assert bare.claimed is ClaimStatus.PLANNED
        assert [code for code, each in assessed.coverage.items() if not each.actions] == ["R4.6"]

    def test_evidence_is_of_every_kind_and_of_the_promised_strengths(self, assessed: Assessment) -> None:
        assert {each.kind for each in assessed.plan.evidence} == set(EvidenceKind)
        finished = {code for code, year in YEAR.items() if year[-1] in "BE"}
        strengths = Counter(assessed.standings[code].strength for code in finished)
        assert strengths == {Strength.CHANGE: 2, Strength.QUALITY: 4, Strength.ACTIVITY: 5, Strength.NONE: 2}

    def test_second_links_and_doubtful_ones_are_where_the_map_draws_them(self, northvale: Plan) -> None:
        seconds = {(each.source, each.target) for each in northvale.links if not each.main}
        assert seconds == {
            ("2.2a", "O2.1"), ("3.1b", "O3.3"), ("4.3a", "O3.2"), ("5.1b", "O5.2"), ("A3", "P4"),
            ("O2.3", "A3"), ("O3.2", "A4"), ("O4.3", "A5"), ("M20", "O5.2"),
        }  # fmt: skip
        doubtful: list[Assumption] = [each for each in northvale.assumptions if each.is_doubtful]
        assert {(each.source, each.target) for each in doubtful} == {
            ("O1.3", "A1"),
            ("O4.2", "A4"),
            ("O4.3", "A5"),
        }

    def test_prevention_works_at_all_three_levels_of_aim_one(self, northvale: Plan) -> None:
        levels = {each.prevention for each in northvale.actions if each.code.startswith("1.")}
        assert levels == set(Prevention)

    def test_challenges_have_every_kind_of_ending(self, northvale: Plan) -> None:
        steps = {each.code: [event.step for event in each.events] for each in northvale.challenges}
        assert steps == {
            "C1": [ChallengeStep.REPLIED, ChallengeStep.REOPENED], "C2": [],
            "C3": [ChallengeStep.REPLIED, ChallengeStep.CLOSED], "C4": [ChallengeStep.CLOSED], "C5": [],
        }  # fmt: skip
        by_code = {each.code: each for each in northvale.challenges}
        assert by_code["C2"].reply_due_on == date(2026, 12, 4)
        assert by_code["C3"].answer is Answer.ACCEPTED

    @pytest.mark.parametrize(
        ("rule", "subjects"),
        [
            ("V09", ["M09"]),
            ("V10", ["1.3b", "2.3a", "3.3a", "3.3b"]),
            ("V11", ["R4.6"]),
            ("V17", ["O2.2", "O3.2", "O4.2"]),
            ("V22", ["S4", "S9"]),
        ],
    )
    def test_the_planted_flaws_are_found(self, assessed: Assessment, rule: str, subjects: list[str]) -> None:
        assert sorted(each.subject for each in found(assessed, rule)) == subjects

    def test_nothing_else_is_wrong_with_it(self, assessed: Assessment) -> None:
        assert {each.code for each in assessed.findings} == {"V09", "V10", "V11", "V17", "V22"}


class TestNorthvaleAsApproved:
    def test_it_is_a_snapshot_of_the_day_it_was_approved(self, earlier: PlanFile) -> None:
        assert earlier.snapshot is not None
        assert (earlier.snapshot.label, earlier.snapshot.taken_on) == (
            "Version 1.0, approved 30 September 2025", APPROVED_ON,
        )  # fmt: skip
        assert (earlier.plan.version or earlier.plan.versions[0]).label == "1.0"

    def test_nothing_in_it_happened_later(self, earlier: PlanFile) -> None:
        plan = earlier.plan
        assert not any(each.updates or each.date_changes for each in plan.actions)
        assert not any(step.done_on for each in plan.actions for step in each.milestones)
        days = [reading.entered_on for each in plan.measures for reading in each.readings]
        days += [each.baseline_on for each in plan.measures] + [each.tested_on for each in plan.assumptions]
        days += [each.on for each in plan.evidence] + [each.on for each in plan.claims]
        assert max(day for day in days if day) <= APPROVED_ON
        assert all(each.baseline is not None or each.baseline_due_on for each in plan.measures)
        assert not any(
            "2026" in each.text for each in plan.sections if each.code in {"S4", "S6", "S7", "S8", "S9"}
        )

    def test_its_claims_are_modest(self, earlier: PlanFile) -> None:
        assert {each.status for each in earlier.plan.claims} == {
            ClaimStatus.NOT_LOOKED_AT,
            ClaimStatus.GAP_CONFIRMED,
        }
        assert len(earlier.plan.claims) == 28

    def test_comparing_it_with_today_tells_the_demos_story(self, earlier: PlanFile, northvale: Plan) -> None:
        changes = compare(earlier.plan, northvale)
        told = {(each.kind, each.subject, each.field) for each in changes}
        assert {each.subject for each in changes if each.kind == "added"} >= {"1.1c", "4.2b"}
        assert {
            ("changed", "O2.3", "title"),
            ("changed", "M07", "target"),
            ("changed", "4.3b", "lead agency"),
        } <= told
        assert len(earlier.plan.actions) == 38


class TestSouthmere:
    def test_it_is_a_small_welsh_plan(self, southmere: Plan) -> None:
        sizes = [
            len(each) for each in (southmere.aims, southmere.outcomes, southmere.actions, southmere.measures)
        ]
        assert sizes == [3, 6, 12, 8]
        assert southmere.partnership.nation is Nation.WALES
        words = " ".join(texts(to_document(southmere)))
        for term in (
            "Regional Safeguarding",
            "child protection register",
            "local health board",
            "Keeping Learners Safe",
            "Wales Safeguarding Procedures",
            "RSE",
        ):
            assert term in words
        for english in ("Integrated Care Board", "Working Together", "child protection plan"):
            assert english not in words

    def test_it_is_new_and_in_another_state_than_northvale(self, southmere: Plan, guidance: Guidance) -> None:
        assert min(each.on for action in southmere.actions for each in action.updates) >= date(2026, 9, 30)
        assessed = assess(southmere, guidance, TODAY)
        assert {status for status, count in assessed.delivery_counts.items() if count} >= {
            Delivery.OFF_TRACK, Delivery.AT_RISK, Delivery.ON_TRACK, Delivery.NOT_STARTED, Delivery.PAUSED,
            Delivery.COMPLETE,
        }  # fmt: skip
        assert [(each.subject, each.code) for each in assessed.findings if each.severity == "error"] == []

    def test_some_clauses_are_learning_with_a_recorded_reason(self, southmere: Plan) -> None:
        assert len(southmere.recorded_reasons) == 9
        assert {each.status for each in southmere.claims} >= {
            ClaimStatus.NOT_APPLICABLE, ClaimStatus.GAP_CONFIRMED, ClaimStatus.IN_PLACE,
        }  # fmt: skip
