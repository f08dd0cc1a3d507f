"""Directories that speak LDAP: OpenLDAP, 389, Active Directory."""

from __future__ import annotations

from ventanilla.engines.integrations.ldap.connector import LdapConnector

__all__ = ["LdapConnector"]
