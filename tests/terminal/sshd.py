"""A real sshd on this machine, for one user with one key, on a port of its own."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import find_tool

_PATIENCE = 30.0


class NoServer(Exception):
    """There is no sshd here that lets this user in; the message says what it said."""


@contextmanager
def served(folder: Path) -> Iterator[list[str]]:
    """The words of an ssh that logs in to a server which runs as long as this lasts; raises NoServer."""
    folder.chmod(0o700)
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name],
            check=True,
            timeout=_PATIENCE,
        )
    (folder / "authorized").write_bytes((folder / "user.pub").read_bytes())
    if os.geteuid() == 0:
        # Where sshd locks itself in; packages make it when their own server starts.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    port = _free_port()
    settings = [
        f"ListenAddress 127.0.0.1:{port}",
        f"HostKey {folder / 'host'}",
        f"AuthorizedKeysFile {folder / 'authorized'}",
        f"PidFile {folder / 'pid'}",
        "StrictModes no",
        "PermitRootLogin yes",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "UsePAM no",
    ]
    (folder / "config").write_text("\n".join(settings) + "\n")
    log = folder / "log"
    program = find_tool("sshd")
    assert program is not None
    with log.open("wb") as out:
        server = subprocess.Popen([program, "-D", "-e", "-f", folder / "config"], stderr=out)
    try:
        ssh = [
            "ssh",
            *("-F", "/dev/null", "-p", str(port), "-i", str(folder / "user"), "-tt"),
            *("-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={folder / 'known'}"),
            *("-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR"),
            f"{getpass.getuser()}@127.0.0.1",
        ]
        _wait_for(port, server, log)
        tried = subprocess.run([*ssh, "true"], capture_output=True, timeout=_PATIENCE, check=False)
        if tried.returncode:
            raise NoServer(f"{tried.stderr.decode().strip()}; {log.read_text().strip()}")
        yield ssh
    finally:
        server.terminate()
        server.wait(_PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise NoServer(log.read_text().strip() or "sshd does not listen")
