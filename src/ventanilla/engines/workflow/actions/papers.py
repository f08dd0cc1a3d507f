"""Making the document of a step, and keeping it with the request."""

from __future__ import annotations

import io

from django.conf import settings
from django.utils.translation import override

from ventanilla.core.blueprint.blocks import Document
from ventanilla.core.branding.models import BrandImage
from ventanilla.core.branding.queries import brand
from ventanilla.core.files.actions import clean_name
from ventanilla.core.files.actions import store as store_file
from ventanilla.core.kit.text import pick
from ventanilla.core.timeline.actions import action
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import StepState
from ventanilla.engines.workflow.entries import DocumentMade
from ventanilla.engines.workflow.models import Step
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.engines.workflow.runtime.paper import Letter, Logo, Unprintable, pdf_of
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.tickets.actions import locked
from ventanilla.records.tickets.actions.work import attach


@action
def make_document(*, step: int) -> None:
    """Write the document that a step asks for, in its reader's language; the workflow goes on. A step that is over
    has its document already, or needs none."""
    row = Step.objects.filter(pk=step).select_related("run__ticket", "run__version").first()
    if row is None:
        return
    ticket = locked(row.run.ticket_id)
    row.refresh_from_db()
    if row.state != StepState.ACTIVE:
        return
    key = store.key_of(row)
    block = store.program_of(row.run.version_id, ticket.part).nodes[row.block].block
    assert isinstance(block, Document), "only documents are written"
    scene = Scene(ticket=ticket, run=row.run, state=store.load(row.run), here=key)
    feed(ticket, _made(scene, key, block))


def _made(scene: Scene, key: machine.StepKey, block: Document) -> machine.Event:
    reader = scene.somebody(block.to)
    if reader is None:
        return machine.Failed(key, "no_holder", str(block.to))
    for_all = not scene.kept
    wanted = [(reader.language if for_all else settings.LANGUAGE_CODE) or scene.ticket.language]
    heading = pick(scene.write(block.heading), wanted)
    language = next((code for code in (*wanted, *block.body) if code in block.body), wanted[0])
    letter = Letter(
        heading=heading,
        body=pick(scene.write(block.body), wanted),
        foot=pick(scene.write(block.foot), wanted),
        number=scene.ticket.number,
        language=language,
        portal=_portal(wanted[0]),
        logo=_logo() if block.logo else None,
    )
    try:
        content = pdf_of(letter)
    except Unprintable as error:
        if "failed" in block.on:
            return machine.Finished(key, "failed")
        return machine.Failed(key, "no_document", str(error))
    name = clean_name(f"{heading[:80].replace('/', '-')} {scene.ticket.number}.pdf")
    stored = store_file(actor=None, name=name, content=io.BytesIO(content), accept=["pdf"])
    attach(ticket=scene.ticket, file=stored, public=for_all)
    people = sorted({reader.pk, scene.ticket.requester_id}) if for_all else []
    title = scene.write(block.heading)
    scene.record(DocumentMade(title=title, file=stored.name, people=people, team_only=not for_all))
    return machine.Finished(key, "made", {"file": str(stored.key), "name": stored.name})


def _portal(language: str) -> str:
    with override(language):
        return brand().name


def _logo() -> Logo | None:
    look = brand().look
    digest = look.logo or look.dark_logo
    picture = BrandImage.objects.filter(digest=digest).first() if digest else None
    return Logo.of(picture.media_type, bytes(picture.content)) if picture else None
