"""What a visitor sees first: what can be asked, of which regions and plans, until when they run, and examples."""

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import groupby

from ingest.index.truth import Truth
from ingest.schema import Document, is_expired
from rag.question.scope import offered_regions, region_name
from ui.window.sources import badges, document_address
from ui.window.suggest import Example
from ui.window.texts import Words

SEARCHED_FROM = 10  # regions: a list as long as a phone's screen
UNDATED = re.compile(r"[xX×]{2,4}年")  # the title leaves the year open: a sample for others to fill in


def greeting_html(index: Truth, examples: Sequence[Example], words: Words, day: date) -> str:
    """The greeting, shown until the first question."""
    offered = offered_regions(index.regions)
    examples = [example for example in examples if example.region in offered]
    return (
        f"<section class='hm-greeting'><h2>{escape(words.greeting)}</h2><p class='hm-can'>{escape(words.can)}</p>"
        f"<p class='hm-cannot'>{escape(words.cannot)}</p>"
        f"{_events(examples, words)}{_plans(index, words, day)}</section>"
    )


def regions_html(index: Truth, words: Words) -> str:
    """The choice of a region; the only one is chosen already."""
    regions = offered_regions(index.regions)
    first = "" if len(regions) == 1 else f"<option value=''>{escape(words.all_regions)}</option>"
    find = (
        f"<input type='search' id='hm-find-region' placeholder='{escape(words.find_region)}' autocomplete='off' "
        f"aria-label='{escape(words.find_region)}' aria-controls='hm-region' "
        f"data-none='{escape(words.no_such_region)}'>"
        if len(regions) >= SEARCHED_FROM
        else ""
    )
    return (
        f"<label class='hm-choose' for='hm-region'>{escape(words.region)}</label>{find}"
        f"<select id='hm-region'>{first}{_options(regions, words)}</select>"
    )


def _options(regions: Sequence[str], words: Words) -> str:
    """By province, where one has several; what names none stands last and alone."""
    shown, groups = "", [(name, list(held)) for name, held in groupby(regions, _province)]
    lang = "" if words.lang == "zh-CN" else " lang='zh-CN'"
    is_grouped = any(name and len(held) > 1 for name, held in groups)
    for name, held in groups:
        options = "".join(f"<option value='{escape(r)}'{lang}>{escape(_name(r, words))}</option>" for r in held)
        shown += f"<optgroup label='{escape(name)}'{lang}>{options}</optgroup>" if is_grouped and name else options
    return shown


def _province(region: str) -> str:
    return region.partition("/")[0]


def voice_html(words: Words) -> str:
    """The button for speech, which the page's script shows where the browser turns speech into text."""
    return f"<button type='button' id='hm-voice' aria-pressed='false' hidden>{escape(words.listen)}</button>"


def _events(examples: Sequence[Example], words: Words) -> str:
    """A button for each life event that has an example; its questions open below, those of the chosen region only."""
    held = {example.event for example in examples}
    events = [(number, *one) for number, one in enumerate(words.events.items()) if one[0] in held]
    if not events:
        return ""
    buttons = "".join(
        f"<li><button type='button' data-event='{number}' aria-expanded='false' aria-controls='hm-event-{number}'>"
        f"<span aria-hidden='true' class='hm-seal'>{words.seals[event]}</span>{escape(name)}</button></li>"
        for number, event, name in events
    )
    panels = "".join(
        f"<div class='hm-chips hm-event' id='hm-event-{number}' hidden>"
        f"<h3>{escape(words.examples_of.format(event=name))}</h3><ul lang='zh-CN'>"
        f"{''.join(_example(one) for one in examples if one.event == event)}</ul></div>"
        for number, event, name in events
    )
    return f"<div class='hm-events'><h3>{escape(words.examples)}</h3><ul>{buttons}</ul>{panels}</div>"


def _example(example: Example) -> str:
    region = escape(example.region)
    return (
        f"<li data-of='{region}'><button type='button' data-ask='{escape(example.question)}' data-region='{region}'>"
        f"<span class='hm-region'>{escape(region_name(example.region))}</span>{escape(example.question)}</button></li>"
    )


def _plans(index: Truth, words: Words, day: date) -> str:
    plans = "".join(_plan(document, words, day) for document in _by_region(index))
    return f"<div class='hm-plans'><h3>{escape(words.plans)}</h3><ul lang='zh-CN'>{plans}</ul></div>"


def _by_region(index: Truth) -> list[Document]:
    offered = offered_regions(index.regions)
    return sorted(
        (document for document in index.documents.values() if document.region in offered),
        key=lambda document: (index.regions.index(document.region), UNDATED.search(document.title) is not None),
    )


def _plan(document: Document, words: Words, day: date) -> str:
    shown = badges(words.text_kinds[document.text_kind], is_expired(document.period, day), document.period, words)
    address = document_address(document.id, (), words)
    return (
        f"<li><b>{escape(_name(document.region, words))}</b><a href='{address}' target='_blank' rel='noopener'>"
        f"{escape(document.title)}<span class='hm-unseen'>{escape(words.new_window)}</span></a>{shown}</li>"
    )


def _name(region: str, words: Words) -> str:
    return region_name(region) if region else words.no_region
