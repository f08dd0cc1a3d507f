"""What other systems tell a workflow that waits for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from ventanilla.engines.workflow.actions.callbacks import receive
from ventanilla.surfaces.api.errors import Error

router = Router(tags=["callbacks"])
MOST_BYTES = 256 * 1024


@router.post("/{token}/", auth=None, response={204: None, 404: Error, 422: Error})
def receive_callback(request: HttpRequest, token: str) -> HttpResponse:
    """Tell a waiting workflow something. The body is the JSON object that the service describes, signed with the
    connection's secret as Standard Webhooks say (`webhook-id`, `webhook-timestamp`, `webhook-signature`). The same
    `webhook-id` again changes nothing."""
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    receive(
        token=token,
        body=request.body[:MOST_BYTES],
        headers={name: request.headers.get(name, "") for name in names},
    )
    return HttpResponse(status=204)
