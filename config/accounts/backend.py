"""How people log in: by e-mail, through allauth; accounts are made by the province, never by sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import ValidationError

from config.env import DEMO_PASSWORD


class AccountBackend(AuthenticationBackend):
    def authenticate(self, request, **credentials):
        """The demo password opens nothing outside the demo, even where demo data was loaded by mistake."""
        if credentials.get("password") == DEMO_PASSWORD and not settings.DEMO:
            return None
        return super().authenticate(request, **credentials)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False


class NotTheDemoPassword:
    """Password validator: the demo password is public knowledge."""

    def validate(self, password: str, user=None) -> None:
        if password == DEMO_PASSWORD and not settings.DEMO:
            raise ValidationError(
                "Kata sandi ini adalah kata sandi demo yang diketahui umum. Pilih yang lain."
            )

    def get_help_text(self) -> str:
        return "Bukan kata sandi demo."
