"""How people log in: by e-mail, through allauth; accounts are made by the province, never by sign-up."""

import datetime
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from config.accounts.devices import remember_device
from config.accounts.second_step import owes_second_step
from config.accounts.waits import PASSWORD, attempt
from config.env import DEMO_PASSWORD
from config.postgres.compiled import compiled
from regencies.models import Membership, User


class AccountBackend(AuthenticationBackend):
    """Logs people in, but with the demo password only in the demo."""

    def authenticate(self, request, **credentials):
        """Return the user, or None: the demo password opens nothing outside the demo."""
        if credentials.get("password") == DEMO_PASSWORD and not settings.DEMO:
            return None
        return super().authenticate(request, **credentials)

    def get_user(self, user_id):
        """Return whoever is logged in, with what every page asks of them; None if inactive.

        `unread_notices` for the header, `owes_second_step`, and `holds_office`: False of who never held one.
        """
        user = logged_in_person.first(
            user_id, timezone.localdate(), asked=tuple(sorted(settings.REQUIRE_SECOND_STEP))
        )
        return user if user is not None and self.user_can_authenticate(user) else None


@compiled
def logged_in_person(user: int, today: datetime.date, *, asked: tuple[str, ...]) -> QuerySet[User]:
    """Return the account of a primary key, with what `get_user` says of it; `asked`: who must have a second step."""
    offices = Membership.objects.filter(user=OuterRef("pk")).order_by()
    people = User.objects.with_unread_notices().filter(pk=user).order_by()
    return people.annotate(owes_second_step=owes_second_step(asked, today), holds_office=Exists(offices))


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up; has who types wrong passwords wait; writes mails."""

    def login(self, request, user) -> None:
        """Log in, and note where."""
        super().login(request, user)
        remember_device(request)

    def is_open_for_signup(self, request) -> bool:
        return False

    def authenticate(self, request, **credentials) -> User | None:
        """Return whose the password is; a wrong one has the next attempts wait. Raises ValidationError meanwhile."""
        address = credentials.get("email") or ""
        tried = attempt(request, PASSWORD, address, User.objects.with_address(address))
        person = super().authenticate(request, **credentials)
        if person is not None:
            tried.succeeded()
        return person

    def get_reauthentication_methods(self, user) -> list[dict[str, str]]:
        """Return the ways to show who one is; the provider's comes last, and alone for who has no password."""
        ways = super().get_reauthentication_methods(user)
        if settings.OIDC:
            described = f"Lanjutkan dengan {settings.OIDC['name']}"
            ways.append({"id": "provider", "description": described, "url": reverse("account_provider")})
        return ways

    def is_safe_url(self, url) -> bool:
        """Return whether a log-in may lead on to this address; one that cannot be read is none."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address in a mail: on SITE_URL, whatever host the request named."""
        return f"{settings.SITE_URL}{urlsplit(super().get_reset_password_from_key_url(key)).path}"

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """Send to the address of the account, the only one it has."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


class SecondStepAdapter(DefaultMFAAdapter):
    """Names passkeys in our words, and the award where the browser asks for one."""

    def generate_authenticator_name(self, user, type) -> str:
        """Return the name proposed for the next passkey: "Kunci 2"."""
        return f"Kunci {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return whom a passkey is for: the host, and the name of the award."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}


class NotTheDemoPassword:
    """Refuses the demo password as a new password: it is public knowledge."""

    def validate(self, password: str, user=None) -> None:
        if password == DEMO_PASSWORD and not settings.DEMO:
            raise ValidationError(
                "Kata sandi ini adalah kata sandi demo yang diketahui umum. Pilih yang lain."
            )

    def get_help_text(self) -> str:
        return "Bukan kata sandi demo."
