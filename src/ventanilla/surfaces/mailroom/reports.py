"""Reports that a mail of ours could not be delivered (RFC 3464)."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_string, policy
from email.message import Message

from ventanilla.surfaces.mailroom.letters import Letter


@dataclass(frozen=True)
class Report:
    """What became of a mail: `action` is failed, delayed, delivered …; `answer` what the mail server said."""

    mail_id: str
    action: str
    answer: str


def report_in(letter: Letter) -> Report | None:
    """The report that a mail is, if it is one."""
    raw = letter.raw
    if raw.get_content_type() != "multipart/report":
        return None
    action, answer, mail_id = "", "", ""
    for part in raw.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status" and not action:
            action, answer = _status(part)
        elif kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers") and not mail_id:
            mail_id = _returned_id(part)
    return Report(mail_id, action, answer)


def _status(part: Message) -> tuple[str, str]:
    """The first recipient's fields. They lie in messages of their own within the part."""
    payload = part.get_payload()
    for fields in payload if isinstance(payload, list) else []:
        if isinstance(fields, Message) and fields.get("Action"):
            said = " ".join(str(fields.get(name, "")) for name in ("Status", "Diagnostic-Code"))
            return str(fields["Action"]).strip().lower(), " ".join(said.replace("\x00", "").split())[:1000]
    return "", ""


def _returned_id(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return str(payload[0].get("Message-ID", "")).strip()
    text = part.get_payload(decode=True)
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else ""
    return str(message_from_string(words, policy=policy.default).get("Message-ID", "")).strip()
