"""What Django and allauth tell about accounts, noted as lines of the security log."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import Signal

from config.security.lines import is_noting, note
from regencies.choices import SecurityEvent
from regencies.models import User

MEANS = {
    Authenticator.Type.TOTP: "aplikasi autentikator",
    Authenticator.Type.RECOVERY_CODES: "kode cadangan",
    Authenticator.Type.WEBAUTHN: "kunci sandi",
}
OF_PASSWORDS = {
    account.password_changed: "diganti",
    account.password_set: "dibuat",
    account.password_reset: "diganti melalui tautan",
}
OF_MEANS = {
    mfa.authenticator_added: "dipasang",
    mfa.authenticator_removed: "dilepas",
    mfa.authenticator_reset: "dibuat ulang",
}


def log_in(user: User, about: str = "", **_: Any) -> None:
    """Note a log-in that is complete, the second step included; `about` says through whom, unless by password."""
    note(SecurityEvent.LOGIN, actor=user, person=user, about=about)


def log_out(user: User | None, **_: Any) -> None:
    """Note a log-out."""
    if user is not None:
        note(SecurityEvent.LOGOUT, actor=user, person=user)


def fail(credentials: dict[str, Any], **_: Any) -> None:
    """Note a wrong password; of an address without an account nothing is noted that was typed."""
    if is_noting():
        person = User.objects.with_address(credentials.get("email") or "")
        note(SecurityEvent.LOGIN_FAILED, done=False, person=person)


def second_step(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Note a right code."""
    note(SecurityEvent.SECOND_STEP, actor=user, person=user, about=means(authenticator))


def wrong_code(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Note a wrong code."""
    note(SecurityEvent.SECOND_STEP, done=False, person=user, about=means(authenticator))


def password(signal: Signal, user: User, **_: Any) -> None:
    """Note a new password."""
    note(SecurityEvent.PASSWORD, actor=user, person=user, about=OF_PASSWORDS[signal])


def second_step_changed(signal: Signal, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Note that a means of the second step was put on, taken off or made anew."""
    about = f"{means(authenticator)} {OF_MEANS[signal]}"
    note(SecurityEvent.SECOND_STEP_CHANGE, actor=user, person=user, about=about)


def means(authenticator: Authenticator) -> str:
    """Return what the codes come from."""
    return MEANS.get(authenticator.type, "")


def connect() -> None:
    """Listen; the functions live as long as this module."""
    account.user_logged_in.connect(log_in)
    user_logged_out.connect(log_out)
    user_login_failed.connect(fail)
    mfa.authenticator_used.connect(second_step)
    mfa.authentication_failed.connect(wrong_code)
    for signal in OF_PASSWORDS:
        signal.connect(password)
    for signal in OF_MEANS:
        signal.connect(second_step_changed)
