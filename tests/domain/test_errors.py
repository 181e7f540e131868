"""Errors read as sentences, with every problem at once."""

from planner.domain.errors import BadInput, IdentityRefused, PlannerError, Problem


def test_bad_input_tells_its_summary_and_every_problem() -> None:
    problems = [
        Problem("plan.xlsx, sheet Actions, cell F12", "31/02/2026 is not a day.", "Type a real date.")
    ]
    error = BadInput("The file was not loaded.", problems)
    assert str(error) == (
        "The file was not loaded.\n"
        "- plan.xlsx, sheet Actions, cell F12: 31/02/2026 is not a day. Type a real date."
    )
    assert error.problems == tuple(problems)
    assert isinstance(error, PlannerError)


def test_a_refused_identity_has_a_sentence_for_people_and_a_word_for_the_log() -> None:
    error = IdentityRefused("wrong_issuer", "The answer came from another provider.")
    assert (str(error), error.reason) == ("The answer came from another provider.", "wrong_issuer")
