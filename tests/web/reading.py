"""A page as a browser takes it apart: its texts, its forms and their fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"input", "br", "hr", "img", "link", "meta", "col", "source", "use", "path"})
FIELDS = ("input", "select", "textarea", "button")


@dataclass
class Form:
    action: str
    method: str
    names: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Collects what tests ask about; `handlers` are attributes that would need a script."""

    def __init__(self):
        super().__init__()
        self.texts, self.forms, self.handlers, self.ids = [], [], [], []
        self.scripts, self.labelled, self.fields = [], set(), []
        self.language, self._open = "", []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.handlers += [name for name in said if name.startswith("on") or name == "style"]
        if said.get("id"):
            self.ids.append(said["id"])
        if tag == "html":
            self.language = said.get("lang", "")
        elif tag == "script":
            self.scripts.append(said)
        elif tag == "label":
            self.labelled.add(said.get("for", ""))
        elif tag == "form":
            self.forms.append(Form(said.get("action", ""), said.get("method", "get").lower()))
        elif tag in FIELDS:
            self._field(tag, said)
        if tag not in VOID:
            self._open.append(tag)

    def _field(self, tag, said):
        if self.forms and "form" in self._open and said.get("name"):
            self.forms[-1].names.add(said["name"])
        if tag != "button" and said.get("type") not in {"hidden", "submit"}:
            is_inside = "label" in self._open
            named = is_inside or said.get("aria-label") or said.get("aria-labelledby")
            self.fields.append((said.get("name", ""), said.get("id", ""), bool(named)))

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if text := " ".join(data.split()):
            inside = set(self._open)
            if not inside & {"script", "style", "textarea", "option", "pre", "code"}:
                self.texts.append(text)


def read(answer):
    reader = Reader()
    reader.feed(answer.content.decode())
    return reader
