"""What the tests of the verifier share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from awards.verify import main


@pytest.fixture
def verify(tmp_path, capsys) -> Callable[..., tuple[int, list[str]]]:
    """Verify some bytes as a file; gives the exit status and the lines printed, on either stream."""

    def run(content: bytes, *options: str) -> tuple[int, list[str]]:
        file = tmp_path / "dokumen.json"
        file.write_bytes(content)
        status = main([str(file), *options])
        streams = capsys.readouterr()
        return status, (streams.out + streams.err).splitlines()

    return run
