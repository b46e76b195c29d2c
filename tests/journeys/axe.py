"""axe-core on the page as it stands: up to AAA, and best practice.

The vendored script is evaluated by the debugger, so the page's strict CSP stays in force.
"""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
TAGS = (
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "wcag2aaa",
    "best-practice",
)
RUN = """async tags => {
    const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
    return found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id} (${rule.impact}) ${node.target.join(' ')}: ${node.failureSummary}`));
}"""


def axe_violations(page: Page, tags: tuple[str, ...] = TAGS) -> list[str]:
    """One line for each element that breaks a rule."""
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(SCRIPT.read_text())
    found: list[str] = page.evaluate(RUN, list(tags))
    return found


def assert_no_axe_violations(page: Page, tags: tuple[str, ...] = TAGS) -> None:
    """Fails with every violation, and the address it was found at."""
    found: Any = axe_violations(page, tags)
    assert not found, f"{page.url}\n" + "\n".join(found)


def assert_sound(page: Page) -> None:
    """Nothing for axe to say, and nothing to scroll sideways."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.evaluate("innerWidth"), page.url
    assert_no_axe_violations(page)
