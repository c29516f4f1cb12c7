"""A restore killed among the files and before the last statement of the database, run again, and served."""

from __future__ import annotations

import time
from contextlib import closing

from config.backup.making import make_backup
from regencies.models import Evidence
from tests.backup.conftest import empty, media, officer, to  # noqa: F401  fixtures
from tests.backup.processes import Pipe, around, said, stopped_at
from tests.backup.test_restoring import PAUSE, WAITS, connect_to
from tests.served import asked, serving, session_of


def test_a_restore_killed_twice_is_run_again_and_serves(officer, media, to, empty, tell):  # noqa: F811
    session, other = session_of(officer), media.with_name("other")
    made = make_backup(to)  # the session is in it
    kept = {name: (media / name).read_bytes() for name in Evidence.objects.values_list("file", flat=True)}
    pipe = Pipe(other / max(kept))
    with stopped_at(pipe.is_read, "restore", made.path, **around(other, empty)):
        pass
    (other / max(kept)).unlink()
    with closing(connect_to(empty)) as held:
        held.execute(PAUSE)
        held.execute("SELECT pg_advisory_lock(7)")
        paused = [WAITS, [empty]]
        with stopped_at(
            lambda: held.execute(*paused).fetchone()[0] > 0, "restore", made.path, **around(other, empty)
        ):
            pass
        held.execute("DROP EVENT TRIGGER pause_of_a_test; DROP FUNCTION pause")
    killed = time.monotonic()
    assert said("restore", made.path, **around(other, empty))[0] == 0
    with serving(around(other, empty) | {"DEBUG": "0"}) as port:
        pages = [
            asked(port, f"/bukti/{key}/", session=session)
            for key in Evidence.objects.values_list("pk", flat=True)
        ]
        seconds = time.monotonic() - killed
    lost = sum((other / name).read_bytes() != content for name, content in kept.items())
    assert [status for status, _ in pages] == [200] * len(kept)
    tell(
        "Restore killed",
        times=2,
        acknowledged=len(kept),
        lost=lost,
        seconds=seconds,
        note="restored again, then served",
    )
