"""The residents' window: ask in everyday words, read the answer, see beside it where it stands."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import gradio as gr
from fastapi.concurrency import iterate_in_threadpool, run_in_threadpool
from pydantic import BaseModel, Field, ValidationError

from ingest.schema import Document
from rag.chain import marked
from rag.guard import problem
from rag.schema import Answer, Question, Released, Status, Turn
from rag.service import Service
from ui.contacts import duty, whom_to_ask
from ui.feedback import Feedback
from ui.fulltext import display_buttons
from ui.greeting import greeting_html, regions_html
from ui.labels import TOO_MANY
from ui.limits import Line, RateLimit, address_of
from ui.privacy import mask
from ui.settings import Network
from ui.suggest import Readers
from ui.turn import Asked, Next, notice_html, turn_html, working_html
from ui.words import Words

HEAD = (
    "<meta name='viewport' content='width=device-width, initial-scale=1'>"
    "<link rel='icon' href='/huimin/logo.svg'>"
    "<link rel='stylesheet' href='/huimin/base.css'><link rel='stylesheet' href='/huimin/resident.css'>"
)
SCRIPTS = "<script src='/huimin/display.js'></script><script src='/huimin/resident.js'></script>"
LONGEST_TALK = 20  # exchanges kept; the oldest leave the page
WAITING_S = 0.2  # between two looks at the line
# the page's own controls, beside gradio's
CHOICES = "(text, _, talk) => [text, typeof huimin === 'undefined' ? '{}' : huimin.choices(), talk]"


class Choices(BaseModel):
    """What the page sends beside the words: a region's path; whether the answer is to appear only when complete."""

    question: str = Field("", max_length=20_000)
    region: str = Field("", max_length=200)
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation of one visitor: what was said, for the next question, and how it looks."""

    turns: tuple[Turn, ...] = ()
    shown: tuple[str, ...] = ()

    def plus(self, asked: Asked, answer: Answer, html: str) -> "Talk":
        said = (Turn(role="user", content=asked.text), Turn(role="assistant", content=answer.answer))
        return Talk(turns=(*self.turns, *said)[-2 * LONGEST_TALK :], shown=(*self.shown, html)[-LONGEST_TALK:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the windows of a server share."""

    service: Service
    readers: Readers
    limit: RateLimit
    line: Line
    feedback: Feedback
    proxies: tuple[Network, ...]
    longest_question: int


Update = tuple[str, Talk, str]  # the conversation as HTML, its state, what stays in the question's box


class Window:
    """The residents' window in one language."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk, self._words = desk, words

    def build(self) -> gr.Blocks:
        words = self._words
        blocks: gr.Blocks
        with gr.Blocks(title=words.title, analytics_enabled=False, fill_width=True) as blocks:
            talk = gr.State(Talk(), time_to_live=3600)
            choices = gr.Textbox(visible=False)
            gr.HTML(self._top(), apply_default_css=False)
            chat = gr.HTML(
                self._start,
                elem_id="hm-chat",
                apply_default_css=False,
                head=SCRIPTS,  # loaded before what follows runs
                js_on_load="huimin.attach(element, trigger, 'ask')",
            )
            with gr.Column(elem_id="hm-compose"):
                gr.HTML(self._regions, apply_default_css=False)
                text = gr.Textbox(
                    label=words.question,
                    placeholder=words.placeholder,
                    lines=1,
                    max_lines=5,
                    elem_id="hm-question",
                    container=False,
                )
                send = gr.Button(words.send, variant="primary", elem_id="hm-send")
            gr.HTML(f"<p class='hm-footnote'>{escape(words.footnote)}</p>", apply_default_css=False)
            shared: dict[str, Any] = {
                "outputs": [chat, talk, text],
                "show_progress": "hidden",
                "api_visibility": "private",
                "concurrency_limit": None,  # the line is ours: it says how many wait
            }
            for asked in (send.click, text.submit):
                asked(self._typed, [text, choices, talk], js=CHOICES, **shared)
            chat.ask(self._clicked, [talk], **shared)
        return blocks

    def _top(self) -> str:
        words = self._words
        other = "/" if words.lang == "en" else "/en/"
        return (
            f"<a class='hm-skip' href='#hm-question'>{escape(words.skip)}</a><header class='hm-top'>"
            "<img src='/huimin/logo.svg' alt='' width='40' height='40'>"
            f"<div><h1 class='hm-name'>{escape(words.title)}</h1><p>{escape(words.tagline)}</p></div>"
            f"<div class='hm-tools' role='group' aria-label='{escape(words.tools)}'>{display_buttons(words)}"
            f"<button type='button' data-display='whole' aria-pressed='false'>{escape(words.whole)}</button>"
            f"<a href='{other}'>{escape(words.other_language)}</a>"
            f"<button type='button' id='hm-again'>{escape(words.again)}</button></div></header>"
            "<div id='hm-live' class='hm-unseen' role='status' aria-live='polite'></div>"
            f"<div id='hm-words' hidden data-speak='{escape(words.speak)}' data-stop='{escape(words.stop)}' "
            f"data-copied='{escape(words.copied)}' data-thanks='{escape(words.thanks)}' "
            f"data-failed='{escape(words.failed)}' data-lang='{words.lang}'></div>"
        )

    def _start(self) -> str:
        reader = self._desk.readers.live()
        return greeting_html(reader.index, reader.examples(), self._words, date.today())

    def _regions(self) -> str:
        return regions_html(self._desk.service.index, self._words)

    async def _typed(self, text: str, choices: str, talk: Talk, request: gr.Request) -> AsyncIterator[Update]:
        async for update in self._respond(text, _choices(choices), talk, request):
            yield update

    async def _clicked(self, talk: Talk, clicked: gr.EventData, request: gr.Request) -> AsyncIterator[Update]:
        chosen = _choices(clicked._data)
        async for update in self._respond(chosen.question, chosen, talk, request):
            yield update

    async def _respond(self, text: str, choices: Choices, talk: Talk, request: gr.Request) -> AsyncIterator[Update]:
        """Yields the conversation first while waiting and working, then with the answer."""
        desk, words = self._desk, self._words
        before = "".join(talk.shown) or self._start()
        reason = problem(text, desk.longest_question)
        if reason is None and not desk.limit.allow(_visitor(request, desk.proxies)):
            reason = TOO_MANY
        if reason:
            yield before + notice_html(reason), talk, text
            return
        region = choices.region if choices.region in desk.service.index.regions else ""
        asked = Asked(text=mask(text), region=region, masked=mask(text) != text)
        before = "".join(talk.shown)
        with desk.line.place() as ahead:
            if ahead is None:
                yield (before or self._start()) + notice_html(words.full), talk, text
                return
            while waiting := ahead():
                yield before + working_html(asked, words.waiting.format(ahead=waiting), "", words), talk, ""
                await asyncio.sleep(WAITING_S)
            yield before + working_html(asked, words.searching, "", words), talk, ""
            question = Question(text=asked.text, region=region or None, history=talk.turns)
            written = ""
            async for event in iterate_in_threadpool(desk.service.stream(question)):
                if isinstance(event, Answer):
                    html = await run_in_threadpool(self._settled, asked, event)
                    talk = talk.plus(asked, event, html)
                    yield "".join(talk.shown), talk, ""
                elif isinstance(event, Released) and not choices.whole:
                    written += marked(event.sentence)
                    yield before + working_html(asked, words.checking, written, words), talk, ""

    def _settled(self, asked: Asked, answer: Answer) -> str:
        self._desk.feedback.remember(answer)
        index = self._desk.service.index
        return turn_html(asked, answer, self._next(asked, answer), index.documents, self._words, day=date.today())

    def _next(self, asked: Asked, answer: Answer) -> Next:
        reader = self._desk.readers.live()
        cited = _cited_regions(answer, reader.index.documents)
        if answer.status is Status.WHICH_REGION or len(cited) > 1:
            return Next(regions=cited if len(cited) > 1 else reader.index.regions)
        region = asked.region or next(iter(cited), "")
        if answer.abstained:
            return Next(contacts=whom_to_ask(answer, region), duty=duty(answer, reader.index))
        choices, follow_ups = reader.choices(answer, region), reader.follow_ups(answer, region)
        return Next(region=region, choices=choices, follow_ups=follow_ups)


def theme() -> gr.themes.Base:
    """Fonts of the visitor's own system; gradio's default ones come from another host."""
    return gr.themes.Default(
        font=["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        text_size="lg",
    )


def _choices(data: Any) -> Choices:
    """What the page says; what no page of ours would say counts as nothing."""
    try:
        return Choices.model_validate_json(data) if isinstance(data, str) else Choices.model_validate(data)
    except ValidationError:
        return Choices(question="", region="", whole=False)


def _visitor(request: gr.Request, proxies: tuple[Network, ...]) -> str:
    peer = request.client.host if request.client else ""
    return address_of(peer, request.headers.get("x-forwarded-for", ""), proxies)


def _cited_regions(answer: Answer, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Paths of the regions whose plans an answer cites, in its order."""
    cited = (documents.get(citation.document) for citation in answer.citations)
    return tuple(dict.fromkeys(document.region for document in cited if document))
