from __future__ import annotations

import ipaddress
import socket

import ldap3
import pytest
from pydantic import ValidationError

from tests.engines.integrations.slapd import SUFFIX
from tests.factories import administrator, person
from ventanilla.core.kit.errors import Invalid, NotAllowed
from ventanilla.engines.integrations.actions import save_connection, try_connection
from ventanilla.engines.integrations.addresses import allowed_address, is_public
from ventanilla.engines.integrations.connector import Attempt, Done, Misconfigured, NoAnswer, NotSent, Refused
from ventanilla.engines.integrations.http.settings import HttpSettings, tail_of
from ventanilla.engines.integrations.paths import NotThere, take
from ventanilla.engines.integrations.queries import connector_of, history_of, settings_of

ONE = Attempt(key="key-1", seconds=5)


def perform(connection, action, **inputs):
    connector = connector_of(connection)
    given = connector.actions[action].inputs.model_validate(inputs)
    return connector.perform(settings_of(connection), action, given, ONE)


def test_json_is_sent_with_the_secret_and_the_key(http, elsewhere):
    answer = perform(http, "send", path=["people", "a/b ñ"], query={"dry": True}, body={"name": "Ana"})
    assert isinstance(answer, Done)
    assert (answer.value["id"], answer.value["status"]) == ("E-7", 200)
    (seen,) = elsewhere.seen
    assert (seen.method, seen.path, seen.body) == (
        "POST",
        "/api/people/a%2Fb%20%C3%B1?dry=true",
        {"name": "Ana"},
    )
    assert seen.headers["authorization"] == "Bearer s3cr3t-token"
    assert seen.headers["idempotency-key"] == "key-1"
    assert seen.headers["host"] == f"127.0.0.1:{elsewhere.port}"


@pytest.mark.parametrize(
    ("status", "ending"),
    [(404, Refused), (302, Refused), (409, Refused), (500, NoAnswer), (503, NoAnswer), (429, NotSent)],
)
def test_what_a_status_means(http, elsewhere, status, ending):
    elsewhere.status, elsewhere.answer = status, b'{"message": "not today"}'
    elsewhere.headers = {"Location": "http://10.0.0.1/"}
    if issubclass(ending, Exception):
        with pytest.raises(ending, match=f"{status}: not today"):
            perform(http, "read")
    else:
        answer = perform(http, "read")
        assert isinstance(answer, Refused)
        assert "not today" in answer.reason
    assert len(elsewhere.seen) == 1  # a redirect is not followed


def test_an_answer_larger_than_allowed_is_not_read(http, elsewhere):
    elsewhere.answer = b"x" * 1_000_001
    with pytest.raises(NoAnswer, match="larger than 1000 KB"):
        perform(http, "read")


def test_nobody_there_is_certainly_not_sent(http, elsewhere):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        elsewhere.port = probe.getsockname()[1]
    http.settings = {**http.settings, "url": elsewhere.url}
    with pytest.raises(NotSent):
        perform(http, "send_once", body={})


def test_a_private_address_is_not_spoken_to_unless_the_operator_allows_it(http, elsewhere, settings):
    settings.PRIVATE_CONNECTIONS = []
    with pytest.raises(Misconfigured, match="private network"):
        perform(http, "read")
    assert elsewhere.seen == []
    settings.PRIVATE_CONNECTIONS = ["127.0.0.1"]
    assert isinstance(perform(http, "read"), Done)


@pytest.mark.parametrize(
    "text",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
     "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"],
)  # fmt: skip
def test_addresses_that_are_not_out_in_the_world(text):
    assert not is_public(ipaddress.ip_address(text))


def test_a_public_address_and_an_allowed_name(settings):
    assert is_public(ipaddress.ip_address("1.1.1.1"))
    settings.PRIVATE_CONNECTIONS = ["LOCALHOST"]
    assert allowed_address("localhost", 80) in ("127.0.0.1", "::1")
    with pytest.raises(NotSent):
        allowed_address("nowhere.invalid", 80)


@pytest.mark.parametrize(
    "path", ["a/../b", "../x", "a?b=1", "a#b", "a\\b", "%2e%2e", ["a", ".."], ["", "a"], ["a\n"]]
)
def test_a_path_leads_nowhere_else(path):
    with pytest.raises(ValueError, match="path"):
        tail_of(path)


@pytest.mark.parametrize(
    "wrong",
    [{"url": "ftp://x"}, {"url": "https://u:p@x/"}, {"url": "https://x/?a"}, {"url": "http://["},
     {"url": "https://x", "auth": "header"}, {"url": "https://x", "secret": "a\nb"},
     {"url": "https://x", "callback_secret": "short"}],
)  # fmt: skip
def test_settings_that_cannot_be(wrong):
    with pytest.raises(ValidationError):
        HttpSettings.model_validate(wrong)


ANSWER = {
    "data": {"items": [{"id": 1, "tags": ["x", "y"]}, {"id": 2}], "on": "yes", "at": "2027-01-02T10:00:00Z"}
}


@pytest.mark.parametrize(
    ("path", "type_name", "value"),
    [
        ("data.items[0].id", "text", "1"),
        ("data.items[-1].id", "number", 2),
        ("data.items[*].id", "choices", ["1", "2"]),
        ("data.items[0].tags", "choices", ["x", "y"]),
        ('data["on"]', "boolean", True),
        ("data.at", "date", "2027-01-02"),
    ],
)
def test_values_are_taken_out_of_an_answer(path, type_name, value):
    assert take(ANSWER, path, type_name) == value


@pytest.mark.parametrize(
    ("path", "type_name"),
    [("data.gone", "text"), ("data.items[9].id", "text"), ("data.on", "number"), ("data", "text")],
)
def test_what_is_not_there_or_of_another_type(path, type_name):
    with pytest.raises(NotThere):
        take(ANSWER, path, type_name)


def test_secrets_are_sealed_and_stay_when_nothing_new_is_given(http, elsewhere):
    admin = administrator("Olga")
    assert "s3cr3t" not in str(http.secrets)
    assert "secret" not in http.settings
    values = {"settings": {**http.settings, "seconds": 3}, "secrets": {"secret": ""}, "owner": http.owner}
    saved = save_connection(actor=admin, slug="hr", kind="http", name="HR system", **values)
    assert settings_of(saved).secret.get_secret_value() == "s3cr3t-token"
    latest = history_of(saved)[0]
    assert latest.payload["changes"] == {"seconds": [2, 3]}
    assert "s3cr3t" not in str([entry.payload for entry in history_of(saved)])


def test_wrong_settings_are_told_by_field(http):
    with pytest.raises(Invalid) as refused:
        save_connection(
            actor=None,
            slug="hr",
            kind="http",
            name="HR",
            settings={"url": "x", "seconds": 0},
            secrets={},
            owner=http.owner,
        )
    assert refused.value.fields.keys() == {"url", "seconds"}


def test_only_administrators_connect(http):
    with pytest.raises(NotAllowed):
        try_connection(actor=person("Eva"), connection=http)


def test_trying_says_what_was_found_and_is_recorded(http, elsewhere):
    assert try_connection(actor=None, connection=http)[0] is True
    elsewhere.status = 401
    works, found = try_connection(actor=None, connection=http)
    assert (works, "401" in found) == (False, True)
    assert [entry.type for entry in history_of(http)][:2] == ["connection.tried", "connection.tried"]


def test_an_account_is_found_created_and_changed(ldap):
    found = perform(ldap, "find", name="ana")
    assert found.value["attributes"]["mail"] == "ana@acme.example"
    assert "userPassword" not in found.value["attributes"]
    assert isinstance(perform(ldap, "find", name="*"), Refused)
    created = perform(ldap, "create", name="zoe, x", attributes={"cn": "Zoe", "sn": "Ruiz", "mail": None})
    assert created.value["created"] is True
    assert (
        perform(ldap, "create", name="zoe, x", attributes={"cn": "Zoe", "sn": "Ruiz"}).value["created"]
        is False
    )
    assert isinstance(perform(ldap, "change", name="zoe, x", attributes={"mail": "zoe@acme.example"}), Done)
    assert perform(ldap, "find", name="zoe, x").value["attributes"]["mail"] == "zoe@acme.example"
    assert isinstance(perform(ldap, "change", name="zoe, x", attributes={"sn": ""}), Refused)


def test_joining_and_leaving_a_group_twice_is_no_refusal(ldap):
    for _again in range(2):
        assert isinstance(perform(ldap, "add_to_group", name="ana", group="vpn"), Done)
    assert perform(ldap, "find", name="ana").value["groups"] == ["vpn"]
    for _again in range(2):
        assert isinstance(perform(ldap, "remove_from_group", name="ana", group="vpn"), Done)
    assert perform(ldap, "find", name="ana").value["groups"] == []
    assert isinstance(perform(ldap, "add_to_group", name="ana", group="nobody"), Refused)


def signs_in(server, who, password):
    connection = ldap3.Connection(server, who, password)
    try:
        return connection.bind()
    finally:
        connection.unbind()


def test_a_one_time_password_really_signs_in(ldap, directory):
    answer = perform(ldap, "set_password", name="ana")
    password = answer.secrets["password"]
    assert password not in str(answer.value)
    server = ldap3.Server("127.0.0.1", directory.port, get_info=ldap3.NONE)
    me = f"uid=ana,ou=people,{SUFFIX}"
    assert signs_in(server, me, password)
    assert not signs_in(server, me, "old-password")
    assert isinstance(perform(ldap, "set_password", name="nobody"), Refused)


def test_a_directory_that_lets_nobody_in(ldap):
    ldap.settings = {**ldap.settings, "user": f"cn=other,{SUFFIX}"}
    with pytest.raises(Misconfigured, match="let us in"):
        perform(ldap, "find", name="ana")
    ldap.settings = {**ldap.settings, "port": 1}
    with pytest.raises(NotSent):
        perform(ldap, "find", name="ana")


@pytest.fixture
def encrypted(ldap, directory, settings, monkeypatch):
    """The connection over TLS, with the authority of the directory trusted by the machine."""
    settings.PRIVATE_CONNECTIONS = ["127.0.0.0/8", "localhost"]
    monkeypatch.setenv("SSL_CERT_FILE", str(directory.ca))
    ldap.settings = {**ldap.settings, "host": "localhost"}
    return ldap


def over(connection, directory, security):
    port = directory.secure_port if security == "ldaps" else directory.port
    connection.settings = {**connection.settings, "security": security, "port": port}
    return connection


@pytest.mark.parametrize("security", ["starttls", "ldaps"])
def test_over_tls_a_one_time_password_is_set_and_signs_in(encrypted, directory, security):
    answer = perform(over(encrypted, directory, security), "set_password", name="ana")
    server = ldap3.Server("127.0.0.1", directory.port, get_info=ldap3.NONE)
    assert signs_in(server, f"uid=ana,ou=people,{SUFFIX}", answer.secrets["password"])


@pytest.mark.parametrize("security", ["starttls", "ldaps"])
def test_a_certificate_by_nobody_we_know_or_for_another_name_is_not_spoken_to(
    encrypted, directory, security, monkeypatch
):
    over(encrypted, directory, security)
    encrypted.settings = {**encrypted.settings, "host": "127.0.0.1"}
    with pytest.raises(Misconfigured, match="can't be trusted"):
        perform(encrypted, "find", name="ana")
    monkeypatch.delenv("SSL_CERT_FILE")
    encrypted.settings = {**encrypted.settings, "host": "localhost"}
    with pytest.raises(Misconfigured, match="can't be trusted"):
        perform(encrypted, "find", name="ana")
