"""nginx with the configuration that is shipped for the page, without TLS, and with all logs it leaves on."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conversations.processes import free_port

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
REASON = "needs nginx: apt-get install nginx-light"
SHIPPED = Path(__file__).parents[1] / "deploy" / "nginx-web.conf"
START_SECONDS = 20.0


@dataclass
class Proxy:
    """A running nginx. `plain`: the port that redirects to the other."""

    directory: Path
    url: str
    plain: str

    def written(self) -> str:
        """Everything that is in a file of nginx's, and the names of those it received bodies in."""
        return "\n".join(
            f"{one} {one.read_text(errors='replace')}"
            for one in self.directory.rglob("*")
            if one.is_file() and one.suffix != ".conf"
        )


@contextmanager
def nginx(
    directory: Path, servers: Sequence[str], port: int = 0, *, limits: bool = True, connections: int = 256
) -> Iterator[Proxy]:
    """nginx in front of processes at HOST:PORT, with its files below `directory`.

    `port`: where it listens, 0 for any free one. Without `limits` an address may ask without end: all
    people of a test have the same.
    """
    directory.mkdir(parents=True, exist_ok=True)
    ports = (free_port(), port or free_port())
    site = re.sub(r"(?m)^ *ssl_.*\n", "", SHIPPED.read_text())
    upstream = "\n    ".join(f"server {one};" for one in servers)
    for shipped, here in (
        ("listen 80;", f"listen 127.0.0.1:{ports[0]};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{ports[1]};"),
        ("server 127.0.0.1:8444;", upstream),
    ):
        assert shipped in site
        site = site.replace(shipped, here)
    if not limits:
        site = re.sub(r"(?m)^ *limit_(req|conn)(_status)? .*\n", "", site)
    (directory / "site.conf").write_text(site)
    folders = "".join(
        f"{kind}_temp_path {directory}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (directory / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {directory}/nginx.pid; error_log {directory}/error.log info;"
        f" events {{ worker_connections {connections}; }}"
        f" http {{ access_log {directory}/access.log; gzip on; {folders} include {directory}/site.conf; }}"
    )
    assert NGINX is not None
    given = ("-p", str(directory), "-c", str(directory / "nginx.conf"), "-e", str(directory / "start.log"))
    process = subprocess.Popen([NGINX, *given], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + START_SECONDS
        while not _answers(ports[1]):
            assert process.poll() is None, "nginx ended"
            assert time.monotonic() < until, "nginx does not answer"
        yield Proxy(directory, f"http://127.0.0.1:{ports[1]}", f"http://127.0.0.1:{ports[0]}")
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
