"""The columns of a sheet of people, and what stands in one cell of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from regencies.choices import Role
from regencies.l10n.letters import UNSEEN, one_line
from regencies.sheets.cells import CODE, read_code, read_day, read_short, read_text
from regencies.sheets.table import Layout

NAME, EMAIL, ROLE, PLACE, SINCE = "Nama", "E-mail", "Peran", "Kode daerah", "Mulai"
COLUMNS = (NAME, EMAIL, ROLE, PLACE, SINCE)
LONGEST_NAME, LONGEST_EMAIL = 160, 254
ROLES = {role.label.casefold(): role for role in Role}
CALLED_TOO = (("Nama lengkap", NAME), ("Alamat e-mail", EMAIL))


def read_name(value: Any, longest: int = LONGEST_NAME) -> str:
    """Return a name as it is written, without what is not seen and with single spaces."""
    text = value if isinstance(value, str) else read_text(value)
    return read_short(one_line(text), longest)


def read_email(value: Any) -> str:
    """Return an address, in small letters; one copied as a link or between angle brackets too."""
    text = UNSEEN.sub("", read_text(value)).strip().removeprefix("mailto:").strip("<>;, ")
    try:
        validate_email(text)
    except ValidationError:
        raise ValueError(f"tertulis “{text[:80]}”, bukan alamat e-mail; misalnya nama@contoh.go.id") from None
    if len(text) > LONGEST_EMAIL:
        raise ValueError(f"terisi {len(text)} huruf; paling banyak {LONGEST_EMAIL}")
    return text.lower()


def _role(value: Any) -> str:
    text = one_line(read_text(value))
    if (role := ROLES.get(text.casefold())) is None:
        raise ValueError(f"tertulis “{text[:80]}”; pilihannya {', '.join(role.label for role in Role)}")
    return role.value


READERS: dict[str, Callable[[Any], Any]] = {EMAIL: read_email, ROLE: _role}
OPTIONAL: dict[str, Callable[[Any], Any]] = {NAME: read_name, PLACE: read_code, SINCE: read_day}
LAYOUT = Layout(
    COLUMNS,
    required=(NAME, EMAIL, ROLE, PLACE),
    named_by=(NAME, EMAIL),
    day=SINCE,
    called_too=(*CALLED_TOO, (CODE, PLACE)),
)
