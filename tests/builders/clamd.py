"""A small clamd: its own socket server, which speaks INSTREAM and PING and finds one virus."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
PATIENCE = 20  # seconds
NAME = "Win.Test.EICAR_HDB-1"
UNREAD = b"UNREADABLE-TEST-FILE"  # it gives no verdict on one that holds this


class Conversation(socketserver.StreamRequestHandler):
    """One command, as in clamd's manual: nINSTREAM, chunks each behind its length, an empty one, a line back."""

    def handle(self) -> None:
        command = self.rfile.readline().strip()
        if command == b"nPING":
            self.wfile.write(b"PONG\n")
        elif command == b"nINSTREAM":
            content = b""
            while size := struct.unpack("!L", self.rfile.read(4))[0]:
                content += self.rfile.read(size)
            self.server.seen.append(content)  # type: ignore[attr-defined]
            self.server.answers.wait(PATIENCE)  # type: ignore[attr-defined]
            if UNREAD in content:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\n")
            elif VIRUS in content:
                self.wfile.write(f"stream: {self.server.virus} FOUND\n".encode())  # type: ignore[attr-defined]
            else:
                self.wfile.write(b"stream: OK\n")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\n")


class Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def clamd(path: Path, answers: threading.Event | None = None, virus: str = NAME) -> Iterator[list[bytes]]:
    """Let it listen at a path meanwhile; yields what was scanned. Slow, it answers once `answers` is set."""
    path.unlink(missing_ok=True)
    with Server(str(path), Conversation) as server:
        server.seen, server.virus = [], virus  # type: ignore[attr-defined]
        server.answers = answers or threading.Event()  # type: ignore[attr-defined]
        if answers is None:
            server.answers.set()  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server.seen  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            path.unlink(missing_ok=True)
