"""allauth's forms in the words of the rest of the product, without placeholders that repeat the label."""

import struct

from allauth.account import forms
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as key_forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError

from config.accounts.waits import CODE, PASSWORD, attempt, forget
from config.security.lines import note
from regencies.actions.accounts import accept_invitations
from regencies.choices import SecurityEvent

LABELS = {
    "login": "Alamat e-mail",
    "email": "Alamat e-mail akun",
    "password": "Kata sandi",
    "oldpassword": "Kata sandi sekarang",
    "password1": "Kata sandi baru",
    "password2": "Kata sandi baru, sekali lagi",
    "name": "Nama kunci",
}
RULES = (
    "Paling sedikit delapan huruf atau angka, bukan kata yang umum, dan tidak mirip nama atau alamat e-mail."
)


NO_KEY = "Kunci sandi tidak dikenali. Silakan coba lagi, atau pakai cara lain."

UNREADABLE = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    struct.error,
)  # what reads a key raises any of them


class OurWords:
    """Our labels; help texts that are links go, since pages have their own link for a forgotten password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = RULES if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)


class LoginForm(OurWords, forms.LoginForm):
    """Logs in by e-mail and password; the page names the provider beside it."""

    @property
    def provider(self) -> str:
        return settings.OIDC.get("name", "")


class ReauthenticateForm(OurWords, forms.ReauthenticateForm):
    """Asks for the password again."""

    pass


class ChangePasswordForm(OurWords, forms.ChangePasswordForm):
    """Changes the own password."""

    pass


class ResetPasswordForm(OurWords, forms.ResetPasswordForm):
    """Asks for a link to set a new password."""

    def save(self, request, **kwargs) -> str:
        for person in self.users:
            note(SecurityEvent.RESET, person=person, about="diminta")
        return super().save(request, **kwargs)


class ResetPasswordKeyForm(OurWords, forms.ResetPasswordKeyForm):
    """Sets a new password by such a link, which proves the address: the second step asks for that."""

    def save(self) -> None:
        super().save()
        EmailAddress.objects.filter(user=self.user).delete()
        EmailAddress.objects.create(user=self.user, email=self.user.email, verified=True, primary=True)
        accept_invitations(self.user)
        forget(PASSWORD, self.user.email, self.user)


class OfCode(OurWords):
    """A code is good once, as long as a clock may be wrong; wrong ones have the next attempts wait."""

    def clean_code(self) -> str:
        tried = attempt(context.request, CODE, str(self.user.pk), self.user)
        used = f"used:{self.user.pk}:{normalize_user_code(self.cleaned_data['code'])}"
        if cache.get(used):
            raise ValidationError("Kode ini sudah dipakai. Silakan tunggu kode berikutnya di aplikasi.")
        code = super().clean_code()
        cache.set(used, True, app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1))
        tried.succeeded()
        return code


class AuthenticateForm(OfCode, mfa_forms.AuthenticateForm):
    """Asks for the code of the second step."""

    pass


class ReauthenticateByCodeForm(OfCode, mfa_forms.ReauthenticateForm):
    """Asks for the code again."""

    pass


class OfKey(OurWords):
    """A form the browser fills in with what a passkey signed."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "credential" in self.fields:
            self.fields["credential"].error_messages |= {"required": NO_KEY, "invalid": NO_KEY}

    def clean(self) -> dict:
        try:
            return super().clean()
        except (ValidationError, *UNREADABLE) as refused:
            raise ValidationError(NO_KEY) from refused


class AddKeyForm(OfKey, key_forms.AddWebAuthnForm):
    """Adds a passkey under a name."""

    pass


class RenameKeyForm(OurWords, key_forms.EditWebAuthnForm):
    """Names a passkey anew."""

    pass


class SignedByKey(OfKey):
    """Takes what one of the own passkeys signed; wrong ones have the next attempts wait."""

    def clean_credential(self) -> Authenticator:
        tried = attempt(context.request, CODE, str(self.user.pk), self.user)
        try:
            key = super().clean_credential()
        except (ValidationError, *UNREADABLE) as refused:
            raise ValidationError(NO_KEY) from refused
        tried.succeeded()
        return key


class AuthenticateByKeyForm(SignedByKey, key_forms.AuthenticateWebAuthnForm):
    """Asks for a passkey as the second step."""

    pass


class ReauthenticateByKeyForm(SignedByKey, key_forms.ReauthenticateWebAuthnForm):
    """Asks for a passkey again."""

    pass
