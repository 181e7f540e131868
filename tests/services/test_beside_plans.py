"""What is kept beside plans is of the plan as it stands, and never grows without end."""

from dataclasses import replace
from threading import Barrier, Thread

from planner.domain.plan import Plan
from planner.services.beside_plans import BesidePlans
from tests.builders import make_plan


def plan_named(slug: str) -> Plan:
    return replace(make_plan(), slug=slug)


class TestBesidePlans:
    def test_a_thing_is_made_once_while_the_plan_stays_the_same(self) -> None:
        kept: BesidePlans[Plan, object] = BesidePlans()
        plan = make_plan()
        assert kept.get(plan, plan, object) is kept.get(plan, plan, object)

    def test_an_equal_plan_that_is_another_snapshot_is_read_anew(self) -> None:
        kept: BesidePlans[Plan, object] = BesidePlans()
        plan, again = make_plan(), make_plan()
        assert plan == again
        assert kept.get(plan, plan, object) is not kept.get(again, again, object)

    def test_however_often_a_plan_changes_one_revision_is_kept(self) -> None:
        kept: BesidePlans[Plan, int] = BesidePlans(most_each=3)
        for number in range(10):
            plan = make_plan()
            kept.get(plan, plan, lambda made=number: made)  # type: ignore[misc]
        assert len(kept) == 1
        assert kept.get(plan, plan, lambda: -1) == 9

    def test_of_one_plan_no_more_is_kept_than_was_asked_for(self) -> None:
        kept: BesidePlans[Plan, int] = BesidePlans(most_each=3)
        plan = make_plan()
        for number in range(10):
            assert kept.get(plan, plan, lambda made=number: made, key=number) == number  # type: ignore[misc]
        assert len(kept) == 3
        assert kept.get(plan, plan, lambda: -1, key=9) == 9
        assert kept.get(plan, plan, lambda: -1, key=0) == -1

    def test_the_plan_that_nobody_read_for_longest_goes_first(self) -> None:
        kept: BesidePlans[Plan, int] = BesidePlans(most_plans=2)
        first, second, third = (plan_named(slug) for slug in ("a", "b", "c"))
        kept.get(first, first, lambda: 1)
        kept.get(second, second, lambda: 2)
        assert kept.get(first, first, lambda: -1) == 1
        kept.get(third, third, lambda: 3)
        assert kept.get(first, first, lambda: -1) == 1
        assert kept.get(second, second, lambda: -1) == -1

    def test_a_reader_of_the_earlier_revision_gets_its_own(self) -> None:
        kept: BesidePlans[Plan, str] = BesidePlans()
        earlier, later = make_plan(), make_plan()

        def slowly() -> str:
            assert kept.get(later, later, lambda: "later") == "later"
            return "earlier"

        assert kept.get(earlier, earlier, slowly) == "earlier"
        assert kept.get(later, later, lambda: "later again").startswith("later")

    def test_many_threads_get_what_is_theirs(self) -> None:
        kept: BesidePlans[Plan, str] = BesidePlans(most_plans=2)
        plans = [plan_named(f"plan-{number}") for number in range(4)]
        ready, wrong = Barrier(8), []

        def read(offset: int) -> None:
            ready.wait()
            for turn in range(200):
                plan = plans[(turn + offset) % len(plans)]
                if kept.get(plan, plan, lambda plan=plan: plan.slug) != plan.slug:  # type: ignore[misc]
                    wrong.append(plan.slug)

        threads = [Thread(target=read, args=(offset,)) for offset in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert len(kept) <= 2
