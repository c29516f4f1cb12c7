"""What every test stands on: a database of this run's own, throw-away files, and a browser or a reason."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextvars import ContextVar

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client, TestCase, TransactionTestCase, override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from awards.live import floor
from awards.publishing.delivery import serve
from config.postgres.base import DatabaseUnreachable
from regencies.models import User
from tests import database, factories, once, published

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
NO_BROWSER = (
    "Browser tests did not run: install Chromium (Debian: apt install chromium-headless-shell) or set "
    "CHROMIUM=/its/path."
)
NO_FIREFOX = "Firefox tests did not run: install Firefox (Debian: apt install firefox-esr) or set FIREFOX."
NO_OFFICE = (
    "LibreOffice tests did not run: install it (Debian: apt install libreoffice-calc-nogui) or set SOFFICE."
)
NO_JAVA = "The Nu checker did not run: install Java (Debian: apt install default-jre-headless) or set JAVA."
NO_AGE = "Encrypted backups were not tried: install age (Debian: apt install age)."

# A busy machine breaks no law of arithmetic.
hypothesis.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    """One database for each process of each run: runs side by side do not meet."""
    settings.DATABASES["default"]["TEST"]["NAME"] = database.name_of_this_process()
    settings.DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
    if hasattr(config, "workerinput"):
        return
    try:
        database.drop_databases_of_dead_runs()  # holds the embedded server until the last worker has ended
    except DatabaseUnreachable as problem:
        pytest.exit(str(problem), returncode=1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = database.migrated_template()


@pytest.fixture(scope="session", autouse=True)
def test_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files go to throw-away directories, passwords are hashed fast, static files are not collected, pages not kept."""
    files = tmp_path_factory.mktemp("files")
    for name in ("media", "static"):
        (files / name).mkdir()
    with override_settings(
        MEDIA_ROOT=files / "media",
        STATIC_ROOT=files / "static",
        STORAGES=settings.STORAGES
        | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        CACHES=settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
        SLOW_MS=600_000,  # a busy machine has no slow pages
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        POST_OFFICE=settings.POST_OFFICE
        | {"BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}},
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_only(django_test_environment: None) -> Iterator[None]:
    """`response.context` is what a page was made from; of the templates drawn inside it nothing is copied."""
    told, inside = Template._render, ContextVar("inside", default=False)

    def render(template: Template, context: Context) -> str:
        if inside.get():
            return template.nodelist.render(context)
        token = inside.set(True)
        try:
            return told(template, context)
        finally:
            inside.reset(token)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session", autouse=True)
def emptied_after_commits() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: database.empty())
        yield


@pytest.fixture(scope="session", autouse=True)
def published_documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with published.recomputed_at_the_end(tmp_path_factory.mktemp("published")):
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys begin: a run ends when the longest test does."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    items[:] = once.together(items)


def pytest_collection_finish() -> None:
    """What was loaded so far stays, and a test makes few cycles: the collector need not walk it all every second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: a test often waits for a browser or for another session."""
    return min(4, (os.cpu_count() or 1) + 1)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A unittest class builds its rows before the first fixture of its test: nothing of others may lie beneath."""
    if once.GROUND.layers and isinstance(item, pytest.Function) and issubclass(item.cls or object, TestCase):
        once.GROUND.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> None:
    """Before the first fixture of a test, its transaction among them: what it asks for under `@once` is there."""
    if fixturedef.scope != "function" or once.GROUND.test is request.node:
        return
    once.GROUND.test = request.node
    builds = once.ground_of(request.node)
    if not once.GROUND.is_laid(builds):
        request.getfixturevalue("lay_ground")(builds)
    once.GROUND.copy()


@pytest.fixture(scope="session")
def lay_ground(django_db_setup: None, django_db_blocker) -> Iterator[Callable[[list[once.Build]], None]]:
    """A function that has the database hold what these functions build and nothing else."""

    def lay(builds: list[once.Build]) -> None:
        with django_db_blocker.unblock():
            once.GROUND.lay(builds)

    once.GROUND.clear = lambda: lay([])
    yield lay
    lay([])


@pytest.fixture(autouse=True)
def nothing_served_yet() -> None:
    """What one test published is not served in the next: its database forgets it, the process would not."""
    serve.forget()
    floor.forget()


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> str:
    """Path of the browser, without a window of its own where there is such a one: it asks a fifth of the processor.

    Absent: the test is skipped with a line that says so, and fails in CI.
    """
    names = "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"
    return installed(NO_BROWSER, os.environ.get("CHROMIUM", ""), *names)


@pytest.fixture(scope="session")
def gecko() -> str:
    """Path of Firefox; absent as the browser is."""
    return installed(NO_FIREFOX, os.environ.get("FIREFOX", ""), "firefox-esr", "firefox")


@pytest.fixture(scope="session")
def java() -> str:
    """Path of the Java that runs the Nu checker; absent as the browser is."""
    return installed(NO_JAVA, os.environ.get("JAVA", ""), "java")


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice; absent as the browser is."""
    return installed(NO_OFFICE, os.environ.get("SOFFICE", ""), "soffice", "libreoffice")


@pytest.fixture(scope="session")
def age() -> str:
    """Path of the program that encrypts backups; absent as the browser is."""
    return installed(NO_AGE, "age-keygen") and installed(NO_AGE, "age")


def installed(lacking: str, *names: str) -> str:
    """Return the path of the first program that is there."""
    for name in filter(None, names):
        if path := shutil.which(name):
            return path
    if IN_CI:
        pytest.fail(lacking, pytrace=False)
    pytest.skip(lacking)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tests that did not run are said aloud, each reason once."""
    reasons = {
        report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", [])
    }
    for reason in sorted(reasons):
        terminalreporter.write_line(reason, yellow=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI nothing may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        reporter.write_line("A test was skipped, which CI does not accept.", red=True)
        session.exitstatus = 1


@pytest.fixture
def admin(db: None) -> User:
    """The provincial admin of Kalimantan Barat."""
    return factories.admin(name="Rina Wulandari, S.STP.")


@pytest.fixture
def desk(client: Client, admin: User) -> Client:
    """Their browser."""
    client.force_login(admin)
    return client
