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
    tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, valid_names=[settings.host], sni=settings.host)
    server = ldap3.Server(
        address,
        port=settings.port,
        use_ssl=settings.security == "ldaps",
        tls=None if settings.security == "none" else tls,
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
    except (ssl.SSLError, faults.LDAPCertificateError, faults.LDAPStartTLSError) as error:
        raise Misconfigured(f"the directory's certificate can't be trusted ({error})") from error
    except (faults.LDAPCommunicationError, faults.LDAPResponseTimeoutError, OSError) as error:
        raise NotSent(f"{settings.host} can't be reached ({type(error).__name__})") from error
    except faults.LDAPException as error:
        raise Misconfigured(f"the directory can't be spoken to ({error})") from error


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
