"""The block types, one file each; importing this package makes all of them known."""

from __future__ import annotations

from ventanilla.core.blueprint.blocks.alone import alone
from ventanilla.core.blueprint.blocks.approval import Approval
from ventanilla.core.blueprint.blocks.ask import Ask
from ventanilla.core.blueprint.blocks.assign_asset import AssignAsset
from ventanilla.core.blueprint.blocks.base import Block, Blocks, Deadline, Reacting
from ventanilla.core.blueprint.blocks.branch import Branch, Case
from ventanilla.core.blueprint.blocks.calculate import Calculate
from ventanilla.core.blueprint.blocks.cancel import Cancel
from ventanilla.core.blueprint.blocks.connector import Connector, Taken
from ventanilla.core.blueprint.blocks.create_ticket import CreateTicket
from ventanilla.core.blueprint.blocks.document import Document
from ventanilla.core.blueprint.blocks.for_each import ForEach
from ventanilla.core.blueprint.blocks.go_back import GoBack
from ventanilla.core.blueprint.blocks.grant import Grant, GrantEnd, Revoke
from ventanilla.core.blueprint.blocks.group import Group
from ventanilla.core.blueprint.blocks.identity import Identity
from ventanilla.core.blueprint.blocks.kept import faces_requester, is_kept
from ventanilla.core.blueprint.blocks.notify import Notify
from ventanilla.core.blueprint.blocks.parallel import Parallel
from ventanilla.core.blueprint.blocks.repeat import Repeat
from ventanilla.core.blueprint.blocks.reserve_asset import ReserveAsset
from ventanilla.core.blueprint.blocks.reserve_budget import ReserveBudget
from ventanilla.core.blueprint.blocks.resolve import Resolve
from ventanilla.core.blueprint.blocks.return_asset import ReturnAsset
from ventanilla.core.blueprint.blocks.set import Set
from ventanilla.core.blueprint.blocks.settle_budget import SettleBudget
from ventanilla.core.blueprint.blocks.task import Task
from ventanilla.core.blueprint.blocks.tree import Visit, find_block, visits, walk
from ventanilla.core.blueprint.blocks.wait import Wait

__all__ = [
    "Approval",
    "Ask",
    "AssignAsset",
    "Block",
    "Blocks",
    "Branch",
    "Calculate",
    "Cancel",
    "Case",
    "Connector",
    "CreateTicket",
    "Deadline",
    "Document",
    "ForEach",
    "GoBack",
    "Grant",
    "GrantEnd",
    "Group",
    "Identity",
    "Notify",
    "Parallel",
    "Reacting",
    "Repeat",
    "ReserveAsset",
    "ReserveBudget",
    "Resolve",
    "ReturnAsset",
    "Revoke",
    "Set",
    "SettleBudget",
    "Taken",
    "Task",
    "Visit",
    "Wait",
    "alone",
    "faces_requester",
    "find_block",
    "is_kept",
    "visits",
    "walk",
]
