"""The connectors that there are. A new one is a folder beside these and a line here."""

from __future__ import annotations

from ventanilla.engines.integrations.connector import Connector
from ventanilla.engines.integrations.http import HttpConnector
from ventanilla.engines.integrations.ldap import LdapConnector
from ventanilla.engines.integrations.practice import PracticeConnector

CONNECTORS: dict[str, Connector] = {
    connector.kind: connector for connector in (HttpConnector(), LdapConnector(), PracticeConnector())
}
