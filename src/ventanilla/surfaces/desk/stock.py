"""The equipment that an agent's department keeps: what is in stock, who has the rest, and what has just arrived."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.search.text import bare
from ventanilla.records.assets import actions
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset, AssetModel
from ventanilla.records.assets.policies import may_manage
from ventanilla.records.assets.queries import model_by_slug, models_kept_by, pieces_of, stock_count
from ventanilla.surfaces.desk.doors import for_agents
from ventanilla.surfaces.ui.format import short_day

LONGEST_REASON = 500


@require_safe
@for_agents
def shelves(request: HttpRequest) -> HttpResponse:
    """Every model that the agent's departments keep, with what is left of it."""
    kept = sorted(models_kept_by(person_of(request)), key=lambda model: bare(pick(model.name)).casefold())
    rows = [
        {
            "url": reverse("desk:shelf", args=[model.slug]),
            "name": pick(model.name),
            "seats": _seats(model.seats),
            "in_stock": model.in_stock,  # type: ignore[attr-defined]  # counted by the query
            "handed_out": model.handed_out,  # type: ignore[attr-defined]
        }
        for model in kept
    ]
    return render(request, "desk/stock.html", {"rows": rows})


def _seats(seats: int | None) -> str:
    """«Licence for 25 people»; nothing for what has pieces."""
    if seats is None:
        return ""
    return ngettext("Licence with %(n)s seat", "Licence with %(n)s seats", seats) % {"n": seats}


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def shelf(request: HttpRequest, slug: str) -> HttpResponse:
    """The pieces of one model; new ones are added by their serial numbers, a line each."""
    person = person_of(request)
    model = _kept(person, slug)
    typed, error = "", ""
    if request.method == "POST" and "seats" in request.POST:
        return _set_seats(request, person, model)
    if request.method == "POST":
        typed = request.POST.get("serials", "").replace("\x00", "")
        try:
            count = len(actions.add_assets(actor=person, model=model, serials=typed.splitlines()))
        except Invalid as refusal:
            error = str(refusal)
        else:
            said = ngettext("%(n)s piece is in stock now.", "%(n)s pieces are in stock now.", count) % {
                "n": count
            }
            messages.success(request, said)
            return redirect("desk:shelf", slug=slug)
    return render(
        request, "desk/shelf.html", _page(request, model, typed, error), status=422 if error else 200
    )


def _set_seats(request: HttpRequest, person: Person, model: AssetModel) -> HttpResponse:
    written = request.POST.get("seats", "").strip()[:10]
    try:
        actions.set_seats(model=model, seats=int(written) if written.isdecimal() else -1, actor=person)
    except (Invalid, Conflict) as refusal:
        shown = _page(request, model, "", "") | {"seats_error": str(refusal), "seats": written}
        return render(request, "desk/shelf.html", shown, status=refusal.status)
    messages.success(request, _("The licence has its seats."))
    return redirect("desk:shelf", slug=model.slug)


def _kept(person: Person, slug: str) -> AssetModel:
    model = model_by_slug(slug)
    if model is None or not may_manage(person, model.department_id):
        raise NotFound(_("There is no such equipment here."))
    return model


def _page(request: HttpRequest, model: AssetModel, typed: str, error: str) -> dict[str, object]:
    found = pieces_of(model, after=request.GET.get("after"))
    return {
        "model": model,
        "name": pick(model.name),
        "in_stock": stock_count(model),
        "kind": _seats(model.seats),
        "pieces": [_piece(model, asset) for asset in found.items],
        "more": "?" + urlencode({"after": found.next}) if found.next else "",
        "typed": typed,
        "error": error,
        "licence": model.seats is not None,
        "may_be_licence": model.seats is not None or not found.items,
        "seats": "" if model.seats is None else str(model.seats),
    }


def _piece(model: AssetModel, asset: Asset) -> dict[str, str]:
    return {
        "serial": asset.serial,
        "holder": asset.holder.name if asset.holder else "",
        "reserved": _("Reserved") if asset.state == AssetState.RESERVED else "",
        "since": short_day(asset.assigned_at) if asset.assigned_at else "",
        "return_url": reverse("desk:give_back", args=[model.slug, asset.pk]) if asset.holder else "",
        "retire_url": reverse("desk:retire", args=[model.slug, asset.pk]) if model.seats is None else "",
    }


@require_POST
@for_agents
def give_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A piece comes back into stock."""
    person = person_of(request)
    asset = _piece_of(_kept(person, slug), pk)
    try:
        actions.give_back(asset=asset, actor=person)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        seat = asset.model.seats is not None
        said = _("The seat is free again.") if seat else _("%(serial)s is in stock again.")
        messages.success(request, said % {"serial": asset.serial})
    return redirect("desk:shelf", slug=slug)


@require_POST
@for_agents
def retire(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A piece is lost, broken or sold: out of use for good."""
    person = person_of(request)
    asset = _piece_of(_kept(person, slug), pk)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:LONGEST_REASON]
    if not reason:
        messages.error(request, _("Say why it goes out of use: lost, broken, sold…"))
        return redirect("desk:shelf", slug=slug)
    try:
        actions.retire(asset=asset, actor=person, reason=reason)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(serial)s is out of use.") % {"serial": asset.serial})
    return redirect("desk:shelf", slug=slug)


def _piece_of(model: AssetModel, pk: int) -> Asset:
    asset = Asset.objects.filter(model=model, pk=pk).first()
    if asset is None:
        raise NotFound(_("There is no such equipment here."))
    return asset
