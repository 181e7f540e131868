"""The part of the access matrix that is about the people of a partnership."""

from tests.proof.entries import EVERYONE, NEW_ROW, Entry
from tests.proof.visitors import NOBODY, PASSWORD

_MANAGE, _ADMINISTRATORS = "manage_people", "manage_administrators"
_LOGGED = {"change_log": (NEW_ROW,), "partnership": ("last_id", "last_entry")}
_ENDED = {"sign_in": ("ended_at", "ended_because")}
_OF_MEMBER = {
    "membership": ("role", "agency_id", "ended_on", "version"),
    "membership_post": (NEW_ROW,),
    "person": ("active", "version"),
    **_ENDED,
    **_LOGGED,
}
_PLACE = {"role": "steering_group", "agency": "police", "posts": "Head of safeguarding", "version": "1"}
_INVITEE = {
    "email": "somebody.new@elsewhere.example",
    "name": "Somebody new",
    "role": "viewer",
    "agency": "police",
    "post": "Head of safeguarding",
}
_TO_MEMBER = "/{{partnership}}/people/{{{0}}}[?]saved={1}"
_WITHDRAWN = "/{partnership}/people[?]saved=invitation-withdrawn"

_MEMBERS = (
    Entry(endpoint="people.list_people", deed="see_people"),
    Entry(endpoint="people.show_member", deed="see_people"),
    Entry(endpoint="people.change_member", deed=_MANAGE),
    Entry(
        endpoint="people.change_member",
        method="POST",
        deed=_MANAGE,
        form=_PLACE,
        status=303,
        leads_to=_TO_MEMBER.format("member", "member"),
        writes={
            "membership": ("role", "agency_id", "version"),
            "membership_post": (NEW_ROW,),
            **_ENDED,
            **_LOGGED,
        },
    ),
    Entry(endpoint="people.end_membership", deed=_MANAGE),
    Entry(
        endpoint="people.end_membership",
        method="POST",
        deed=_MANAGE,
        form={"reason": "Moved to another agency", "version": "1"},
        status=303,
        leads_to="/{partnership}/people[?]saved=membership-ended",
        writes={"membership": ("ended_on", "version"), **_ENDED, **_LOGGED},
    ),
    Entry(
        endpoint="people.end_sign_ins",
        method="POST",
        deed=_MANAGE,
        status=303,
        leads_to=_TO_MEMBER.format("member", "sign-ins-ended"),
        writes={**_ENDED, **_LOGGED},
    ),
    Entry(
        endpoint="people.disable_account",
        method="POST",
        deed=_MANAGE,
        status=303,
        leads_to=_TO_MEMBER.format("member", "account-disabled"),
        writes={"person": ("active", "version"), **_ENDED, **_LOGGED},
    ),
    Entry(
        endpoint="people.enable_account",
        method="POST",
        deed=_MANAGE,
        values={"member": "disabled member"},
        status=303,
        leads_to=_TO_MEMBER.format("disabled member", "account-enabled"),
        writes={"person": ("active", "version"), **_LOGGED},
    ),
)
#: The same about an administrator.
_TO_ADMINISTRATORS = tuple(
    Entry(
        endpoint=f"people.{name}",
        method=method,
        deed=_ADMINISTRATORS,
        variant=True,
        values={"member": "administrator member"},
        form=form,
        status=303 if method == "POST" else 200,
        leads_to="/{partnership}/people*" if method == "POST" else "",
        writes=_OF_MEMBER if method == "POST" else {},
    )
    for name, method, form in (
        ("change_member", "GET", {}),
        ("change_member", "POST", _PLACE),
        ("end_membership", "GET", {}),
        ("end_membership", "POST", {"reason": "Moved to another agency", "version": "1"}),
        ("end_sign_ins", "POST", {}),
        ("disable_account", "POST", {}),
        ("enable_account", "POST", {}),
    )
)
#: Making somebody an administrator, and inviting one.
_NEW_ADMINISTRATORS = (
    Entry(
        endpoint="people.change_member",
        method="POST",
        deed=_ADMINISTRATORS,
        variant=True,
        form={**_PLACE, "role": "administrator"},
        status=303,
        leads_to=_TO_MEMBER.format("member", "member"),
        writes=_OF_MEMBER,
    ),
    Entry(
        endpoint="inviting.invite_person",
        method="POST",
        deed=_ADMINISTRATORS,
        variant=True,
        form={**_INVITEE, "role": "administrator"},
        writes={"invitation": (NEW_ROW,), **_LOGGED},
    ),
    Entry(
        endpoint="inviting.invite_again",
        method="POST",
        deed=_ADMINISTRATORS,
        variant=True,
        values={"invitation": "invitation of an administrator"},
        writes={"invitation": (NEW_ROW, "withdrawn_at"), **_LOGGED},
    ),
    Entry(
        endpoint="inviting.withdraw_invitation",
        method="POST",
        deed=_ADMINISTRATORS,
        variant=True,
        values={"invitation": "invitation of an administrator"},
        status=303,
        leads_to=_WITHDRAWN,
        writes={"invitation": ("withdrawn_at",), **_LOGGED},
    ),
)
_INVITING = (
    Entry(endpoint="inviting.invite_person", deed=_MANAGE),
    Entry(
        endpoint="inviting.invite_person",
        method="POST",
        deed=_MANAGE,
        form=_INVITEE,
        writes={"invitation": (NEW_ROW,), **_LOGGED},
    ),
    Entry(
        endpoint="inviting.invite_again",
        method="POST",
        deed=_MANAGE,
        writes={"invitation": (NEW_ROW, "withdrawn_at"), **_LOGGED},
    ),
    Entry(
        endpoint="inviting.withdraw_invitation",
        method="POST",
        deed=_MANAGE,
        status=303,
        leads_to=_WITHDRAWN,
        writes={"invitation": ("withdrawn_at",), **_LOGGED},
    ),
)
#: The link of an invitation is for whoever has it; who is signed in as somebody else cannot use it.
_JOINING = (
    Entry(endpoint="invitations.show_invitation", deed=EVERYONE, values={"token": "invitation link"}),
    Entry(
        endpoint="invitations.accept_invitation",
        method="POST",
        deed=EVERYONE,
        values={"token": "invitation link"},
        form={"name": "Somebody invited", "password": PASSWORD, "confirm": PASSWORD},
        instead={NOBODY: (303, "/northvale/")},
        writes={
            "person": (NEW_ROW,),
            "membership": (NEW_ROW,),
            "membership_post": (NEW_ROW,),
            "invitation": ("used_at",),
            "sign_in": (NEW_ROW,),
            "failed_proof": (NEW_ROW,),
            **_LOGGED,
        },
    ),
    Entry(
        endpoint="identity_provider.start_joining",
        method="POST",
        deed=EVERYONE,
        values={"token": "invitation link"},
        status=302,
        leads_to="/join/northvale/*",
        instead={NOBODY: (200, "")},
    ),
)

PEOPLE_MATRIX = (*_MEMBERS, *_TO_ADMINISTRATORS, *_NEW_ADMINISTRATORS, *_INVITING, *_JOINING)
