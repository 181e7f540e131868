"""The part of the access matrix that belongs to no partnership: signing in, and one's own account."""

from tests.proof.entries import EVERYONE, NEW_ROW, SIGNED_IN, Entry
from tests.proof.visitors import DIVIDED, FORMER, NOBODY, PASSWORD, STRANGER

_HERE, _OTHER = "/account", "another password for everybody"
_TO_NOBODY = {NOBODY: (200, "")}
_FAILURE = {"failed_proof": (NEW_ROW,)}
_ENDED = {"sign_in": ("ended_at", "ended_because")}

_READ = (
    Entry(
        endpoint="plans.list_plans",
        deed=SIGNED_IN,
        status=302,
        leads_to="/{own}/",
        instead=dict.fromkeys((STRANGER, FORMER, DIVIDED), (200, "")),
    ),
    Entry(endpoint="about.show_marks", deed=EVERYONE),
    Entry(endpoint="about.show_roles", deed=EVERYONE),
    Entry(endpoint="about.show_accessibility", deed=EVERYONE),
    Entry(endpoint="about.show_privacy", deed=EVERYONE),
    Entry(endpoint="about.show_security", deed=EVERYONE),
    # An installation that names no contact has no such file, and this one names none.
    Entry(endpoint="well_known.download_security_txt", deed=EVERYONE, status=404),
    Entry(endpoint="demo.enter_demo", deed=EVERYONE, values={"name": "used link"}, status=410),
)
_SIGNING_IN = (
    Entry(endpoint="security.login", deed=EVERYONE, status=302, leads_to="/", instead=_TO_NOBODY),
    Entry(
        endpoint="security.login",
        method="POST",
        deed=EVERYONE,
        form={"email": "viewer@northvale.example", "password": PASSWORD},
        status=302,
        leads_to="/",
        writes={"sign_in": (NEW_ROW,), **_FAILURE},
    ),
    Entry(
        endpoint="accounts.confirm_sign_out",
        deed=EVERYONE,
        instead={NOBODY: (302, "/sign-out/done")},
    ),
    Entry(
        endpoint="accounts.show_signed_out",
        deed=EVERYONE,
        status=302,
        leads_to="/sign-out",
        instead=_TO_NOBODY,
    ),
    Entry(
        endpoint="security.logout",
        method="POST",
        deed=EVERYONE,
        status=302,
        leads_to="/sign-out/done",
        writes=_ENDED,
    ),
    Entry(endpoint="security.forgot_password", deed=EVERYONE),
    Entry(
        endpoint="security.forgot_password",
        method="POST",
        deed=EVERYONE,
        form={"email": "viewer@northvale.example"},
        writes=_FAILURE,
    ),
    Entry(endpoint="security.reset_password", deed=EVERYONE, values={"token": "reset token"}),
    Entry(
        endpoint="security.reset_password",
        method="POST",
        deed=EVERYONE,
        values={"token": "reset token"},
        form={"password": _OTHER, "password_confirm": _OTHER},
        status=302,
        leads_to="/sign-in",
        writes={"person": ("password", "uniquifier", "version"), **_ENDED},
    ),
)
#: Pages for somebody who has given a password and nothing more, asked for by others.
_HALF_WAY = tuple(
    Entry(
        endpoint=f"security.{name}",
        method=method,
        deed=EVERYONE,
        status=302,
        leads_to=leads_to,
        instead={NOBODY: to_nobody},
    )
    for name, leads_to, to_nobody in (
        ("tf_select", "/sign-in", (302, "/sign-in")),
        ("two_factor_token_validation", "/account", (302, "/sign-in")),
        ("two_factor_rescue", "/sign-in/recovery-code", (302, "/sign-in/recovery-code")),
        ("mf_recovery", "/", (302, "/sign-in")),
        ("wan_signin", "/", (200, "")),
    )
    for method in ("GET", "POST")
)
_OF_ACCOUNT = (
    Entry(endpoint="accounts.show_account", deed=SIGNED_IN),
    Entry(
        endpoint="accounts.end_sign_ins",
        method="POST",
        deed=SIGNED_IN,
        form={"sign_in": "others"},
        status=303,
        leads_to=_HERE,
    ),
    Entry(endpoint="security.verify", deed=SIGNED_IN),
    Entry(
        endpoint="security.verify",
        method="POST",
        deed=SIGNED_IN,
        form={"password": PASSWORD},
        status=302,
        leads_to=_HERE,
        writes=_FAILURE,
    ),
    Entry(endpoint="security.change_password", deed=SIGNED_IN),
    Entry(
        endpoint="security.change_password",
        method="POST",
        deed=SIGNED_IN,
        form={"password": PASSWORD, "new_password": _OTHER, "new_password_confirm": _OTHER},
        status=302,
        leads_to=_HERE,
        writes={
            "person": ("password", "uniquifier", "version"),
            "sign_in": (NEW_ROW, "ended_at", "ended_because"),
            **_FAILURE,
        },
    ),
    Entry(endpoint="security.mf_recovery_codes", deed=SIGNED_IN),
    Entry(
        endpoint="security.mf_recovery_codes",
        method="POST",
        deed=SIGNED_IN,
        writes={"person": ("recovery_codes", "version")},
    ),
    Entry(endpoint="security.two_factor_setup", deed=EVERYONE, instead={NOBODY: (302, "/sign-in")}),
    Entry(
        endpoint="security.two_factor_setup",
        method="POST",
        deed=EVERYONE,
        form={"setup": "authenticator"},
        instead={NOBODY: (302, "/sign-in")},
    ),
    Entry(
        endpoint="security.two_factor_setup_validate",
        method="POST",
        deed=SIGNED_IN,
        values={"token": "no token"},
        form={"code": "123456"},
        status=302,
        leads_to="/account/second-step",
        writes=_FAILURE,
    ),
)
_PASSKEYS = (
    Entry(endpoint="security.wan_register", deed=SIGNED_IN),
    Entry(
        endpoint="security.wan_register",
        method="POST",
        deed=SIGNED_IN,
        form={"name": "Telephone", "usage": "first"},
        writes={"person": ("passkey_handle", "version")},
    ),
    Entry(
        endpoint="security.wan_register_response",
        method="POST",
        deed=SIGNED_IN,
        values={"token": "no token"},
        form={"credential": "{{}}"},
        status=302,
        leads_to="/account/passkeys",
    ),
    Entry(endpoint="security.wan_delete", deed=SIGNED_IN, status=302, leads_to="/account/passkeys"),
    Entry(
        endpoint="security.wan_delete",
        method="POST",
        deed=SIGNED_IN,
        form={"name": "Telephone"},
        status=302,
        leads_to="/account/passkeys",
    ),
    Entry(endpoint="security.wan_verify", deed=SIGNED_IN),
    Entry(endpoint="security.wan_verify", method="POST", deed=SIGNED_IN),
    Entry(
        endpoint="security.wan_verify_response",
        method="POST",
        deed=SIGNED_IN,
        values={"token": "no token"},
        form={"credential": "{{}}"},
        status=302,
        leads_to="/account/confirm-with-passkey",
        writes=_FAILURE,
    ),
    Entry(
        endpoint="security.wan_signin_response",
        method="POST",
        deed=EVERYONE,
        values={"token": "no token"},
        form={"credential": "{{}}"},
        status=302,
        leads_to="/sign-in/passkey",
        writes=_FAILURE,
    ),
)
_ORGANISATION = (
    Entry(
        endpoint="identity_provider.start_sign_in",
        method="POST",
        deed=EVERYONE,
        status=303,
        leads_to="/",
        instead=_TO_NOBODY,
    ),
    Entry(endpoint="identity_provider.go_to_provider", deed=EVERYONE, status=302, leads_to="/sign-in"),
    Entry(endpoint="identity_provider.come_back", deed=EVERYONE, status=400, writes=_FAILURE),
    Entry(endpoint="identity_provider.start_confirming", method="POST", deed=SIGNED_IN),
    Entry(endpoint="identity_provider.start_linking", method="POST", deed=SIGNED_IN),
    Entry(
        endpoint="identity_provider.remove_link", method="POST", deed=SIGNED_IN, status=303, leads_to=_HERE
    ),
)

ACCOUNT_MATRIX = (*_READ, *_SIGNING_IN, *_HALF_WAY, *_OF_ACCOUNT, *_PASSKEYS, *_ORGANISATION)
