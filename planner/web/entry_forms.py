"""Forms for what people enter: their fields carry what was typed, and the domain says what is wrong with it.

A form that is shown again shows every text as it was typed, with every problem at once.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from flask import request
from wtforms import Field, Form, StringField

from planner.domain.entries.entered import NO_DAY, EnteredDay
from planner.domain.errors import BadEntry, EditConflict, FieldProblem, NotAllowed, NotFound, PlannerError
from planner.web.plain_text import showable

PARTS_OF_DAY = ("day", "month", "year")


class TypedField(StringField):  # type: ignore[misc]  # WTForms has no types.
    """A text, or the code of a choice, as it was sent."""

    @property
    def shown(self) -> str:
        """Return the text as a page can hold it."""
        return showable(self.data or "")

    @property
    def typed(self) -> str:
        """Return the text exactly as it was sent."""
        return self.data or ""


class DayField(Field):  # type: ignore[misc]  # As above.
    """A day in three fields, one each for its day, month and year."""

    data: EnteredDay

    def process(self, formdata: Any, data: Any = NO_DAY, extra_filters: Any = None) -> None:  # noqa: ARG002  # As WTForms calls it.
        """Take the three texts as they were sent, or the day that the form starts with."""
        self.process_errors: list[str] = []
        self.data = data if isinstance(data, EnteredDay) else NO_DAY
        if formdata is not None:
            self.data = EnteredDay(*(formdata.get(f"{self.name}-{part}", "") for part in PARTS_OF_DAY))

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return the name of each part with its text as a page can hold it."""
        texts = (self.data.day, self.data.month, self.data.year)
        return tuple(zip(PARTS_OF_DAY, map(showable, texts), strict=True))


class EntryForm(Form):  # type: ignore[misc]  # As above.
    """A form of typed fields; ``answers_with`` is the status of the page that shows it."""

    def __init__(self, **begins_with: Any) -> None:
        sent = request.form if request.method == "POST" else None
        super().__init__(sent, data=begins_with)
        self.answers_with = HTTPStatus.OK
        self.problems: tuple[FieldProblem, ...] = ()

    @property
    def is_sent(self) -> bool:
        """Return whether somebody sends the form, rather than asks for it."""
        return request.method == "POST"

    def title(self, heading: str) -> str:
        """Return the title of a page with this form, which says first that there are problems."""
        return f"Error: {heading}" if self.problems else heading

    @contextmanager
    def showing_problems(self) -> Iterator[None]:
        """Turn whatever keeps something from being saved into what the form says when it is shown again.

        That a thing is not there, or not for this person, is left to the page that says so.
        """
        try:
            yield
        except (NotFound, NotAllowed):
            raise
        except BadEntry as error:
            self._show(error.problems, HTTPStatus.UNPROCESSABLE_ENTITY)
        except EditConflict as error:
            self._show([FieldProblem("", str(error))], HTTPStatus.CONFLICT)
        except PlannerError as error:
            self._show([FieldProblem("", str(error))], HTTPStatus.UNPROCESSABLE_ENTITY)

    def _show(self, problems: Iterable[FieldProblem], status: HTTPStatus) -> None:
        """Show each problem at its field, and all of them in the order of the fields."""
        places = {field.name: place for place, field in enumerate(self)}
        ordered = sorted(problems, key=lambda each: places.get(each.field, -1))
        for problem in ordered:
            if problem.field in places:
                self[problem.field].errors = [*self[problem.field].errors, problem.sentence]
        self.answers_with = status
        self.problems = tuple(ordered)
