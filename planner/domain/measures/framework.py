"""The evaluation framework of a measure: what, how, who and when, and what of it nobody has said yet.

Guide section 7.2: which data, how and where it is collected, who puts it together, who presents it
to whom, and how often. A measure that says all of this can be read by anyone who takes over.
"""

from planner.domain.plan import Measure


def missing_parts(measure: Measure) -> list[str]:
    """Return what the measure's framework does not say, as words of a sentence (rule V04).

    >>> from tests.builders import make_measure
    >>> missing_parts(make_measure()), missing_parts(make_measure(source="", forum=""))
    ([], ['source', 'forum'])
    """
    told = {
        "source": measure.source,
        "method": measure.method,
        "place of record": measure.recorded_in,
        "collator": measure.collator_role or measure.collator_agency,
        "presenter": measure.presenter_role,
        "frequency": measure.frequency,
        "forum": measure.forum,
    }
    return [word for word, value in told.items() if not value]
