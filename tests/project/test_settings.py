"""Settings come from the environment, and an environment that makes no sense is refused with one list."""

from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks
from django.db import connections

from config import env
from tests.commands import manage, run

LONG_KEY = "k3y-" * 12 + "abcdefghij"
PUBLIC = {
    "SITE_URL": "https://paritrana.contoh.id",
    "ALLOWED_HOSTS": ["paritrana.contoh.id"],
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": LONG_KEY,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "EMAIL_CONFIG": {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"},
    "CLAMD_SOCKET": "/run/clamav/clamd.ctl",
    "BACKUP_DIR": Path("/var/backups/paritrana"),
    "REQUIRE_SECOND_STEP": env.GUARDED,
}


@pytest.mark.parametrize(
    ("text", "meaning"), [("1", True), ("YES", True), ("off", False), ("0", False), ("", True)]
)
def test_a_flag_says_yes_or_no_or_nothing(monkeypatch, text, meaning):
    monkeypatch.setenv("FLAG_OF_THIS_TEST", text)
    assert env.flag("FLAG_OF_THIS_TEST", default=True) is meaning


NONSENSE = {
    "DEBUG": ("maybe", "DEBUG='maybe' is neither true nor false."),
    "DEMO": ("2", "DEMO='2' is neither true nor false."),
    "SECRET_KEY": ("short", "SECRET_KEY needs at least 32 characters."),
    "SITE_URL": (
        "http://paritrana.kalbarprov.go.id",
        "SITE_URL='http://paritrana.kalbarprov.go.id' is not the address of a site: write it as "
        "https://paritrana.example.go.id; http only for localhost.",
    ),
    "DATABASE_URL": (
        "mysql://x:geheim@y/z",
        "DATABASE_URL must look like postgres://user:password@host:5432/name.",
    ),
    "WORKER_DATABASE_URL": (
        "mysql://x:geheim@y/z",
        "WORKER_DATABASE_URL must look like postgres://user:password@host:5432/name.",
    ),
    "SESSION_IDLE_MINUTES": (
        "1",
        "SESSION_IDLE_MINUTES='1' is not a whole number of minutes from 5 to 43200.",
    ),
    "SESSION_LIMIT_MINUTES": (
        "60",
        "SESSION_LIMIT_MINUTES='60' is not a whole number of minutes from 240 to 43200.",
    ),
    "BACKUP_DIR": (
        "backups",
        "BACKUP_DIR='backups' is not the whole path of a directory: it begins with /.",
    ),
    "BACKUP_KEEP": ("0", "BACKUP_KEEP='0' is not a whole number of archives from 1 to 1000."),
    "BACKUP_RECIPIENT": (
        "AGE-SECRET-KEY-1GEHEIM",
        "BACKUP_RECIPIENT is no public key of age: it begins with age1 and has 62 letters; age-keygen prints it.",
    ),
    "BACKUP_COMMAND": ("rsync 'x", "BACKUP_COMMAND is no command: No closing quotation."),
    "OIDC_URL": (
        "http://masuk.contoh.id",
        "OIDC_URL='http://masuk.contoh.id' is not the address of an issuer: write it as https://masuk.example.go.id.",
    ),
    "OIDC_CLIENT_ID": (
        "",
        "OIDC_CLIENT_ID is missing: a provider needs address, client and secret.",
    ),
    "OIDC_CLIENT_SECRET": (
        "",
        "OIDC_CLIENT_SECRET is missing: a provider needs address, client and secret.",
    ),
    "REQUIRE_SECOND_STEP": (
        "ketua",
        "REQUIRE_SECOND_STEP='ketua' is neither yes nor no, nor some of admin, chair, head, nominator, officer, "
        "panel, verifier.",
    ),
    "TIME_ZONE": ("Mars/Base", "TIME_ZONE='Mars/Base' is no time zone: write for instance Asia/Pontianak."),
    "TRUST_PROXY": ("ya", "TRUST_PROXY='ya' is neither true nor false."),
    "SECURITY_CONTACT": (
        "keamanan@contoh.id",
        "SECURITY_CONTACT='keamanan@contoh.id' is no address: write mailto:name@example.go.id or https://….",
    ),
    "METRICS_TOKEN": ("geheim", "METRICS_TOKEN needs at least 32 characters."),
    "LOG_FORMAT": ("xml", "LOG_FORMAT='xml' is none of json, text."),
    "SLOW_MS": ("0", "SLOW_MS='0' is not a whole number of milliseconds from 1 to 600000."),
    "EMAIL_URL": ("banana://geheim@x", "EMAIL_URL must look like smtp+tls://user:password@host:587."),
    "DEFAULT_FROM_EMAIL": (
        "Paritrana",
        "DEFAULT_FROM_EMAIL='Paritrana' holds no address: write Name <name@example.go.id>.",
    ),
}


def test_all_that_makes_no_sense_is_told_in_one_list():
    ran = manage("check", **{name: text for name, (text, _) in NONSENSE.items()})
    assert (ran.returncode, ran.stdout) == (1, "")
    assert sorted(ran.stderr.splitlines()) == sorted(sentence for _, sentence in NONSENSE.values())


def test_the_server_tells_the_same_and_serves_nothing():
    ran = run("-m", "config.serve", DEBUG="maybe", TIME_ZONE="Mars/Base")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [NONSENSE["DEBUG"][1], NONSENSE["TIME_ZONE"][1]]


def test_a_secret_key_is_made_once_and_kept_for_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setattr(env, "VAR_DIR", tmp_path)
    first = env.secret_key()
    assert len(first) >= 50
    assert env.secret_key() == first
    assert [(path.name, path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [
        ("secret-key", 0o600)
    ]


def test_a_given_secret_key_is_used_and_not_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", LONG_KEY)
    monkeypatch.setattr(env, "VAR_DIR", tmp_path)
    assert env.secret_key() == LONG_KEY
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def public(settings, monkeypatch):
    """The settings of a public site that makes sense; a test then breaks one thing."""
    for name, value in PUBLIC.items():
        setattr(settings, name, value)
    monkeypatch.delitem(settings.DATABASES["default"], "EMBEDDED", raising=False)
    return settings


def problems(tag: str) -> list[str]:
    return [str(message.id) for message in run_checks(tags=[tag]) if str(message.id).startswith("paritrana.")]


def test_a_public_site_that_makes_sense_has_no_problems(public):
    assert problems(Tags.security) == []


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("DEMO", True, "paritrana.E001"),
        ("DEBUG", True, "paritrana.E002"),
        ("SECRET_KEY", "a" * 50, "paritrana.E003"),
        ("ALLOWED_HOSTS", ["*"], "paritrana.E004"),
        ("ALLOWED_HOSTS", ["localhost"], "paritrana.E004"),
        ("SECURE_PROXY_SSL_HEADER", None, "paritrana.E005"),
        ("CLAMD_SOCKET", "", "paritrana.W003"),
        ("BACKUP_DIR", None, "paritrana.W005"),
        ("REQUIRE_SECOND_STEP", frozenset(), "paritrana.W004"),
        (
            "EMAIL_CONFIG",
            {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"},
            "paritrana.W001",
        ),
    ],
)
def test_a_public_site_says_what_makes_no_sense(public, name, value, problem):
    setattr(public, name, value)
    assert problems(Tags.security) == [problem]


def test_a_public_site_on_the_embedded_database_is_warned(public, monkeypatch):
    monkeypatch.setitem(public.DATABASES["default"], "EMBEDDED", Path("var/postgres"))
    assert problems(Tags.security) == ["paritrana.W002"]


@pytest.mark.parametrize(
    "address",
    [
        "http://paritrana.kalbarprov.go.id",
        "HTTPS://paritrana.contoh.id",
        "ftp://x",
        "",
        "localhost",
        "https://",
    ],
)
def test_an_address_that_is_neither_this_machine_nor_https_is_told(monkeypatch, address):
    monkeypatch.setenv("SITE_URL", address)
    monkeypatch.setattr(env, "complaints", [])
    env.site_url()
    assert [said.partition(" is ")[0] for said in env.complaints] == [f"SITE_URL={address.rstrip('/')!r}"]


@pytest.mark.parametrize(
    "address", ["https://paritrana.contoh.id", "https://paritrana.contoh.id:8443", "http://[::1]:8000"]
)
def test_an_address_of_this_machine_or_https_is_taken(monkeypatch, address):
    monkeypatch.setenv("SITE_URL", f"{address}/")
    monkeypatch.setattr(env, "complaints", [])
    assert (env.site_url(), env.complaints) == (address, [])


def test_the_same_settings_are_fine_at_home(public):
    public.SITE_URL, public.DEMO, public.ALLOWED_HOSTS = "http://localhost:8000", True, ["localhost"]
    assert problems(Tags.security) == []


def test_files_need_a_place_that_can_be_written(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert problems(Tags.files) == ["paritrana.E006"]
    settings.MEDIA_ROOT = tmp_path / "new" / "media"
    assert problems(Tags.files) == []


def test_a_backup_that_would_fail_is_told_at_the_start_and_stops_no_site(settings, tmp_path, monkeypatch):
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENT = tmp_path / "new", ""
    assert problems(Tags.files) == []
    (tmp_path / "file").touch()
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENT = tmp_path / "file" / "new", "age1" + "q" * 58
    monkeypatch.setenv("PATH", "/nowhere")
    assert problems(Tags.files) == ["paritrana.W006", "paritrana.W007"]


@pytest.mark.django_db
def test_an_old_postgres_is_refused(monkeypatch):
    monkeypatch.setitem(vars(connections["default"]), "pg_version", 140012)
    [problem] = [
        p for p in run_checks(tags=[Tags.database], databases=["default"]) if p.id == "paritrana.E007"
    ]
    assert problem.msg == "PostgreSQL 15 or newer is needed; this is 14."


@pytest.mark.django_db
def test_the_postgres_of_this_run_is_new_enough():
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


def test_commands_without_a_database_start_none(tmp_path):
    ran = manage("check", POSTGRES_DIR=str(tmp_path / "postgres"))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_trusted_proxy_says_who_types_a_wrong_password():
    shown = "from django.conf import settings; print(getattr(settings, 'ALLAUTH_TRUSTED_PROXY_COUNT', 0))"
    counts = [manage("shell", "-v0", "-c", shown, TRUST_PROXY=on).stdout.strip() for on in ("1", "0")]
    assert counts == ["1", "0"]


def test_another_time_zone_is_taken(monkeypatch):
    monkeypatch.setenv("TIME_ZONE", "Asia/Jayapura")
    assert env.time_zone("Asia/Pontianak") == "Asia/Jayapura"
