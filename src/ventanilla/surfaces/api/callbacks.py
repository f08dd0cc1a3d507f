"""What other systems tell a workflow that waits for it."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import Router

from ventanilla.engines.workflow.actions.callbacks import receive
from ventanilla.surfaces.api.errors import sent

router = Router(tags=["callbacks"])
MOST_BYTES = 256 * 1024
NO_TOKEN = {status: answer for status, answer in sent(404).items() if status != 401}
"""How it is refused, but for a token, which nobody needs here."""


@router.post("/{token}/", auth=None, response={204: None, **NO_TOKEN})
def receive_callback(request: HttpRequest, token: str) -> HttpResponse:
    """Tell a waiting workflow something. The body is the JSON object that the service describes, signed with the
    connection's secret as Standard Webhooks say (`webhook-id`, `webhook-timestamp`, `webhook-signature`). The same
    `webhook-id` again changes nothing. It may have 256 KiB."""
    if len(request.body) > MOST_BYTES:
        raise RequestDataTooBig
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    receive(
        token=token,
        body=request.body,
        headers={name: request.headers.get(name, "") for name in names},
    )
    return HttpResponse(status=204)
