"""A bare Debian in a directory: made by debootstrap, entered by chroot, alone in its network.

What it fetches is kept in CACHE for the next drill. Nothing of this machine is in it but where names are looked up
and, to be read only, how pip finds packages. What is mounted here is mounted in the drill's own namespace alone, and
nothing here deletes: whoever started the drill does, once namespace and mounts are gone.
"""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import time
from pathlib import Path

from tests.commands import ROOT

SUITE, MORE = "bookworm", "systemd,iproute2"  # what every server has and the smallest Debian has not
CACHE = Path(os.environ.get("DRILL_CACHE", "/var/cache/paritrana-drill"))
SEEN = os.environ.get("DRILL_SEES", "").split()  # directories of packages that this machine's pip knows
TRUSTED, TRUSTED_THERE = Path("/etc/ssl/certs/ca-certificates.crt"), "/usr/local/lib/pip.pem"
FETCHES = ("apt-get", "make install")  # such a block has this machine's network, any other the drill's own
COMMITTER = ("-c", "user.name=drill", "-c", "user.email=drill@localhost")
DPKG = '#!/bin/sh\nexec nsenter --net=/proc/1/ns/net /usr/bin/dpkg "$@"\n'  # what a package starts, starts inside


def sh(*words: str | Path) -> None:
    """Run a program that must succeed."""
    subprocess.run(words, check=True)


class Machine:
    """The Debian at `root`; `outside` is a file descriptor of this machine's network."""

    def __init__(self, root: Path, outside: int) -> None:
        self.root, self.outside = root, outside
        self.log = root / "var/log/paritrana.log"
        self._unpack()
        self._mount()
        sh("ip", "link", "set", "lo", "up")
        self._copy()
        (root / "etc/hosts").write_text("127.0.0.1 localhost paritrana.example.go.id\n")
        sh("mount", "--bind", root / "etc/hosts", "/etc/hosts")  # the proofs ask by name
        self._put("usr/local/lib/dpkg", DPKG)
        self._put(
            "usr/sbin/policy-rc.d", "#!/bin/sh\n"
        )  # packages may start their services, as where an init runs
        self._put("usr/local/bin/systemctl", (Path(__file__).parent / "systemctl").read_text())
        (root / "etc/apt/apt.conf.d/drill").write_text(
            'Dir::Bin::dpkg "/usr/local/lib/dpkg"; DPkg::Options "--force-unsafe-io"; APT::Sandbox::User "root";\n'
        )

    def _put(self, name: str, text: str) -> None:
        (self.root / name).write_text(text)
        (self.root / name).chmod(0o755)

    def _unpack(self) -> None:
        kept = CACHE / f"{SUITE}.tar"
        if not kept.exists():
            CACHE.mkdir(parents=True, exist_ok=True)
            made, draft = self.root.with_name("made"), kept.with_suffix(".part")
            mirror = [os.environ["MIRROR"]] if "MIRROR" in os.environ else []
            words = ["debootstrap", "--variant=minbase", f"--include={MORE}", SUITE, str(made), *mirror]
            subprocess.run(self.fetching(words), check=True, stdout=subprocess.DEVNULL)
            sh("tar", "--create", "--one-file-system", "--file", draft, "--directory", made, ".")
            draft.rename(kept)
        self.root.mkdir()
        sh("tar", "--extract", "--file", kept, "--directory", self.root)

    def _mount(self) -> None:
        sh("mount", "-t", "proc", "proc", self.root / "proc")
        sh("mount", "-t", "devpts", "-o", "newinstance,ptmxmode=666", "devpts", self.root / "dev/pts")
        for place in ("run", "dev/shm"):
            sh("mount", "-t", "tmpfs", "tmpfs", self.root / place)
        for name, place in (("apt", "var/cache/apt/archives"), ("pip", "var/cache/pip")):
            (CACHE / name / "partial").mkdir(parents=True, exist_ok=True)
            (self.root / place).mkdir(parents=True, exist_ok=True)
            sh("mount", "--bind", CACHE / name, self.root / place)
        for seen in SEEN:
            there = self.root / seen.lstrip("/")
            there.mkdir(parents=True)
            sh("mount", "--bind", "--options", "ro", seen, there)

    def _copy(self) -> None:
        for name in ("/etc/resolv.conf", "/etc/pip.conf"):
            if Path(name).exists():
                shutil.copy(name, self.root / name.lstrip("/"))
        if TRUSTED.exists():
            shutil.copy(TRUSTED, self.root / TRUSTED_THERE.lstrip("/"))

    def keep_source(self) -> None:
        """Put the files of this checkout, as they are now, into a repository the machine can clone."""
        place = self.root / "source.git"
        git = ["git", f"--git-dir={place}", f"--work-tree={ROOT}", *COMMITTER]
        sh("git", "init", "--quiet", "--initial-branch=main", "--bare", place)
        listed = ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, check=True, capture_output=True).stdout.split(b"\0")
        there = b"\0".join(name for name in names if (ROOT / name.decode()).is_file())
        add = [*git, "add", "--pathspec-from-file=-", "--pathspec-file-nul"]
        subprocess.run(add, cwd=ROOT, input=there, check=True)
        sh(*git, "commit", "--quiet", "--message=What is installed")

    def add_to_source(self, name: str, text: str) -> None:
        """Commit one more file to that repository, for `git pull` to find."""
        copy = self.root / "source"
        git = ["git", "-C", copy, *COMMITTER]
        sh("git", "clone", "--quiet", self.root / "source.git", copy)
        (copy / name).write_text(text)
        sh(*git, "add", name)
        sh(*git, "commit", "--quiet", "--message=What it is upgraded to")
        sh(*git, "push", "--quiet")

    def fetching(self, words: list[str]) -> list[str]:
        """Return a command as it runs with this machine's network."""
        return ["nsenter", f"--net=/proc/{os.getpid()}/fd/{self.outside}", *words]

    def command(self, text: str) -> list[str]:
        """Return the command that runs a block as root, after what the blocks before it set."""
        variables = {
            "HOME": "/root",
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "TERM": "dumb",
            "PAGER": "cat",
            "DEBIAN_FRONTEND": "noninteractive",
            "PIP_CACHE_DIR": "/var/cache/pip",
        } | {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        if TRUSTED.exists():
            variables["PIP_CERT"] = TRUSTED_THERE
        keep = "trap 'declare -p | grep \"^declare -[-x] [A-Z_]*=\" > /root/typed; pwd > /root/at' EXIT"
        before = 'source /root/typed 2>/dev/null || true; cd "$(cat /root/at 2>/dev/null)" 2>/dev/null || cd'
        whole = f"{before}\nset -euo pipefail\n{keep}\n{text}"
        enter = ["chroot", str(self.root), "/usr/bin/env", "-i", *(f"{n}={v}" for n, v in variables.items())]
        words = [*enter, "/bin/bash", "-c", whole]
        return self.fetching(words) if self.fetches(text) else words

    def fetches(self, text: str) -> bool:
        """Return whether a block asks the world outside for packages."""
        return any(each in text for each in FETCHES)

    def run(self, text: str, answers: list[str] | None = None) -> tuple[int, str]:
        """Run a block at a terminal, where answers are typed one a question; returns how it ended and what it said."""
        pid, terminal = pty.fork()
        if pid == 0:
            words = self.command(text)
            os.execvp(words[0], words)  # noqa: S606
        said, waiting = b"", list(answers or [])
        while True:
            try:
                part = os.read(terminal, 65536)
            except OSError:  # Linux says so where others send nothing: the last one closed the terminal
                break
            if not part:
                break
            said += part
            if waiting and said.endswith(b": "):
                time.sleep(0.2)  # until a password is not echoed
                os.write(terminal, waiting.pop(0).encode() + b"\n")
        os.close(terminal)
        shown = [line.rstrip("\r").rpartition("\r")[2] for line in said.decode(errors="replace").split("\n")]
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), "\n".join(shown)
