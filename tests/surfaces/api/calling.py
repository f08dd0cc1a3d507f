"""A program that calls the API over HTTP, through Django's test client."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ventanilla.core.access import tokens
from ventanilla.core.people.models import Person

BASE = "/api/v1"


class Caller:
    """Calls as `person` (None: without a token), asking for answers in `language` if one is given."""

    def __init__(self, person: Person | None = None, language: str = "") -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        if person is not None:
            self.headers["Authorization"] = f"Bearer {tokens.issue(person)}"
        if language:
            self.headers["Accept-Language"] = language

    def get(self, path: str, *, expect: int = 200, **query: str) -> Any:
        """GET; the JSON of an answer that must have the status `expect`."""
        response = self.client.get(f"{BASE}{path}", query, headers=self.headers)
        assert response.status_code == expect, response.content.decode()
        return response.json()

    def post(self, path: str, body: Any = None, *, expect: int = 201, key: str = "") -> Any:
        """POST with a JSON body; the JSON of an answer that must have the status `expect`."""
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        response = self.client.post(
            f"{BASE}{path}", body or {}, content_type="application/json", headers=headers
        )
        assert response.status_code == expect, response.content.decode()
        return response.json()

    def patch(self, path: str, body: Any, *, expect: int = 200) -> Any:
        """PATCH with a JSON body; the JSON of the answer."""
        response = self.raw("PATCH", path, json.dumps(body))
        assert response.status_code == expect, response.content.decode()
        return response.json()

    def put(self, path: str, body: Any, *, expect: int = 200) -> Any:
        """PUT with a JSON body; the JSON of the answer."""
        response = self.raw("PUT", path, json.dumps(body))
        assert response.status_code == expect, response.content.decode()
        return response.json()

    def delete(self, path: str, *, expect: int = 204) -> Any:
        """DELETE; the JSON of the answer, None when it has no body."""
        response = self.raw("DELETE", path)
        assert response.status_code == expect, response.content.decode()
        return response.json() if response.content else None

    def raw(self, method: str, path: str, body: bytes | str = b"", **headers: str) -> Any:
        """Anything at all; the response itself."""
        content_type = headers.pop("Content-Type", "application/json")
        return self.client.generic(
            method, f"{BASE}{path}", body, content_type=content_type, headers=self.headers | headers
        )

    def upload(self, name: str, content: bytes, *, expect: int = 201) -> Any:
        """POST files."""
        file = SimpleUploadedFile(name, content)
        response = self.client.post(f"{BASE}/files", {"file": file}, headers=self.headers)
        assert response.status_code == expect, response.content.decode()
        return response.json()
