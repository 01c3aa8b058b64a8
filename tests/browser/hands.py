"""A person's hands and eyes at a page: the Tab key, what has the focus, what is wider than the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here);
  const kinds = {A: 'link', BUTTON: 'button', SELECT: 'combobox', TEXTAREA: 'textbox', SUMMARY: 'summary'};
  const inputs = {checkbox: 'checkbox', radio: 'radio', number: 'spinbutton', file: 'file', search: 'searchbox'};
  const role = here.tagName === 'INPUT' ? inputs[here.type] || 'textbox' : kinds[here.tagName] || 'other';
  const said = here.getAttribute('aria-label') || (here.labels && here.labels[0] || here).textContent;
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    || style.boxShadow !== 'none'
    || here.type === 'date' && !here.matches(':focus');  // its calendar button rings itself, inside the field
  return {role, name: said.replace(/\\s+/g, ' ').trim(), ring, html: here.outerHTML.slice(0, 120)};
}"""


def tab_to(page: Page, role: str, name: str, most: int = 150) -> None:
    """Press Tab until the focus is on what has this role and begins with this name; every stop must be seen."""
    for _press in range(most):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(FOCUSED)
        assert here["ring"] or here["role"] == "other", f"the focus is not seen: {here['html']}"
        if here["role"] == role and here["name"].startswith(name):
            return
    raise AssertionError(f"{most} times Tab did not reach the {role} “{name}”")


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its screen."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
