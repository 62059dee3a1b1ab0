"""Which lines of a page are the document and which belong to the site, by where they stand.

What tells is where most of the text is, where the title stands, how much of a line is links, and what it says; a tag's
or a class's name alone never does: whole pages live in one `<form>`, titles in `<header>`, notes in `<footer>`.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from ingest.formats.labels import date_line, labelled
from ingest.formats.page_lines import Block, PageLine
from ingest.formats.site_words import site_kind
from ingest.schema import Omission

MAIN = 0.6  # share of the text that the block holds which holds the document
LINKED = 0.5  # share of a line, or of a part of the page, from which on it is links
MENU_ENTRY = 12  # characters of an entry of a menu at most
MENU = 4  # entries one after another from which on they are a menu, wherever they stand
SHORTEST_PROSE = 12  # characters of a line that counts as text; shorter ones with a full stop count too
BEFORE_TITLE = 0.3  # share of the text that may stand before the title; where more does it is not the title
# share of the text that may stand behind what ends a document; where more does it ends none
BEHIND = {"neighbours": 0.5, "related": 0.3, "footer": 0.3, "owners": 0.05}
DIRECTORY = 0.2  # characters of text for each of long links, under which a page is but a list of others
LONG_LINK = 10  # characters of a link that may be what a page lists
PROSE = re.compile(
    r"[。；;！!？?：:，,]|[（(][一二三四五六七八九十\d]{1,3}[)）]|^[一二三四五六七八九十]{1,3}、|^\d{1,2}[.．、]|^第[一二三四五六七八九十百\d]+[章节条编]|^[①-⑳]"
)
NOTE = re.compile(
    r"(?:注|备注|说明|注释|附注)\s*\d*\s*[:：]|[\[〔【(（]?\d{1,2}[\]〕】)）.．、 ]\s*\S|[*＊※①-⑳]|注\d|附件|\[\^"
)
ATTACHED = re.compile(r"附件|附表|\.(?:docx?|xlsx?|pdf|wps|ofd|zip|rar|et|pptx?)\b", re.IGNORECASE)
BARE = re.compile(r"(?:相关)?附件(?:下载|列表)?\s*[:：]?")
HEADED = re.compile(r"(?:政府|委员会|[局厅部委院]|办公室|办公厅)\s*文件$")
NUMBER = re.compile(r"[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*(?:第\s*)?\d+\s*号")
HINT = re.compile(
    r"nav|menu|crumb|foot|header|top(?:bar)?\b|side|share|relat|recommend|copyright|friend|links?\b|search|tool|qr|float|login"
    r"|banner|logo|hot\b|pager|page(?:nation|bar)|location|position|dqwz|weizhi|wza|bdshare|bottom|ewm|tags?\b|print|prev|next"
)
NAMED = frozenset({"nav", "aside", "header", "footer", "menu"})


def omitted(lines: Sequence[PageLine], blocks: Sequence[Block], meta: dict[str, str]) -> list[Omission | None]:
    """For each line why it is left out. What the left-out lines say of the document goes into `meta`."""
    return _Page(lines, blocks, meta).judged()


class _Page:
    """A page with what is told of each line before it is judged: its kind, its weight, where title and text stand."""

    def __init__(self, lines: Sequence[PageLine], blocks: Sequence[Block], meta: dict[str, str]) -> None:
        self.lines, self.blocks, self.meta = lines, blocks, meta
        self.words = [line.words for line in lines]
        self.kinds = [_kind_of(line) for line in lines]
        self.said = self._labelled()
        self.weights = self._weighed()
        listed = [
            float(len(words)) if line.linked >= LINKED * len(words) >= LINKED * LONG_LINK and not kind else 0.0
            for line, words, kind in zip(lines, self.words, self.kinds, strict=True)
        ]
        self.is_list = sum(self.weights) < DIRECTORY * sum(listed)
        if self.is_list:
            self.weights = [max(pair) for pair in zip(self.weights, listed, strict=True)]
        self.before = [*accumulate(self.weights, initial=0.0)]  # the weight of all lines before each
        self.total = self.before[-1]
        self.title = self._title()
        self.main = self._main()
        self.above_main = {*self._chain(self.main)}
        self.first, self.last, self.end = self._first(), self._last(), self._end()

    def _labelled(self) -> list[dict[str, str]]:
        """What each line says of the document; a label that others use too says it beside a line that does."""
        may = [not kind and not line.is_row for kind, line in zip(self.kinds, self.lines, strict=True)]
        said = [labelled(words) if one else {} for words, one in zip(self.words, may, strict=True)]
        for at in range(1, len(said)):
            if not said[at] and said[at - 1] and may[at]:
                said[at] = labelled(self.words[at], beside=True)
        return said

    def judged(self) -> list[Omission | None]:
        out: list[Omission | None] = [None] * len(self.lines)
        text = next((at for at, weight in enumerate(self.weights) if weight and at > self.title), len(self.lines))
        for at, said in enumerate(self.said):
            if not self.words[at] or at == self.title:
                continue
            if said and (at < text or (at > self.last and not date_line(self.words[at]))):
                out[at] = Omission.FIELD
                for name, value in said.items():
                    if name != "other":
                        self.meta.setdefault(f"said_{name}", value)
            elif self._tells(at) or self._is_chrome(at):
                out[at] = Omission.CHROME
        for start, stop in self._menus():
            out[start:stop] = [out[at] or Omission.CHROME for at in range(start, stop)]
        self._leave_out_bare_headings(out)
        return out

    def _tells(self, at: int) -> bool:
        """Whether a line's words say that it is the site's."""
        return self.kinds[at] not in ("", "owners") or (self.kinds[at] == "owners" and at > self.last)

    def _is_chrome(self, at: int) -> bool:
        line, words = self.lines[at], self.words[at]
        linked = line.linked >= LINKED * len(words)
        attached = ATTACHED.search(words) is not None
        prose = self.weights[at] > 0 and not linked
        if at < self.first and self.title < 0:
            return linked or self._hinted(line.block)
        if at < self.first:
            return linked or self._hinted(line.block) or not (NUMBER.search(words) or HEADED.search(words))
        if at >= self.end:
            return not (NOTE.match(words) and (prose or attached))
        if linked and not attached and (at > self.last or self.main not in self._chain(line.block)):
            return True
        return not prose and self._hinted(line.block)

    def _leave_out_bare_headings(self, out: list[Omission | None]) -> None:
        """What only heads a list that is not there: 相关附件 at a page's end."""
        for at in range(len(out) - 1, -1, -1):
            if not self.words[at] or out[at]:
                continue
            if not BARE.fullmatch(self.words[at]):
                return
            out[at] = Omission.CHROME

    def _hinted(self, block: int) -> bool:
        """Whether an element up to the main one is called like a part of the site."""
        for one in self._chain(block):
            if one in self.above_main:
                return False
            if self.blocks[one].tag in NAMED or HINT.search(self.blocks[one].words):
                return True
        return False

    def _menus(self) -> list[tuple[int, int]]:
        """Runs of short lines that are all links."""
        found, start = [], 0
        for at in range(len(self.lines) + 1):
            words = self.words[at] if at < len(self.lines) else ""
            entry = (
                bool(words)
                and len(words) <= MENU_ENTRY
                and self.lines[at].linked >= LINKED * len(words)
                and not self.lines[at].is_row
            )
            if not entry:
                if at - start >= MENU and not self.is_list:
                    found.append((start, at))
                start = at + 1
        return found

    def _weighed(self) -> list[float]:
        """How much each line speaks for a document: its characters outside links, where it is a sentence, a heading, a
        row."""
        weights = []
        for at, (line, words) in enumerate(zip(self.lines, self.words, strict=True)):
            plain = max(len(words) - line.linked, 0)
            counts = not self.kinds[at] and not self.said[at] and plain >= (1 - LINKED) * len(words)
            counts = counts and (
                line.is_row or (PROSE.search(words) is not None and len(words) >= 4) or len(words) >= 3 * SHORTEST_PROSE
            )
            weights.append(float(plain) if counts else 0.0)
        return weights

    def _title(self) -> int:
        """The place of the line that is the document's title; -1 where none is known."""
        wanted = {_plain(self.meta.get(name, "")) for name in ("article_title", "heading", "page_title")}
        parts = re.split(r"\s*[_|｜\-—–·]+\s*", self.meta.get("page_title", ""))
        wanted |= {_plain(part) for part in parts if len(part) > 4}
        wanted.discard("")
        joined = self._joined(wanted)
        found = [
            at
            for at, words in enumerate(self.words)
            if _plain(words) in wanted and not self.kinds[at] and self._may_open(at)
        ]
        found = found or joined
        best = max(
            found,
            key=lambda at: (
                self.lines[at].level == 1,
                self._is_like(at, "article_title"),
                self.lines[at].level > 0,
                -at,
            ),
            default=-1,
        )
        if best >= 0 and found is not joined:
            self.meta.setdefault("heading", self.words[best])
        return best

    def _joined(self, wanted: set[str]) -> list[int]:
        """Where two or three lines together are a title that was broken."""
        for at in range(len(self.words)):
            for count in (2, 3):
                words = "".join(self.words[at : at + count])
                if _plain(words) in wanted and self.words[at] and not self.kinds[at] and self._may_open(at):
                    self.meta.setdefault("heading", words)
                    return [at]
        return []

    def _is_like(self, at: int, name: str) -> bool:
        return _plain(self.words[at]) == _plain(self.meta.get(name, ""))

    def _may_open(self, at: int) -> bool:
        return self.before[at] <= BEFORE_TITLE * self.total

    def _main(self) -> int:
        """The deepest block that holds most of the text."""
        held = [0.0] * len(self.blocks)
        for line, weight in zip(self.lines, self.weights, strict=True):
            held[line.block] += weight
        for at in range(len(self.blocks) - 1, 0, -1):
            held[self.blocks[at].parent] += held[at]
        return max((at for at, weight in enumerate(held) if weight >= MAIN * self.total > 0), default=0)

    def _chain(self, block: int) -> list[int]:
        chain = []
        while block >= 0:
            chain.append(block)
            block = self.blocks[block].parent
        return chain

    def _first(self) -> int:
        """Where the document begins: at its title, else at the first line that is text."""
        if self.title >= 0:
            return self.title
        opens = (
            at
            for at, line in enumerate(self.lines)
            if (self.weights[at] or line.level) and not self.kinds[at] and not self._hinted(line.block)
        )
        return next(opens, 0)

    def _last(self) -> int:
        """The last line of the document's own text."""
        inside = [at for at, line in enumerate(self.lines) if self.weights[at] and self.main in self._chain(line.block)]
        return inside[-1] if inside else len(self.lines)

    def _end(self) -> int:
        """From where on all is the site's: the first sign of an end behind which little text stands."""
        behind = self.total
        for at, kind in enumerate(self.kinds):
            behind -= self.weights[at]
            if kind in BEHIND and at > max(self.title, 0) and behind <= BEHIND[kind] * self.total:
                return at
        return len(self.lines)


def _plain(words: str) -> str:
    return re.sub(r"\W", "", words)


def _kind_of(line: PageLine) -> str:
    """What of a site a line is, or a row of a table with one cell that says anything."""
    if not line.is_row:
        return site_kind(line.words)
    cells = [cell.strip() for cell in line.words.strip("|").split("|") if cell.strip()]
    return site_kind(cells[0]) if len(cells) == 1 else ""
