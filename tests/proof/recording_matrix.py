"""The part of the access matrix by which something is said about a plan: updates, readings, scrutiny."""

from tests.proof.entries import NEW_ROW, OLD_ROW, Entry
from tests.proof.samples import REQUESTED

#: What every change of a plan changes besides: its revision, its words, and the log.
_OF_A_CHANGE = {
    "strategy": ("revision", "last_id"),
    "change_log": (NEW_ROW,),
    "partnership": ("last_entry",),
    "find_index": ("revision", OLD_ROW, NEW_ROW),
    "findable": ("title", "words", "position", OLD_ROW, NEW_ROW),
}
_UPDATE = {
    "on-day": "20",
    "on-month": "11",
    "on-year": "2026",
    "status": "off_track",
    "sentence": "Half of the forms are in use.",
    "ask": "Agree to pay for the rest",
    "ask_of": "The police",
    "ask_by-day": "20",
    "ask_by-month": "12",
    "ask_by-year": "2026",
}
_READING = {
    "period": "Autumn 2026",
    "period_end-day": "31",
    "period_end-month": "10",
    "period_end-year": "2026",
    "mark": "",
    "value": "62",
    "numerator": "",
    "denominator": "",
    "beside": "",
    "note": "As counted in the autumn",
}
_DATE_REQUEST = {
    "end_on-day": "31",
    "end_on-month": "8",
    "end_on-year": "2027",
    "reason": "Half of the teams wait for training.",
}
_DATE_DECISION = {"decision": "agreed", "because": "", "end_on": REQUESTED.isoformat()}
_CHALLENGE = {
    "kind": "question",
    "text": "How do you know that it works?",
    "about": "",
    "to_agency": "police",
    "evidence_asked": "An audit",
    "reply_due_on-day": "20",
    "reply_due_on-month": "12",
    "reply_due_on-year": "2026",
}
_JUDGEMENT = {"about": "", "assurance": "partial", "confidence": "low", "text": "It works in places."}
_STEP = {"step": "closed", "text": "It was answered at the meeting.", "seen": "0"}
_REPLY = {
    "answer": "partly",
    "text": "It works in two of the four teams.",
    "answer_because": "The other two begin in spring",
    "resulting_action": "{action}",
    "seen": "0",
}

RECORDING_MATRIX = (
    Entry(
        endpoint="actions.record_update",
        deed="record_update",
        values={"code": "action"},
        by_agency={"code": "action of another agency"},
    ),
    Entry(
        endpoint="actions.record_update",
        method="POST",
        deed="record_update",
        values={"code": "action"},
        by_agency={"code": "action of another agency"},
        form=_UPDATE,
        status=303,
        leads_to="/{partnership}/{plan}/actions/[0-9].[0-9][a-z][?]saved=update",
        writes={**_OF_A_CHANGE, "action_update": (NEW_ROW,)},
    ),
    Entry(
        endpoint="measures.record_reading",
        deed="record_reading",
        values={"code": "measure"},
        by_agency={"code": "measure of another agency"},
    ),
    Entry(
        endpoint="measures.record_reading",
        method="POST",
        deed="record_reading",
        values={"code": "measure"},
        by_agency={"code": "measure of another agency"},
        form=_READING,
        status=303,
        leads_to="/{partnership}/{plan}/measures/M[0-9][0-9][?]saved=reading",
        writes={**_OF_A_CHANGE, "reading": (NEW_ROW,)},
    ),
    Entry(endpoint="date_requests.list_date_requests", deed="change_date"),
    Entry(
        endpoint="date_requests.ask_for_date",
        deed="ask_for_date",
        values={"code": "action"},
        by_agency={"code": "action of another agency"},
    ),
    Entry(
        endpoint="date_requests.ask_for_date",
        method="POST",
        deed="ask_for_date",
        values={"code": "action"},
        by_agency={"code": "action of another agency"},
        form=_DATE_REQUEST,
        status=303,
        leads_to="/{partnership}/{plan}/actions/[0-9].[0-9][a-z][?]saved=date-request",
        writes={**_OF_A_CHANGE, "date_request": (NEW_ROW,)},
    ),
    Entry(
        endpoint="date_requests.decide_on_date",
        deed="change_date",
        values={"code": "action with a request"},
    ),
    Entry(
        endpoint="date_requests.decide_on_date",
        method="POST",
        deed="change_date",
        values={"code": "action with a request"},
        form=_DATE_DECISION,
        status=303,
        leads_to="/{partnership}/{plan}/actions/{action with a request}[?]saved=decision",
        writes={
            **_OF_A_CHANGE,
            "action": ("version",),
            "date_change": (NEW_ROW,),
            "date_request": ("decision", "decided_on", "decided_by", "because", "version"),
        },
    ),
    Entry(endpoint="challenges.raise_challenge", deed="raise_challenge"),
    Entry(
        endpoint="challenges.raise_challenge",
        method="POST",
        deed="raise_challenge",
        form=_CHALLENGE,
        status=303,
        leads_to="/{partnership}/{plan}/challenges[?]saved=challenge#row-C*",
        writes={**_OF_A_CHANGE, "challenge": (NEW_ROW,)},
    ),
    Entry(
        endpoint="challenges.take_challenge_further",
        deed="raise_challenge",
        values={"code": "challenge"},
    ),
    Entry(
        endpoint="challenges.take_challenge_further",
        method="POST",
        deed="raise_challenge",
        values={"code": "challenge"},
        form=_STEP,
        status=303,
        leads_to="/{partnership}/{plan}/challenges[?]saved=step#row-{challenge}",
        writes={**_OF_A_CHANGE, "challenge_event": (NEW_ROW,)},
    ),
    Entry(
        endpoint="challenges.reply_to_challenge",
        deed="reply_to_challenge",
        values={"code": "challenge"},
        by_agency={"code": "challenge of another agency"},
    ),
    Entry(
        endpoint="challenges.reply_to_challenge",
        method="POST",
        deed="reply_to_challenge",
        values={"code": "challenge"},
        by_agency={"code": "challenge of another agency"},
        form=_REPLY,
        status=303,
        leads_to="/{partnership}/{plan}/challenges[?]saved=reply#row-C*",
        writes={
            **_OF_A_CHANGE,
            "challenge": ("answer", "answer_because", "resulting_action_id", "version"),
            "challenge_event": (NEW_ROW,),
        },
    ),
    Entry(endpoint="judgements.record_judgement", deed="record_judgement"),
    Entry(
        endpoint="judgements.record_judgement",
        method="POST",
        deed="record_judgement",
        form=_JUDGEMENT,
        status=303,
        leads_to="/{partnership}/{plan}/challenges[?]saved=judgement*",
        writes={**_OF_A_CHANGE, "scrutiny_judgement": (NEW_ROW,)},
    ),
)
