"""The forms of a page as a browser would send them."""

from __future__ import annotations

from html.parser import HTMLParser


class Forms(HTMLParser):
    """The forms of a page that change something: [(where, {box: value})], and which boxes are hidden."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.hidden: set[str] = set()
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post"
            if self.inside:
                self.found.append((given.get("action", ""), {}))
        elif self.inside and "name" in given:
            self.found[-1][1][given["name"]] = given.get("value", "")
            if given.get("type") == "hidden":
                self.hidden.add(given["name"])
