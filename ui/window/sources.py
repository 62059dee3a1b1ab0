"""The sources of an answer: each citation in its surroundings, and where the whole document can be read."""

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from urllib.parse import quote

from ingest.identity.lexicon import concept_of, indicators
from ingest.quantities.figures import is_unit
from ingest.schema import Document, is_expired
from rag.cite import CLAUSE_END, units_of
from rag.schema import Answer, Citation, CitedCell, Status
from ui.render import place_of
from ui.window.highlight import Span, highlight, source_id
from ui.window.texts import Words

BARE = re.compile(r"[\[【(（]?\s*[<>≤≥＜＞±+-]?\s*\d[\d,.]*\s*[\]】)）]?")  # a figure without a unit
OF_A_YEAR = re.compile("20\\d\\d|目标|现状|基期|基数|现值|累计")  # columns that hold values of what a row is about
AROUND = 60  # characters of the document shown on either side of a quote, as far as whole clauses go
CHINESE = re.compile("[\u4e00-\u9fff]")
LIST_MARK = re.compile(r"^((?:<mark>)?)([-*•·])(?=[ \u3000])", re.MULTILINE)  # of an item in a list: for the eye alone
UNHEARD = r"\1<span aria-hidden='true'>\2</span>"
SHARES = ("%", "‰")  # what a table may leave out for all of an indicator: 巩固率 99
LONGEST_NAME = 24  # characters of what a name for the ear repeats of a question


def sources_html(answer: Answer, documents: Mapping[str, Document], day: date, words: Words) -> str:
    """The cited passages and rows; nothing where nothing is cited. What only comes near is folded but for the first."""
    if not answer.citations:
        return ""
    is_near = answer.status is Status.NEAR
    cards = [_source(answer, one, documents.get(one.document), day, words) for one in answer.citations]
    title = (words.near if is_near else words.sources).format(count=len(cards))
    what = title if is_near else words.rests_on.rstrip("：:")
    label = f"{what}：{short(answer.question)}" if words.lang != "en" else what
    if is_near:
        shown = f"<p class='hm-near-head'>{escape(title)}</p>{''.join(cards)}"
    else:
        shown = f"<details open><summary>{escape(title)}</summary>{''.join(cards)}</details>"
    return f"<aside class='hm-sources' aria-label='{escape(label)}'>{shown}</aside>"


def short(question: str) -> str:
    """A question as the name of something that belongs to it."""
    return question if len(question) <= LONGEST_NAME else f"{question[:LONGEST_NAME]}……"


def badges(text_kind: str, expired: bool, period: str, words: Words) -> str:
    """What kind of text it is, its period, and whether that is over. `text_kind` is already in words."""
    over = f"<span class='hm-badge hm-expired'>{escape(words.expired)}</span>" if expired else ""
    years = f"<span class='hm-badge'>{escape(words.period.format(period=period))}</span>" if period else ""
    return f"<p class='hm-badges'><span class='hm-badge'>{escape(text_kind)}</span>{years}{over}</p>"


def document_address(document: str, spans: tuple[Span, ...], words: Words) -> str:
    """Where the whole document can be read, at the first of the spans, with all of them marked."""
    at = "".join(f"&amp;at={start}-{end}" for start, end in spans)
    return words.site.at(f"/document/{quote(document)}?lang={words.lang[:2]}{at}#cited")


def spans_of(citation: Citation) -> tuple[Span, ...]:
    """The stretches of the document that a citation holds."""
    return tuple((cell.start, cell.end) for cell in citation.cells) or ((citation.start, citation.end),)


def _source(answer: Answer, citation: Citation, document: Document | None, day: date, words: Words) -> str:
    place = place_of(citation, page=words.page, sheet=words.sheet, cells=words.cells)
    path = " › ".join(map(escape, filter(None, (*citation.section, place))))
    kind = badges(words.text_kinds[citation.text_kind], is_expired(citation.period, day), citation.period, words)
    whole = (
        f"<p><a class='hm-whole' target='_blank' rel='noopener' "
        f"href='{document_address(citation.document, spans_of(citation), words)}'>{escape(words.full_text)}"
        f"<span class='hm-unseen'>{escape(words.new_window)}</span></a></p>"
        if document
        else ""
    )
    region = f"<span class='hm-region'>{escape(citation.region)}</span> " if citation.region else ""
    told = (
        f"<p class='hm-path' lang='zh-CN'>{region}{path}</p>{kind}"
        f"{_row(citation, answer) if citation.cells else _quote(citation, document, answer)}{whole}"
    )
    name = matter(citation)
    label = words.cite.format(n=citation.n)
    label = f"{label} {name}" if name and words.lang != "en" else label  # a name for the ear has one language
    attributes = f"class='hm-source' id='{source_id(answer, citation.n)}' aria-label='{escape(label)}'"
    number = f"<span class='hm-n' aria-hidden='true'>{citation.n}</span>"
    if answer.status is not Status.NEAR:
        title = f"<h3>{number} <span lang='zh-CN'>{escape(citation.title)}</span></h3>"
        return f"<section role='group' tabindex='-1' {attributes}>{title}{told}</section>"
    head = f"<h3>{number} <span lang='zh-CN'>{escape(name or citation.title)}</span></h3>"
    title = f"<small lang='zh-CN'>{escape(citation.title)}</small>" if name else ""
    is_first = citation.n == answer.citations[0].n
    return f"<details {attributes}{' open' if is_first else ''}><summary>{head}{title}</summary>{told}</details>"


def matter(citation: Citation) -> str:
    """What a source is about: the name of its row, else the heading that it stands under; empty without either."""
    names = (cell.quote for cell in citation.cells if CHINESE.search(cell.quote))
    return next(names, "") or (citation.section[-1] if citation.section else "")


def _row(citation: Citation, answer: Answer) -> str:
    telling, unit = _telling(citation, answer), _unit_of(citation)
    cells = "".join(
        f"<tr><th scope='row'>{escape(cell.column)}</th><td>"
        f"{f'<mark>{escape(cell.quote)}</mark>' if cell in telling else escape(cell.quote)}"
        f"{_unit(cell, unit)}{f' <small>{escape(cell.place)}</small>' if cell.place else ''}</td></tr>"
        for cell in citation.cells
    )
    return f"<table class='hm-row' lang='zh-CN'><tbody>{cells}</tbody></table>"


def _unit_of(citation: Citation) -> str:
    """The unit of a row: in a cell of its own or behind its name; of a share that tells none, as plans have it: %."""
    written = next(filter(is_unit, units_of(citation)), "")
    concept = concept_of(matter(citation)) if citation.cells and not written else None
    known = indicators()[concept].unit if concept in indicators() else ""
    return written or (known if known in SHARES else "")


def _unit(cell: CitedCell, unit: str) -> str:
    """The unit of its row behind a bare figure, where the row has one."""
    is_bare = OF_A_YEAR.search(cell.column) and BARE.fullmatch(cell.quote.strip())
    return f" <small class='hm-unit'>{escape(unit)}</small>" if unit and is_bare else ""


def _telling(citation: Citation, answer: Answer) -> list[CitedCell]:
    """The cells that the answer rests on: those that hold its figures or whose words it uses; else all, but none of
    what only comes near."""
    if answer.status is Status.NEAR:
        return []
    figures = [figure.text for figure in answer.figures if figure.citation == citation.n]
    said = [
        cell
        for cell in citation.cells
        if (len(cell.quote) > 1 and cell.quote.strip("。") in answer.answer) or any(f in cell.quote for f in figures)
    ]
    return said or list(citation.cells)


def _quote(citation: Citation, document: Document | None, answer: Answer) -> str:
    """A quote marked in its line. What only comes near is not: that all of a paragraph is yellow says nothing."""
    spans = () if answer.status is Status.NEAR else spans_of(citation)
    if document and spans:
        text = document.text
        start, end = _surroundings(text, citation.start, citation.end)
        shown = highlight(text[start:end], start, spans)
    else:
        shown = highlight(citation.quote, citation.start, spans)
    return f"<blockquote lang='zh-CN'>{LIST_MARK.sub(UNHEARD, shown)}</blockquote>"


def _surroundings(text: str, first: int, last: int) -> tuple[int, int]:
    """What is shown around a quote of its line: so many characters, but whole clauses."""
    line = text.rfind("\n", 0, first) + 1
    line_end = text.find("\n", last)
    line_end = len(text) if line_end < 0 else line_end
    low, high = max(line, first - AROUND), min(line_end, last + AROUND)
    begin = line if low == line else next((one.end() for one in CLAUSE_END.finditer(text, low, first)), first)
    if high == line_end:
        return begin, line_end
    return begin, max((one.end() for one in CLAUSE_END.finditer(text, last, high)), default=last)
