"""Two servers without a worker, a worker without a server, PgBouncer, an object store and a mail server, on loopback.

What two machines do not share these do not either: each server has files of its own, and nobody's are asked for.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from django.db import connection
from moto.server import ThreadedMotoServer

from tests.bench.two_servers.pooler import pooled
from tests.commands import ROOT
from tests.faults.mail import mail_server
from tests.served import free_port, here, serving

SESSIONS = 6  # of PostgreSQL, for all threads of both servers: fewer than ask at once
WORKER = "pekerja"  # what PostgreSQL knows the sessions of the worker by
BUCKET, KEY, SECRET, REGION = "paritrana", "kunci", "rahasia", "us-east-1"


@dataclass
class Machines:
    """Ports of the servers, the variables they are started with, the bucket, and the subjects of sent mail."""

    directory: Path
    environment: dict[str, str]
    direct: dict[str, str]  # the same past the pooler
    bucket: Any
    sent: list[str]
    pooler: int  # process
    ports: list[int] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.ports[0]

    @property
    def second(self) -> int:
        return self.ports[1]

    def files(self, number: int) -> Path:
        """Where a server would keep evidence without the object store."""
        return self.directory / f"media-{number}"

    @contextmanager
    def server(self, **more: str) -> Iterator[int]:
        """One more server of one process, through the pooler unless told otherwise; gives its port."""
        number = len(list(self.directory.glob("media-*"))) + 1
        self.files(number).mkdir()
        given = {**self.environment, "MEDIA_ROOT": str(self.files(number)), **more}
        with serving(given, options=["--without-worker"]) as port:
            yield port


@contextmanager
def object_store() -> Iterator[tuple[str, Any]]:
    """An S3 server with an empty bucket; gives its address and the bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        address = "http://{}:{}".format(*server.get_host_and_port())
        store = boto3.resource(
            "s3",
            endpoint_url=address,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name=REGION,
        )
        yield address, store.create_bucket(Bucket=BUCKET)
    finally:
        server.stop()


@contextmanager
def worker_apart(environment: dict[str, str]) -> Iterator[int]:
    """The worker as a unit of its own starts it: told by WORKER_DATABASE_URL alone where the database is."""
    given = {**os.environ, "DEBUG": "1", **environment}
    with subprocess.Popen([sys.executable, "-m", "config.worker"], cwd=ROOT, env=given) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


@contextmanager
def machines(program: str, *, sessions: int = SESSIONS, **more: str) -> Iterator[Machines]:
    """Start everything on the database of this test; `program` is PgBouncer."""
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="paritrana-two-") as name:
        directory = Path(name)
        directory.chmod(0o755)
        (directory / "pooler").mkdir()
        given = connection.get_connection_params()
        address, bucket = stack.enter_context(object_store())
        port, smtp = free_port(), free_port()
        pooler = stack.enter_context(pooled(program, given, directory / "pooler", port, sessions))
        direct = here(directory) | {
            "EVIDENCE_S3_BUCKET": BUCKET,
            "EVIDENCE_S3_KEY": KEY,
            "EVIDENCE_S3_SECRET": SECRET,
            "EVIDENCE_S3_ENDPOINT": address,
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
        }
        through = (
            f"postgres://{given['user']}@127.0.0.1:{port}/{given['dbname']}?disable_server_side_cursors=true"
        )
        both = {
            "DATABASE_URL": through,
            "WORKER_DATABASE_URL": f"{direct['DATABASE_URL']}&application_name={WORKER}",
        }
        sent = stack.enter_context(mail_server(smtp))
        made = Machines(directory, direct | both | more, direct | more, bucket, sent, pooler)
        made.ports += [stack.enter_context(made.server()) for _ in range(2)]
        stack.enter_context(worker_apart(made.environment))
        yield made
