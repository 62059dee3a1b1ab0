"""HTML inside Markdown: what it shows, as text. Tables become rows, breaks and blocks part lines, entities are undone;
comments, hidden and deleted words are left out."""

import html
import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from ingest.formats.html import BLOCKS, read_html
from ingest.formats.markup import check_markup
from ingest.formats.raised import raised, with_note_marks
from ingest.formats.visible import NO_TEXT, SEEN, Look, within
from ingest.schema import LeftOut, Omission

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,30});")
INLINE = frozenset(
    {
        "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s",
        "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "br", "img", "wbr", "tbody", "o:p",
    }
)  # fmt: skip
VOID = frozenset({"br", "img", "hr", "wbr", "input", "meta", "link", "col"})
TOKEN = re.compile(r"<!--(.*?)(?:-->|\Z)|<(/?)([a-zA-Z][\w:]{0,15})((?:\s[^<>]*)?)(/?)>", re.DOTALL)
TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
STRUCK = re.compile(r"(?<![\\~])~~(?=[^\s~])((?:(?!\n\s*\n).){1,2000}?)(?<=[^\s\\])~~(?!~)", re.DOTALL)
RAISED = re.compile(r"(?<=[^\s^\\])\^(\d{1,2}|[*※†])\^(?!\^)")
PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
TAG = re.compile("<[^<>]*>")
KNOWN = BLOCKS | INLINE | NO_TEXT | VOID
NEAR = 6  # characters before a raised mark that tell whether it is a power
LONGEST_RAISED = 20  # characters of a raised mark
MOST_OPEN = 50  # elements among which the one that ends is looked for
NO_PLAIN_TEXT = re.compile(r"[<&~^¹²³⁰-⁹①-⑳]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """An element that is open: its name, how words looked before it, and where it ends at the latest."""

    name: str
    look: Look
    reach: int


def shown(text: str) -> tuple[str, tuple[LeftOut, ...]]:
    """A Markdown text as one without HTML, and what it holds besides. Raises `ValueError` on markup nobody writes."""
    if not NO_PLAIN_TEXT.search(text):
        return text, ()
    if "<" in text:
        check_markup(text)
    reading = _Reading(text)
    plain, left_out = reading.shown(), reading.left_out

    def struck(match: re.Match[str]) -> str:
        left_out.append(LeftOut(text=match[1], why=Omission.DELETED))
        return ""

    def up(match: re.Match[str]) -> str:
        return raised(plain[max(0, match.start() - NEAR) : match.start()], match[1], linked=False)

    plain = STRUCK.sub(struck, plain)
    plain = RAISED.sub(up, plain)
    return with_note_marks(plain), tuple(one for one in left_out if one.text.strip())


def without_entities(text: str) -> str:
    """&nbsp; &lt; &#8212; as the characters that they stand for."""
    return ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text


class _Reading:
    """Goes through a text tag by tag; keeps which elements are open and how words look within them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left_out: list[LeftOut] = []
        self._parts: list[str] = []
        self._open: list[_Open] = []
        self._look = SEEN
        self._at = 0
        self._closings: defaultdict[str, list[int]] = defaultdict(list)
        for tag in TOKEN.finditer(text):
            if tag[2]:
                self._closings[tag[3].lower()].append(tag.start())
        self._paragraphs = [match.start() for match in PARAGRAPH_END.finditer(text)]

    def shown(self) -> str:
        at = 0
        while (tag := TOKEN.search(self.text, at)) is not None:
            name = (tag[3] or "").lower()
            if tag[1] is None and name not in KNOWN:
                at = tag.start() + 1
                continue
            self._up_to(tag.start())
            at = self._at = self._read(tag, name)
        self._up_to(len(self.text))
        return "".join(self._parts)

    def _read(self, tag: re.Match[str], name: str) -> int:
        """One tag or comment; where to read on."""
        if tag[1] is not None:
            self.left_out.append(LeftOut(text=tag[1].strip(), why=Omission.COMMENT))
            return tag.end()
        if tag[2]:
            self._close(name, tag.start())
            return tag.end()
        if name == "table":
            end = _table_end(self.text, tag.start())
            self._write(f"\n\n{read_html(self.text[tag.start() : end], whole=False).text}\n")
            return end
        if name == "sup" and (end := self._raised(tag)):
            return end
        if name == "img":
            self.left_out.append(LeftOut(text=_attributes(tag[4]).get("alt") or "", why=Omission.HIDDEN))
        elif name == "br":
            self._write(" " if _in_row(self.text, tag.start()) else "\n")
        elif name in BLOCKS and not _in_row(self.text, tag.start()):
            self._write("\n")
        if name not in VOID and not tag[5]:
            self._open.append(_Open(name=name, look=self._look, reach=self._reach(name, tag.end())))
            inner = within(self._look, name, _attributes(tag[4]))
            hidden = name in NO_TEXT and not inner.omitted
            self._look = Look(omitted=Omission.HIDDEN) if hidden else inner
        return tag.end()

    def _raised(self, tag: re.Match[str]) -> int:
        """Write raised words as what they are; where they end, 0 where nothing ends them soon."""
        close = self._closing("sup", tag.end())
        inside = self.text[tag.end() : close] if close is not None else ""
        words = TAG.sub("", inside).strip()
        if close is None or len(words) > LONGEST_RAISED:
            return 0
        before = TAG.sub("", self.text[max(0, tag.start() - 10 * NEAR) : tag.start()])
        self._write(raised(before, words, linked="<a" in inside))
        return self.text.index(">", close) + 1

    def _up_to(self, place: int) -> None:
        """The words up to a place, elements that end before it closed."""
        while self._open and self._open[-1].reach < place:
            self._words(self._open[-1].reach)
            self._look = self._open.pop().look
        self._words(place)

    def _words(self, end: int) -> None:
        words = self.text[self._at : end]
        self._at = max(self._at, end)
        if self._look.why:
            self.left_out.append(LeftOut(text=words.strip(), why=self._look.why))
        else:
            self._parts.append(without_entities(words))

    def _write(self, words: str) -> None:
        if self._look.why is None:
            self._parts.append(words)

    def _close(self, name: str, place: int) -> None:
        if name in BLOCKS and not _in_row(self.text, place):
            self._write("\n")
        if any(one.name == name for one in self._open[-MOST_OPEN:]):
            while self._open:
                closed = self._open.pop()
                self._look = closed.look
                if closed.name == name:
                    return

    def _reach(self, name: str, at: int) -> int:
        """Where an element ends at the latest: at its end tag, without one at its paragraph's end."""
        close = self._closing(name, at)
        if close is not None:
            return close
        found = bisect_left(self._paragraphs, at)
        return self._paragraphs[found] if found < len(self._paragraphs) else len(self.text)

    def _closing(self, name: str, at: int) -> int | None:
        places = self._closings[name]
        found = bisect_left(places, at)
        return places[found] if found < len(places) else None


def _table_end(text: str, start: int) -> int:
    """Behind the end of the table that begins there, those inside it passed over."""
    depth = 0
    for tag in TABLE_TAG.finditer(text, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return len(text)


def _in_row(text: str, at: int) -> bool:
    """Whether a place stands within a row of a table, which a break does not part."""
    start = text.rfind("\n", 0, at) + 1
    return "|" in text[start:at]


def _attributes(words: str) -> dict[str, str | None]:
    return {match[1].lower(): match[2] or match[3] or match[4] for match in ATTRIBUTE.finditer(words)}
