"""Those who use the portal while it is being killed: they try again until they have their answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import httpx

PATIENCE_SECONDS = 120
PAUSE_SECONDS = 0.2
DONE_ALREADY = 409


class Unanswered(AssertionError):
    """The portal didn't come back in time."""


class Office:
    """The five who take part in each laptop, with their tokens, and a count of what is done."""

    def __init__(self, port: int, tokens: dict[str, str]) -> None:
        self.base = f"http://127.0.0.1:{port}/api/v1"
        self.tokens = tokens
        self.done = 0
        self.tries = 0
        self._counting = threading.Lock()

    def laptop(self, name: str) -> str:
        """One request from asking to its end, or to where it waits for stock; its number."""
        body = {"service": "laptop", "answers": {"model": "air-13"}}
        number = str(self._send("ana", "POST", "/tickets", body, key=name)["number"])
        approval = self._find("marta", "/approvals", number)["id"]
        self._send("marta", "POST", f"/approvals/{approval}/decision", {"decision": "approve"})
        workplace = self._find("felipe", "/tasks", number)["id"]
        self._send("felipe", "POST", f"/tasks/{workplace}/completion", {"answers": {}})
        task = self._find("luis", "/tasks", number)
        if "on" in task["form"]["properties"]:  # the delivery; without stock it is to restock
            self._send("luis", "POST", f"/tasks/{task['id']}/completion", {"answers": {"on": "2030-05-06"}})
            mouse = self._find("ana", "/tasks", number)["id"]
            self._send("ana", "POST", f"/tasks/{mouse}/completion", {"answers": {"size": "Small"}})
        return number

    def settle_faults(self) -> int:
        """Lucia goes on where nobody knows whether what may be done only once was done; how many there were."""
        faults = [item for item in self._send("lucia", "GET", "/tasks")["items"] if item["kind"] == "fault"]
        for fault in faults:
            self._send("lucia", "POST", f"/tasks/{fault['id']}/completion", {"answers": {"choice": "go_on"}})
        return len(faults)

    def _find(self, who: str, path: str, number: str) -> dict[str, Any]:
        """The approval or task of this ticket; it is there as soon as the step before it is answered."""
        after: dict[str, str] = {}
        while True:
            page = self._send(who, "GET", path, query=after)
            for item in page["items"]:
                if item["ticket"] == number:
                    return dict(item)
            assert page["next"], f"{who} has nothing to do in {number}"
            after = {"after": page["next"]}

    def _send(
        self,
        who: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str = "",
        query: dict[str, str] | None = None,
    ) -> Any:
        """Send until it is answered. That it is done already (409) is an answer: an earlier try was heard."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} | ({"Idempotency-Key": key} if key else {})

        def attempt() -> httpx.Response:
            return httpx.request(
                method, self.base + path, json=body, params=query, headers=headers, timeout=10
            )

        response = self._until_answered(attempt)
        if response.status_code != DONE_ALREADY:
            assert response.is_success, f"{method} {path}: {response.status_code} {response.text[:500]}"
        with self._counting:
            self.done += method == "POST"
        return response.json()

    def _until_answered(self, attempt: Callable[[], httpx.Response]) -> httpx.Response:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with self._counting:
                self.tries += 1
            try:
                response = attempt()
                if response.status_code < 500:
                    return response
            except httpx.TransportError:
                pass
            time.sleep(PAUSE_SECONDS)
        raise Unanswered("no answer in time")
