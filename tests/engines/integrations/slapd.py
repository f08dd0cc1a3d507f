"""A real slapd, in a folder of its own, as a user without rights: the same for root as for anybody else."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines.integrations.certificates import write_certificates

PROGRAM = "/usr/sbin/slapd"
SCHEMAS = "/etc/ldap/schema"
SUFFIX = "dc=acme,dc=example"
ADMIN, PASSWORD = f"cn=admin,{SUFFIX}", "directory-secret"

CONFIGURATION = """
include {schemas}/core.schema
include {schemas}/cosine.schema
include {schemas}/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/cert.pem
TLSCertificateKeyFile {folder}/key.pem
database mdb
maxsize 10485760
suffix "{suffix}"
rootdn "{admin}"
rootpw {password}
directory {folder}/data
index objectClass eq
index uid eq
access to attrs=userPassword by self write by anonymous auth by * none
access to * by users read by * none
"""
ENTRIES = f"""dn: {SUFFIX}
objectClass: dcObject
objectClass: organization
o: Acme
dc: acme

dn: ou=people,{SUFFIX}
objectClass: organizationalUnit
ou: people

dn: ou=groups,{SUFFIX}
objectClass: organizationalUnit
ou: groups

dn: uid=ana,ou=people,{SUFFIX}
objectClass: inetOrgPerson
uid: ana
cn: Ana García
sn: García
mail: ana@acme.example
userPassword: old-password

dn: cn=vpn,ou=groups,{SUFFIX}
objectClass: groupOfNames
cn: vpn
member: {ADMIN}
"""


@dataclass(frozen=True)
class Slapd:
    """A directory with Ana and the group vpn. It speaks TLS as `localhost`, by the authority in the file `ca`."""

    port: int
    secure_port: int
    ca: Path

    @property
    def settings(self) -> dict[str, object]:
        """The settings of a connection to it, but for the password."""
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "user": ADMIN,
            "people": f"ou=people,{SUFFIX}",
            "groups": f"ou=groups,{SUFFIX}",
            "seconds": 5,
        }


def is_there() -> bool:
    return Path(PROGRAM).exists()


@contextmanager
def running() -> Iterator[Slapd]:
    """A server that ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="slapd-"))
    try:
        (folder / "data").mkdir()
        write_certificates(folder, "localhost")
        values = {
            "schemas": SCHEMAS,
            "folder": folder,
            "suffix": SUFFIX,
            "admin": ADMIN,
            "password": PASSWORD,
        }
        (folder / "slapd.conf").write_text(CONFIGURATION.format(**values))
        (folder / "entries.ldif").write_text(ENTRIES)
        add = ["-T", "add", "-f", str(folder / "slapd.conf"), "-l", str(folder / "entries.ldif")]
        subprocess.run([PROGRAM, *add], check=True, capture_output=True)
        port, secure_port = _free_port(), _free_port()
        addresses = f"ldap://127.0.0.1:{port}/ ldaps://127.0.0.1:{secure_port}/"
        process = subprocess.Popen(
            [PROGRAM, "-d", "0", "-f", str(folder / "slapd.conf"), "-h", addresses],
            **_stepping_down(folder),  # type: ignore[call-overload]
        )
        try:
            _wait(port, process)
            yield Slapd(port, secure_port, folder / "ca.pem")
        finally:
            process.terminate()
            process.wait(10)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stepping_down(folder: Path) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("slapd did not start")
