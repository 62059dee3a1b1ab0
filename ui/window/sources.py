"""The sources of an answer: each citation in its surroundings, and where the whole document can be read."""

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from urllib.parse import quote

from ingest.quantities.figures import is_unit
from ingest.schema import Document, is_expired
from rag.cite import units_of
from rag.schema import Answer, Citation, CitedCell, Status
from ui.render import place_of
from ui.window.highlight import Span, highlight, source_id
from ui.window.texts import Words

BARE = re.compile(r"[\[【(（]?\s*[<>≤≥＜＞±+-]?\s*\d[\d,.]*\s*[\]】)）]?")  # a figure without a unit
OF_A_YEAR = re.compile("20\\d\\d|目标|现状|基期|基数|现值|累计")  # columns that hold values of what a row is about
AROUND = 60  # characters of the document shown on either side of a quote


def sources_html(answer: Answer, documents: Mapping[str, Document], day: date, words: Words) -> str:
    """The cited passages and rows; nothing where nothing is cited."""
    if not answer.citations:
        return ""
    shown = "".join(_source(answer, one, documents.get(one.document), day, words) for one in answer.citations)
    title = words.near if answer.status is Status.NEAR else words.sources
    return (
        f"<aside class='hm-sources'><details open><summary>{escape(title)} "
        f"<span>{len(answer.citations)}</span></summary>{shown}</details></aside>"
    )


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
    label, path = words.cite.format(n=citation.n), " › ".join(map(escape, filter(None, (*citation.section, place))))
    kind = badges(words.text_kinds[citation.text_kind], is_expired(citation.period, day), citation.period, words)
    whole = (
        f"<p><a class='hm-whole' target='_blank' rel='noopener' "
        f"href='{document_address(citation.document, spans_of(citation), words)}'>{escape(words.full_text)}"
        f"<span class='hm-unseen'>{escape(words.new_window)}</span></a></p>"
        if document
        else ""
    )
    region = f"<span class='hm-region'>{escape(citation.region)}</span> " if citation.region else ""
    return (
        f"<section class='hm-source' id='{source_id(answer, citation.n)}' tabindex='-1' aria-label='{escape(label)}'>"
        f"<h3><span class='hm-n'>{citation.n}</span> <span lang='zh-CN'>{escape(citation.title)}</span></h3>"
        f"<p class='hm-path' lang='zh-CN'>{region}{path}</p>{kind}"
        f"{_row(citation, answer) if citation.cells else _quote(citation, document)}{whole}</section>"
    )


def _row(citation: Citation, answer: Answer) -> str:
    telling, unit = _telling(citation, answer), next(filter(is_unit, units_of(citation)), "")
    cells = "".join(
        f"<tr><th scope='row'>{escape(cell.column)}</th><td>"
        f"{f'<mark>{escape(cell.quote)}</mark>' if cell in telling else escape(cell.quote)}"
        f"{_unit(cell, unit)}{f' <small>{escape(cell.place)}</small>' if cell.place else ''}</td></tr>"
        for cell in citation.cells
    )
    return f"<table class='hm-row' lang='zh-CN'><tbody>{cells}</tbody></table>"


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


def _quote(citation: Citation, document: Document | None) -> str:
    spans = spans_of(citation)
    if not document:
        return f"<blockquote lang='zh-CN'>{highlight(citation.quote, citation.start, spans)}</blockquote>"
    text = document.text
    start = max(text.rfind("\n", 0, citation.start) + 1, citation.start - AROUND)
    line_end = text.find("\n", citation.end)
    end = min(line_end if line_end >= 0 else len(text), citation.end + AROUND)
    return f"<blockquote lang='zh-CN'>{highlight(text[start:end], start, spans)}</blockquote>"
