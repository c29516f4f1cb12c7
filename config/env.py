"""Values from the environment, parsed once; all that is nonsense is told in one list."""

from __future__ import annotations

import os
import re
import secrets
import shlex
from collections.abc import Sequence
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
DEMO_PASSWORD = "paritrana-demo"  # noqa: S105  printed on the demo's first screen

env = environ.Env()
complaints: list[str] = []  # what makes no sense, one sentence each; a default stands in until `settle`

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
GUARDED = frozenset({"verifier", "panel", "chair", "admin"})  # who must have a second step on a public site
ROLES = GUARDED | {"officer", "head", "nominator"}
AT_HOME = re.compile(r"http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?")
PUBLIC_ADDRESS = re.compile(r"https://[a-z0-9.-]+(:[0-9]{1,5})?")


def complain(sentence: str) -> None:
    """Note what makes no sense."""
    complaints.append(sentence)


def settle() -> None:
    """Raise ImproperlyConfigured with every complaint about the environment, one a line."""
    told = "\n".join(complaints)
    complaints.clear()  # Django loads settings that were refused once more
    if told:
        raise ImproperlyConfigured(told)


def flag(name: str, default: bool = False) -> bool:
    """Return a yes/no variable: 1, true, yes, on or 0, false, no, off; complains of anything else."""
    text = env.str(name, default="").strip().lower()
    if not text:
        return default
    if text not in YES | NO:
        complain(f"{name}={text!r} is neither true nor false.")
    return text in YES


def one_of(name: str, known: Sequence[str], default: str) -> str:
    """Return a variable that is one of a few words; complains of anything else."""
    text = env.str(name, default="").strip().lower() or default
    if text in known:
        return text
    complain(f"{name}={text!r} is none of {', '.join(known)}.")
    return default


def minutes(name: str, default: int, *, least: int = 5) -> int:
    """Return a number of minutes, `least` or more, up to 30 days; complains of anything else."""
    return whole_number(name, default, "minutes", least=least, most=43_200)


def second_step_roles(*, default: bool) -> frozenset[str]:
    """Return who must have a second step by REQUIRE_SECOND_STEP: yes, no or roles; complains of anything else."""
    text = env.str("REQUIRE_SECOND_STEP", default="").strip().lower()
    if text in YES | NO | {""}:
        return GUARDED if (text in YES if text else default) else frozenset()
    named = frozenset(role.strip() for role in text.split(","))
    if named <= ROLES:
        return named
    complain(f"REQUIRE_SECOND_STEP={text!r} is neither yes nor no, nor some of {', '.join(sorted(ROLES))}.")
    return GUARDED


def megabytes(name: str, default: int, *, least: int, most: int) -> int:
    """Return a whole number of MB as bytes; complains of anything else."""
    return whole_number(name, default, "MB", least=least, most=most) * 1024**2


def whole_number(name: str, default: int, of: str, *, least: int, most: int) -> int:
    """Return how many of something a variable says; complains of what is no whole number within the bounds."""
    text = env.str(name, default="").strip() or str(default)
    if text.isascii() and text.isdigit() and least <= int(text[:9]) <= most:
        return int(text)
    complain(f"{name}={text!r} is not a whole number of {of} from {least} to {most}.")
    return default


def fitting(name: str, pattern: str, wrong: str) -> str:
    """Return a text that fits a pattern, "" without one; complains, in the words given, of anything else."""
    text = env.str(name, default="").strip()
    if text and not re.fullmatch(pattern, text):
        complain(f"{name}={text!r} {wrong}")
        return ""
    return text


def directory(name: str, what: str = "directory") -> Path | None:
    """Return the directory, or the file, a variable names; None without one; complains of a path that is not whole."""
    text = env.str(name, default="").strip()
    if text and not text.startswith("/"):
        complain(f"{name}={text!r} is not the whole path of a {what}: it begins with /.")
        return None
    return Path(text) if text else None


def public_key(name: str) -> str:
    """Return a public key of the program age, "" without one; complains, without repeating it, of anything else."""
    text = env.str(name, default="").strip()
    if text and not re.fullmatch(r"age1[0-9a-z]{58}", text):
        complain(
            f"{name} is no public key of age: it begins with age1 and has 62 letters; age-keygen prints it."
        )
        return ""
    return text


def command(name: str) -> list[str]:
    """Return the words of a command, none without one; complains of an open quotation mark."""
    try:
        return shlex.split(env.str(name, default=""))
    except ValueError as problem:
        complain(f"{name} is no command: {problem}.")
        return []


def clamd_socket() -> str:
    """Return CLAMD_SOCKET, the path of a socket or host:port, "" without one; complains of anything else."""
    wrong = "is neither the path of a socket nor host:port."
    return fitting("CLAMD_SOCKET", r"/.+|[A-Za-z0-9.-]+:[0-9]{1,5}", wrong)


def together(prefix: str, names: Sequence[str], needed: Sequence[str], lacking: str) -> dict[str, str]:
    """Return PREFIX_NAME by name, empty where none is set; complains of those that are needed, once one is."""
    found = {name: env.str(f"{prefix}_{name}", default="").strip() for name in names}
    if not any(found.values()):
        return {}
    for name in needed:
        if not found[name]:
            complain(f"{prefix}_{name} is missing: {lacking}")
    return found


def evidence_store() -> dict[str, Any]:
    """Return where uploads are kept: an object store by EVIDENCE_S3_…, else MEDIA_ROOT; complains of half of one."""
    lacking = "an object store needs bucket, key and secret."
    names = ("BUCKET", "ENDPOINT", "KEY", "SECRET", "REGION")
    found = together("EVIDENCE_S3", names, ("BUCKET", "KEY", "SECRET"), lacking)
    if not found:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    bucket, endpoint, key, secret, region = found.values()
    if endpoint and not re.fullmatch(r"https?://[^\s/]+(/.*)?", endpoint):
        complain(
            f"EVIDENCE_S3_ENDPOINT={endpoint!r} is not an address: write it as https://s3.example.go.id."
        )
    return {
        "BACKEND": "config.object_store.ObjectStore",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "access_key": key,
            "secret_key": secret,
            "region_name": region or "us-east-1",
            "default_acl": None,
            "file_overwrite": False,
        },
    }


def openid_provider() -> dict[str, str]:
    """Return url, id, secret and name of the OpenID provider by OIDC_…, none without one; complains of half of one."""
    needed = ("URL", "CLIENT_ID", "CLIENT_SECRET")
    found = together("OIDC", (*needed, "NAME"), needed, "a provider needs address, client and secret.")
    if not found:
        return {}
    url, client, secret, name = found.values()
    if url and not re.fullmatch(rf"{PUBLIC_ADDRESS.pattern}(/[^\s?#]*)?|{AT_HOME.pattern}(/[^\s?#]*)?", url):
        complain(
            f"OIDC_URL={url!r} is not the address of an issuer: write it as https://masuk.example.go.id."
        )
    return {"url": url.rstrip("/"), "client": client, "secret": secret, "name": name or "akun dinas"}


def time_zone(default: str) -> str:
    """Return TIME_ZONE, a name of the IANA database; complains of anything else."""
    name = env.str("TIME_ZONE", default="").strip() or default
    if name in available_timezones():
        return name
    complain(f"TIME_ZONE={name!r} is no time zone: write for instance Asia/Pontianak.")
    return default


def site_url() -> str:
    """Return SITE_URL, https, or http on this machine alone; complains of anything else."""
    address = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
    if not AT_HOME.fullmatch(address) and not PUBLIC_ADDRESS.fullmatch(address):
        complain(
            f"SITE_URL={address!r} is not the address of a site: write it as https://paritrana.example.go.id; http "
            "only for localhost."
        )
    return address


def mail_server() -> dict[str, Any]:
    """Return the settings of EMAIL_URL; complains, without repeating its password, of what is none."""
    try:
        found: dict[str, Any] = env.email_url("EMAIL_URL", default="consolemail://")
    except (ValueError, KeyError, ImproperlyConfigured):
        complain("EMAIL_URL must look like smtp+tls://user:password@host:587.")
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    return found


def sender() -> str:
    """Return DEFAULT_FROM_EMAIL, "Name <address>" or an address; complains of anything else."""
    text = env.str("DEFAULT_FROM_EMAIL", default="Paritrana Award <paritrana@localhost>")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(text)[1]):
        complain(f"DEFAULT_FROM_EMAIL={text!r} holds no address: write Name <name@example.go.id>.")
    return text


def security_contact() -> str:
    """Return SECURITY_CONTACT, a mailto: or https: address, "" without one; complains of anything else."""
    wrong = "is no address: write mailto:name@example.go.id or https://…."
    return fitting("SECURITY_CONTACT", r"mailto:[^@\s]+@[^@\s]+|https://\S+", wrong)


def long_secret(name: str) -> str:
    """Return a secret that somebody chose, "" without one; complains of a short one without repeating it."""
    text = env.str(name, default="").strip()
    if text and len(text) < 32:
        complain(f"{name} needs at least 32 characters.")
    return text


def secret_key() -> str:
    """Return SECRET_KEY, of which a short one is complained, else one generated once and kept in var/."""
    if given := env.str("SECRET_KEY", default=""):
        if len(given) < 32:
            complain("SECRET_KEY needs at least 32 characters.")
        return given
    kept = VAR_DIR / "secret-key"
    if not kept.exists():
        VAR_DIR.mkdir(exist_ok=True)
        draft = VAR_DIR / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # two processes start at once: the first one's key counts
            os.link(draft, kept)
        draft.unlink()
    return kept.read_text()
