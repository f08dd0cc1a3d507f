"""One signed-in conversation with a directory, and what its result codes mean."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import ldap3
from ldap3.core import exceptions as faults

from ventanilla.engines.integrations.addresses import allowed_address
from ventanilla.engines.integrations.connector import Misconfigured, NoAnswer, NotSent
from ventanilla.engines.integrations.ldap.settings import LdapSettings

BUSY = {51: "busy", 52: "unavailable"}  # RFC 4511, 4.1.9: it was not done, and may be tried again


class CheckedTls(ldap3.Tls):  # type: ignore[misc]
    """TLS as Python itself checks it, the name in the certificate too: the library does that by a function that newer
    Pythons no longer have. Authorities are those that the machine trusts (or those of SSL_CERT_FILE)."""

    untrusted: ssl.SSLCertVerificationError | None = None

    def __init__(self, host: str) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED, sni=host)

    def wrap_socket(self, connection: ldap3.Connection, do_handshake: bool = False) -> None:
        """Encrypt the socket of the connection; why it isn't trusted is kept in `untrusted`."""
        context = ssl.create_default_context()
        try:
            connection.socket = context.wrap_socket(
                connection.socket, server_hostname=self.sni, do_handshake_on_connect=do_handshake
            )
        except ssl.SSLCertVerificationError as error:
            self.untrusted = error
            raise


@contextmanager
def session(settings: LdapSettings) -> Iterator[ldap3.Connection]:
    """A signed-in connection that ends with the block. Raises NotSent, NoAnswer or Misconfigured."""
    connection = _opened(settings)
    try:
        yield connection
    except (faults.LDAPCommunicationError, faults.LDAPResponseTimeoutError) as error:
        raise NoAnswer(f"the directory broke off ({type(error).__name__})") from error
    finally:
        with _quietly():
            connection.unbind()


def _opened(settings: LdapSettings) -> ldap3.Connection:
    address = allowed_address(settings.host, settings.port)
    tls = None if settings.security == "none" else CheckedTls(settings.host)
    server = ldap3.Server(
        address,
        port=settings.port,
        use_ssl=settings.security == "ldaps",
        tls=tls,
        connect_timeout=settings.seconds,
        get_info=ldap3.NONE,
    )
    secret = settings.password.get_secret_value()
    connection = ldap3.Connection(
        server,
        user=settings.user or None,
        password=secret or None,
        authentication=ldap3.SIMPLE if settings.user else ldap3.ANONYMOUS,
        receive_timeout=settings.seconds,
        auto_referrals=False,
        check_names=False,
    )
    try:
        _let_in(connection, settings)
    except BaseException:
        with _quietly():
            connection.unbind()
        with _quietly():  # the library leaves a socket open that couldn't connect
            if connection.socket is not None:
                connection.socket.close()
        raise
    return connection


def _let_in(connection: ldap3.Connection, settings: LdapSettings) -> None:
    try:
        connection.open()
        if settings.security == "starttls" and not connection.start_tls(read_server_info=False):
            raise Misconfigured("the directory doesn't encrypt with STARTTLS")
        if not connection.bind(read_server_info=False):
            raise Misconfigured(f"the directory didn't let us in: {connection.result['description']}")
    except (faults.LDAPException, OSError) as error:
        raise _trouble(connection, settings, error) from error


def _trouble(connection: ldap3.Connection, settings: LdapSettings, error: Exception) -> Exception:
    """What kept us from being let in, as something to put right, or as something that may pass."""
    untrusted = getattr(connection.server.tls, "untrusted", None)
    if untrusted is not None:
        return Misconfigured(f"the directory's certificate can't be trusted ({untrusted.verify_message})")
    if isinstance(error, ssl.SSLError | faults.LDAPStartTLSError):
        return Misconfigured(f"the directory doesn't encrypt as it should ({error})")
    if isinstance(error, faults.LDAPCommunicationError | faults.LDAPResponseTimeoutError | OSError):
        return NotSent(f"{settings.host} can't be reached ({type(error).__name__})")
    return Misconfigured(f"the directory can't be spoken to ({error})")


@contextmanager
def _quietly() -> Iterator[None]:
    try:
        yield
    except (faults.LDAPException, OSError):
        return


def refusal_of(connection: ldap3.Connection) -> str:
    """Why the last operation was refused. Raises NotSent when the directory was only too busy."""
    result = connection.result
    if result["result"] in BUSY:
        raise NotSent(f"the directory is {BUSY[result['result']]}")
    said = " ".join(str(result.get("message") or "").split())[:300]
    return f"the directory said: {result['description']}{f' ({said})' if said else ''}"
