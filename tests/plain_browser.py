"""A browser without script: it reads the page, follows its links and sends the forms it offers.

    director = PlainBrowser()
    director.open("/sign-in/").write("手机号", "…").write("密码", "…").press("进入")
    assert director.heading == "周主任，上午好"

Fields are found by their label, links and buttons by their words; a form is sent with exactly the
fields its HTML holds, as a browser would, with the CSRF check in force. What is not on the page
cannot be sent, so a form that lacks a field or a button fails the test.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.test import Client

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SILENT = frozenset({"script", "style", "svg", "template"})
TYPED = frozenset({"text", "tel", "search", "number", "email", "password", "date", "time", "url"})


@dataclass(eq=False)
class Node:
    """An element of the page; text stands in `children` as plain strings."""

    tag: str
    attrs: dict[str, str]
    parent: "Node | None" = None
    children: list["Node | str"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Node"]:
        """Every element inside, in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child

    def all(self, *tags: str) -> list["Node"]:
        return [node for node in self if node.tag in tags]

    @property
    def text(self) -> str:
        """Its words, without white space at the ends and doubled inside."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in SILENT:
                yield from child._words()

    def inside(self, tag: str) -> "Node | None":
        """The nearest element of this name around it."""
        node = self.parent
        while node is not None and node.tag != tag:
            node = node.parent
        return node

    @property
    def shown(self) -> bool:
        """Not for those with a script only."""
        node: Node | None = self
        while node is not None:
            if "hidden" in node.attrs or node.tag == "template":
                return False
            node = node.parent
        return True


class Page(HTMLParser):
    """The tree of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._open = Node("", {})
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(node)
        if tag not in VOID:
            self._open = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` closes itself; it holds nothing a reader needs."""

    def handle_endtag(self, tag: str) -> None:
        node: Node | None = self._open
        while node is not None and node.tag != tag:
            node = node.parent
        if node is not None and node.parent is not None:
            self._open = node.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)


class PlainBrowser:
    """One person at one machine. Every step returns the browser, so steps read as a sentence."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.steps = 0
        """Links followed and buttons pressed so far."""
        self.taps = 0
        """Steps, and fields touched; typing itself is not counted (UX E.3)."""

    def open(self, path: str) -> "PlainBrowser":
        """Type an address, or scan it. Redirects are followed; anything but 200 fails."""
        return self._show(self.client.get(path, follow=True), path)

    def click(self, words: str) -> "PlainBrowser":
        """Follow the link with these words."""
        self._count(step=True)
        link = self._one(self.page.all("a"), words, "link")
        return self.open(urljoin(self.address, link.attrs["href"]))

    def write(self, label: str, text: str, *, group: str = "") -> "PlainBrowser":
        self._count()
        control = self._control(label, group)
        assert control.tag == "textarea" or control.attrs.get("type", "text") in TYPED, label
        if control.tag == "textarea":
            control.children = [text]
        else:
            control.attrs["value"] = text
        return self

    def choose(self, label: str, *, group: str = "") -> "PlainBrowser":
        """Tick a box or a radio button."""
        self._count()
        control = self._control(label, group)
        if control.attrs["type"] == "radio":
            form = control.inside("form")
            assert form is not None
            for other in form.all("input"):
                if other.attrs.get("name") == control.attrs["name"]:
                    other.attrs.pop("checked", None)
        control.attrs["checked"] = ""
        return self

    def pick(self, label: str, words: str, *, group: str = "") -> "PlainBrowser":
        """Choose one option of a list."""
        self._count()
        options = self._control(label, group).all("option")
        chosen = self._one(options, words, "option")
        for option in options:
            option.attrs.pop("selected", None)
        chosen.attrs["selected"] = ""
        return self

    def press(self, words: str, *, status: int = 200) -> "PlainBrowser":
        """Send the form of this button with everything it holds."""
        self._count(step=True)
        button = self._one(self.page.all("button"), words, "button")
        form = self._form_of(button)
        method = button.attrs.get("formmethod") or form.attrs.get("method", "get")
        action = button.attrs.get("formaction") or form.attrs.get("action", "")
        address = urljoin(self.address, action)
        values = self._values(form, button)
        if method.lower() == "get":
            path = urlsplit(address).path
            return self.open(f"{path}?{urlencode(values, doseq=True)}")
        answer = self.client.post(address, values, follow=True)
        return self._show(answer, f"{words} at {address}", status)

    @property
    def heading(self) -> str:
        [found] = self.page.all("h1")
        return found.text

    @property
    def text(self) -> str:
        [main] = self.page.all("main")
        return main.text

    @property
    def buttons(self) -> list[str]:
        return [node.text for node in self.page.all("button") if node.shown]

    @property
    def errors(self) -> str:
        """The summary above a refused form."""
        return " ".join(n.text for n in self.page if "error-summary" in n.attrs.get("class", ""))

    def _count(self, *, step: bool = False) -> None:
        self.taps += 1
        self.steps += step

    def _show(self, response: Any, asked: str, status: int = 200) -> "PlainBrowser":
        request = response.request
        query = request.get("QUERY_STRING")
        self.address = request["PATH_INFO"] + (f"?{query}" if query else "")
        self.page = Page(response.content.decode()).root
        assert response.status_code == status, f"{asked}: {response.status_code}\n{self.text}"
        return self

    def _one(self, nodes: list[Node], words: str, what: str) -> Node:
        seen = [node for node in nodes if node.shown]
        found = [node for node in seen if node.text == words]
        found = found or [node for node in seen if words in node.text]
        there = "、".join(node.text for node in seen)
        assert found, f"{self.address} has no {what} “{words}”. It has: {there}"
        return found[0]

    def _control(self, label: str, group: str) -> Node:
        around: Node | None = self.page
        if group:
            legend = self._one(self.page.all("legend"), group, "group")
            around = legend.inside("fieldset")
        assert around is not None
        found = self._one(around.all("label"), label, "field")
        by_id = {node.attrs.get("id"): node for node in self.page}
        if found.attrs.get("for"):
            return by_id[found.attrs["for"]]
        return found.all("input", "select", "textarea")[0]

    def _form_of(self, button: Node) -> Node:
        wanted = button.attrs.get("form")
        form = button.inside("form")
        if wanted:
            form = next(node for node in self.page.all("form") if node.attrs.get("id") == wanted)
        assert form is not None, f"the button “{button.text}” belongs to no form"
        return form

    def _values(self, form: Node, button: Node) -> dict[str, list[Any]]:
        """The successful controls of the form (HTML, 4.10.21.4), with the pressed button's own."""
        values: dict[str, list[Any]] = {}
        for node in form.all("input", "select", "textarea"):
            name = node.attrs.get("name")
            if name and "disabled" not in node.attrs:
                values.setdefault(name, []).extend(_sent(node))
        if button.attrs.get("name"):
            values.setdefault(button.attrs["name"], []).append(button.attrs.get("value", ""))
        return {name: sent for name, sent in values.items() if sent}


def _sent(node: Node) -> list[Any]:
    """What a browser sends for one control."""
    if node.tag == "textarea":
        said = "".join(part for part in node.children if isinstance(part, str))
        return [said.removeprefix("\n")]
    if node.tag == "select":
        options = node.all("option")
        chosen = [option for option in options if "selected" in option.attrs] or options[:1]
        return [option.attrs.get("value", option.text) for option in chosen]
    kind = node.attrs.get("type", "text")
    if kind in {"checkbox", "radio"}:
        return [node.attrs.get("value", "on")] if "checked" in node.attrs else []
    silent = kind in {"submit", "button", "image", "file"}
    return [] if silent else [node.attrs.get("value", "")]
