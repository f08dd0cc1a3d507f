"""A real dovecot, in a folder of its own, as a user without rights: the same for root as for anybody else."""

from __future__ import annotations

import getpass
import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "/usr/sbin/dovecot"
PASSWORD = "secret"
NOBODY = "nobody"

CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:{folder}/mail/%n
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%n
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """Every name is an account; all have the password PASSWORD."""

    port: int

    def url(self, account: str) -> str:
        return f"imap://{account}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    def enter(self, account: str) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.login(account, PASSWORD)
        return client


def is_there() -> bool:
    return Path(PROGRAM).exists()


@contextmanager
def running() -> Iterator[Dovecot]:
    """A server that ends with the block."""
    who = _who()
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    port = _free_port()
    values = {"folder": folder, "port": port, "password": PASSWORD, **who}
    (folder / "dovecot.conf").write_text(CONFIGURATION.format(**values))
    for name in ("run", "state", "mail", "home"):
        (folder / name).mkdir()
    other = {"user": who["user"], "group": who["group"], "extra_groups": []} if os.geteuid() == 0 else {}
    if other:
        for path in (folder, *folder.iterdir()):
            os.chown(path, int(who["uid"]), int(who["gid"]))
    process = subprocess.Popen([PROGRAM, "-F", "-c", str(folder / "dovecot.conf")], **other)  # type: ignore[call-overload]
    try:
        _wait(port, process, folder)
        yield Dovecot(port)
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _who() -> dict[str, str]:
    """Root steps down; dovecot would refuse to read mail as root."""
    import grp
    import pwd

    found = pwd.getpwnam(NOBODY if os.geteuid() == 0 else getpass.getuser())
    group = grp.getgrgid(found.pw_gid).gr_name
    return {"user": found.pw_name, "group": group, "uid": str(found.pw_uid), "gid": str(found.pw_gid)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    log = folder / "log"
    raise RuntimeError(f"dovecot did not start: {log.read_text() if log.exists() else 'no log'}")
