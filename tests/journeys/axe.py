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
# What has the contrast of AAA has that of AA: one rule of the two looks at every word. `preload`
# fetches style sheets for rules about rotation and films, of which there are neither.
RUN = """async tags => {
    const found = await axe.run(
        document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
                   preload: false,
                   rules: {'color-contrast': {enabled: false}}});
    return found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id} (${rule.impact}) ${node.target.join(' ')}: ${node.failureSummary}`));
}"""


def bring_axe(page: Page) -> None:
    """To every page this browser will open, so that it need not be carried there each time."""
    page.add_init_script(path=SCRIPT)


def axe_violations(page: Page, tags: tuple[str, ...] = TAGS) -> list[str]:
    """One line for each element that breaks a rule."""
    page.wait_for_load_state()
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(SCRIPT.read_text())
    found: list[str] = page.evaluate(RUN, list(tags))
    return found


def assert_no_axe_violations(page: Page, tags: tuple[str, ...] = TAGS) -> None:
    """Fails with every violation, and the address it was found at."""
    found: Any = axe_violations(page, tags)
    assert not found, f"{page.url}\n" + "\n".join(found)


Face = tuple[int, str]
DESK, PHONE = (1366, "std"), (390, "large")
FACES: tuple[Face, ...] = (DESK, PHONE)
"""At the desk in standard letters, on a phone in 大字: how every page is looked at."""
SIZE = """size => size === 'std'
    ? document.documentElement.removeAttribute('data-size')
    : document.documentElement.setAttribute('data-size', size)"""


def wear(page: Page, face: Face) -> None:
    """Another width and text size without another visit: the size is one attribute of <html>,
    written by the server (shell.html) or by the switch in the header (portal.js).

    A click returns as soon as the next page begins: it has no root element to dress yet.
    """
    page.wait_for_load_state()
    width, size = face
    page.evaluate(SIZE, size)
    page.set_viewport_size({"width": width, "height": 844})


def assert_sound(page: Page, faces: tuple[Face, ...] = ()) -> None:
    """Nothing to scroll sideways, as it stands or in each face, and nothing for axe to say in the
    last of them: test_every_page.py lets axe look at every page in both."""
    for face in faces:
        wear(page, face)
        assert_fits(page)
    if not faces:
        assert_fits(page)
    assert_no_axe_violations(page)


def assert_fits(page: Page) -> None:
    """Nothing to scroll sideways (320 px is 400 % zoom).

    A click returns as soon as the next page begins: it has no root element to measure yet.
    """
    page.wait_for_load_state()
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert fits, f"{page.url} sticks out at {page.viewport_size}"
