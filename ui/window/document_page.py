"""A whole document as a page of its own: its outline, tables as tables, and the cited stretches marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from ingest.schema import Document, Section, is_expired
from ui.window.highlight import Span, highlight
from ui.window.sources import CHINESE, badges
from ui.window.texts import Words

CELL = re.compile(r"(?<=\|)[^|\n]*(?=\|)")
DEEPEST = 6  # heading level of HTML


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document that is not blank, and where it begins."""

    start: int
    text: str

    @property
    def is_row(self) -> bool:
        return self.text.startswith("|") and self.text.rstrip().endswith("|")


def document_page(
    document: Document, sections: Sequence[Section], spans: Sequence[Span], words: Words, day: date
) -> str:
    """The page. `spans` are marked; the first of them is where it opens."""
    headings = [section for section in sections if section.level > 0]
    jump = f"<a class='hm-jump' href='#cited'>{escape(words.to_cited)}</a>" if spans else ""
    main = (
        f"<main id='text' lang='zh-CN'><h1>{escape(document.title)}</h1>{_about(document, words, day)}"
        f"{_text(document, headings, spans, words)}</main>{_bar(jump, words)}"
    )
    return page(document.title, f"{_outline(headings, words)}{main}", words)


def page(title: str, body: str, words: Words) -> str:
    """A page beside the window, in its clothes."""
    site = words.site
    return (
        f"<!doctype html><html lang='{words.lang}'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(title)} · {escape(words.title)}</title><link rel='icon' href='{site.logo_address}'>"
        f"<link rel='stylesheet' href='{site.at('/huimin/base.css')}'>{site.styles}"
        f"<link rel='stylesheet' href='{site.at('/huimin/document.css')}'>"
        f"<script src='{site.at('/huimin/display.js')}'></script>"
        f"<script src='{site.at('/huimin/document.js')}'></script></head><body class='hm-page'>"
        f"<header class='hm-top'><img src='{site.logo_address}' alt='' width='36' height='36'>"
        f"<span class='hm-name'>{escape(words.title)}</span>"
        f"<a id='hm-back' href='{site.at('/en/' if words.lang == 'en' else '/')}'><span aria-hidden='true'>← </span>"
        f"{escape(words.back)}</a>"
        f"<span class='hm-tools' role='group' "
        f"aria-label='{escape(words.tools)}'>{display_buttons(words)}</span></header>"
        f"<div class='hm-document'>{body}</div></body></html>"
    )


def _bar(jump: str, words: Words) -> str:
    """In reach of a thumb wherever one reads: words to find in the text, and the way to what was cited."""
    label = escape(words.find)
    buttons = "".join(
        f"<button type='submit' value='{way}' aria-label='{escape(said)}'>{sign}</button>"
        for way, sign, said in (("on", "↓", words.find_next), ("back", "↑", words.find_before))
    )
    return (
        f"<div class='hm-bar'><form role='search'>"
        "<input id='hm-find' type='search' maxlength='40' enterkeyhint='search' "
        f"placeholder='{label}' aria-label='{label}' lang='zh-CN'>{buttons}"
        f"<span id='hm-found' role='status' data-none='{escape(words.find_none)}' "
        f"data-place='{escape(words.find_place)}'></span></form>{jump}</div>"
    )


def display_buttons(words: Words) -> str:
    """Buttons of the display settings, which `display.js` keeps."""
    return "".join(
        f"<button type='button' data-display='{name}' aria-pressed='false'>{escape(label)}</button>"
        for name, label in (("large", words.large), ("dark", words.dark))
    )


def _about(document: Document, words: Words, day: date) -> str:
    named = ("issuer", "number", "index_number", "date")
    rows = "".join(
        f"<div><dt lang='{words.lang}'>{escape(getattr(words, name))}</dt><dd>{escape(value)}</dd></div>"
        for name in named
        if (value := getattr(document, name))
    )
    kind = badges(words.text_kinds[document.text_kind], is_expired(document.period, day), document.period, words)
    return f"<div lang='{words.lang}'>{kind}</div><dl class='hm-about'>{rows}</dl>"


def _outline(headings: Sequence[Section], words: Words) -> str:
    if not headings:
        return ""
    entries = "".join(
        f"<li class='hm-level-{min(section.level, 4)}'><a href='#{_anchor(section)}'>{escape(section.title)}</a></li>"
        for section in headings
    )
    return (
        f"<nav class='hm-outline' aria-label='{escape(words.outline)}'><details open><summary>{escape(words.outline)}"
        f"</summary><ol lang='zh-CN'>{entries}</ol></details></nav>"
    )


def _text(document: Document, headings: Sequence[Section], spans: Sequence[Span], words: Words) -> str:
    at = {section.start: section for section in headings}
    shown = []
    page: int | None = None
    under = document.title
    for is_table, group in groupby(_lines(document.text), key=lambda line: line.is_row and line.start not in at):
        lines = tuple(group)
        for block in [lines] if is_table else [(line,) for line in lines]:
            if (here := document.page(block[0].start)) != page:
                page = here
                shown.append(_leaf(words.page.format(page=page), words))
            if is_table and (place := document.place(block[0].start, block[-1].start + len(block[-1].text))):
                told = words.sheet if place.sheet else words.cells
                shown.append(_leaf(told.format(sheet=place.sheet, place=place.cells), words))
            under = at[block[0].start].title if block[0].start in at else under
            shown.append(_table(block, spans, under, words) if is_table else _block(block[0], at, spans))
    # the first marked stretch is where the page opens, and where the way back to it puts the focus
    return "".join(shown).replace("<mark>", "<mark id='cited' tabindex='-1'>", 1)


def _leaf(said: str, words: Words) -> str:
    """Where in the file what follows stands."""
    return f"<p class='hm-leaf' lang='{words.lang}'>{escape(said)}</p>"


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Line(at, line.rstrip("\n"))
        at += len(line)


def _block(line: Line, headings: dict[int, Section], spans: Sequence[Span]) -> str:
    """A heading, a heading with text on its line, or a paragraph."""
    section = headings.get(line.start)
    if section is None:
        return f"<p>{highlight(line.text, line.start, spans)}</p>"
    length = len(section.title) if line.text.startswith(section.title) else 0
    if not length:
        return f"<p id='{_anchor(section)}'>{highlight(line.text, line.start, spans)}</p>"
    level = min(section.level + 1, DEEPEST)
    head, rest = line.text[:length], line.text[length:].lstrip("：: ")  # the colon parts it from its heading
    text = f"<p>{highlight(rest, line.start + len(line.text) - len(rest), spans)}</p>" if rest.strip() else ""
    return f"<h{level} id='{_anchor(section)}'>{highlight(head, line.start, spans)}</h{level}>{text}"


def _table(lines: Sequence[Line], spans: Sequence[Span], under: str, words: Words) -> str:
    """Rows of bars; the first holds the headers. It scrolls in a frame of its own, in which the headers stay, and the
    first column where it says whose row it is. `under` is the heading that it stands under."""
    head, *body = [[_cell(line, match, spans) for match in CELL.finditer(line.text)] for line in lines]
    named = _named_column([CELL.findall(line.text) for line in lines[1:]])
    titles = "".join(f"<th scope='col'>{cell}</th>" for cell in head)
    rows = "".join(f"<tr>{_cells(cells, named)}</tr>" for cells in body)
    kept = " class='hm-named'" if named == 0 else ""
    label = escape(f"{under}：{words.table}")
    return (
        f"<div class='hm-scroll' tabindex='0' role='group' aria-label='{label}'><table{kept}>"
        f"<thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(cells: Sequence[str], named: int | None) -> str:
    return "".join(
        f"<th scope='row'>{cell}</th>" if at == named and cell else f"<td>{cell}</td>" for at, cell in enumerate(cells)
    )


def _named_column(body: Sequence[Sequence[str]]) -> int | None:
    """The column that says whose rows they are: the first or, behind numbers, the second, where most of its cells hold
    words; None where neither does."""
    for column in range(2):
        cells = [row[column] for row in body if column < len(row)]
        if cells and sum(bool(CHINESE.search(cell)) for cell in cells) > len(cells) / 2:
            return column
    return None


def _cell(line: Line, match: re.Match[str], spans: Sequence[Span]) -> str:
    return highlight(match.group(), line.start + match.start(), spans).strip()


def _anchor(section: Section) -> str:
    return f"s{section.start}"
