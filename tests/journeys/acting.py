"""What people do on a page, whatever the journey."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.jobs import run_jobs
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import Message


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=re.compile(words)).first.click()


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_role("link", name=re.compile(words)).first.click()


def fill(page: Page, **fields: str) -> None:
    """Fill in by name (`offers__0__price` for `offers.0.price`): options are picked, all else is typed."""
    for name, value in [(name.replace("__", "."), value) for name, value in fields.items()]:
        field = page.locator(f"[name='{name}']")
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            chosen = page.locator(f"[name='{name}'][value='{value}']")
            page.locator(f"label[for='{chosen.get_attribute('id')}']").click()
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def speak(language: str) -> None:
    """Everybody reads this language."""
    Person.objects.update(language=language)


def asks(page: Page, service: str, send: str, **fields: str) -> str:
    """Send the form of a service; returns the number."""
    page.goto(f"/services/{service}/ask/")
    fill(page, **fields)
    press(page, send)
    page.wait_for_url(re.compile(r"/requests/REQ-\d+/sent/"))
    found = re.search(r"REQ-\d+", page.url)
    assert found is not None
    return found[0]


def decides(page: Page, about: str, button: str, *sees: str, comment: str = "") -> None:
    """Open the approval, find what it takes to decide there, and decide."""
    page.goto("/approvals/")
    follow(page, about)
    for words in sees:
        expect(page.locator("main")).to_contain_text(words)
    if comment:
        page.fill("#id_comment", comment)
    press(page, button)
    page.wait_for_url(re.compile(r"/approvals/$"))


def works(page: Page, title: str, done: str, **fields: str) -> None:
    """From the desk's first page to a task that is done."""
    page.goto("/desk/")
    follow(page, title)
    fill(page, **fields)
    press(page, done)
    page.wait_for_url(re.compile(r"/desk/$"))


def adds_to_order(page: Page, service: str) -> None:
    """From the page of a service into the order."""
    page.goto(f"/services/{service}/")
    page.locator("main button[name='add']").click()
    page.wait_for_url("**/order/")


def answers(page: Page, **fields: str) -> None:
    """Fill in the form at hand and go on with its main button."""
    fill(page, **fields)
    page.locator("form[data-asking] .asking-end button.primary").click()


def link_in_mail(who: str, path: str) -> str:
    """The last address below `path` that was mailed to `who`, without the portal's own name."""
    run_jobs()
    found: list[str] = []
    for mail in Message.objects.filter(to=who).order_by("pk"):
        found += re.findall(rf"https?://[^/\s]+(/{path}/[^/\s]+/)", mail.text)
    assert found, f"no link to {path} in the mails to {who}"
    return found[-1]
