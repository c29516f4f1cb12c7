"""How people log in: by e-mail, through allauth; accounts are made by the province, never by sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import ValidationError

from config.env import DEMO_PASSWORD


class AccountBackend(AuthenticationBackend):
    """Logs people in, but with the demo password only in the demo."""

    def authenticate(self, request, **credentials):
        """Return the user, or None: the demo password opens nothing outside the demo."""
        if credentials.get("password") == DEMO_PASSWORD and not settings.DEMO:
            return None
        return super().authenticate(request, **credentials)


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up."""

    def is_open_for_signup(self, request) -> bool:
        return False


class NotTheDemoPassword:
    """Refuses the demo password as a new password: it is public knowledge."""

    def validate(self, password: str, user=None) -> None:
        if password == DEMO_PASSWORD and not settings.DEMO:
            raise ValidationError(
                "Kata sandi ini adalah kata sandi demo yang diketahui umum. Pilih yang lain."
            )

    def get_help_text(self) -> str:
        return "Bukan kata sandi demo."
