"""One HTTP exchange: to the address that was judged, within its time, no larger than allowed, never redirected."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from ventanilla.engines.integrations.addresses import allowed_address
from ventanilla.engines.integrations.connector import NoAnswer, NotSent

CHUNK_BYTES = 16_384
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True)
class Exchange:
    """What came back. `value` is the JSON of the body, None when it is empty or no JSON."""

    status: int
    value: Any
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Sent:
    """What came back, as it was written."""

    status: int
    text: bytes
    headers: Mapping[str, str]


def exchange(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    query: Mapping[str, Any],
    body: Any,
    seconds: float,
    most_bytes: int,
) -> Exchange:
    """Send it and read the answer. Raises NotSent, NoAnswer, Misconfigured."""
    named = {**headers, "Accept": "application/json"}
    content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    if content is not None:
        named["Content-Type"] = "application/json"
    came = send(
        method,
        url,
        headers=named,
        query=_listed(query),
        content=content,
        seconds=seconds,
        most_bytes=most_bytes,
    )
    return Exchange(came.status, _json(came.text), came.headers)


def send(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    content: bytes | None,
    seconds: float,
    most_bytes: int,
    query: tuple[tuple[str, str], ...] | None = None,
    cut: bool = False,
) -> Sent:
    """Send these bytes and read what is answered, at most so much of it: more is refused, or, with `cut`, not read.
    Raises NotSent, NoAnswer, Misconfigured."""
    parts = urlsplit(url)
    host, secure = str(parts.hostname), parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = allowed_address(host, port)
    target = httpx.URL(url).copy_with(host=address, port=port)
    named = {**headers, "Host": parts.netloc, "User-Agent": "Ventanilla"}
    until = time.monotonic() + seconds
    try:
        with (
            httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client,
            client.stream(
                method,
                target,
                params=query,
                headers=named,
                content=content,
                extensions={"sni_hostname": host},
            ) as answer,
        ):
            text = _read(answer, until, most_bytes, cut=cut)
            return Sent(answer.status_code, text, dict(answer.headers))
    except NEVER_SENT as error:
        raise NotSent(f"{host} can't be reached ({error})") from error
    except httpx.HTTPError as error:
        raise NoAnswer(f"{host} gave no answer in time ({type(error).__name__})") from error


def _listed(query: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    listed: list[tuple[str, str]] = []
    for name, value in query.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                listed.append((name, str(item).lower() if isinstance(item, bool) else str(item)))
    return tuple(listed)


def _read(answer: httpx.Response, until: float, most_bytes: int, *, cut: bool) -> bytes:
    read = bytearray()
    for chunk in answer.iter_bytes(CHUNK_BYTES):
        read += chunk
        if len(read) > most_bytes and cut:
            return bytes(read[:most_bytes])
        if len(read) > most_bytes:
            raise NoAnswer(f"the answer is larger than {most_bytes // 1000} KB")
        if time.monotonic() > until:
            raise NoAnswer("the answer took too long")
    return bytes(read)


def _json(text: bytes) -> Any:
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
