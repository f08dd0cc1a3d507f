"""How the workers of pytest-xdist share the tests: a file at a time, the longest first."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

# They take the longest, so they begin first: what is left at the end is small, and all workers end together.
FIRST = (
    "tests/durability/test_kills.py",
    "tests/isolation/test_every_address.py",
    "tests/demo/acme/",
    "tests/surfaces/forms/test_forms_in_a_browser.py",
    "tests/cli/test_commands.py",
    "tests/durability/test_first_day.py",
    "tests/durability/test_random_trees.py",
    "tests/surfaces/api/test_contract.py",
    "tests/engines/workflow/acme/",
    "tests/surfaces/ui/test_gallery.py",
    "tests/surfaces/desk/test_look.py",
    "tests/journeys/",
    "tests/config/test_embedded_postgres.py",
    "tests/surfaces/api/test_tickets.py",
)
# Their tests have nothing expensive in common: each may be run by either worker.
APART = ("tests/isolation/test_every_address.py",)
# The files of such a folder have something expensive in common: one worker runs them all.
TOGETHER = ("tests/demo/acme/",)


class ByFile(LoadFileScheduling):
    """A file is run by one worker, so that its fixtures are made once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder = next((folder for folder in TOGETHER if file.startswith(folder)), "")
        return nodeid if file in APART else folder or file


def turn(nodeid: str) -> int:
    """Files that begin first, in their order; all others after them."""
    return next((turn for turn, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))
