"""The residents' side of a conversation: from a question to the updates of the page, whatever draws them."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from fastapi.concurrency import iterate_in_threadpool, run_in_threadpool
from pydantic import BaseModel, Field, ValidationError

from ingest.clock import today
from ingest.schema import Document
from rag import replies
from rag.chain import marked
from rag.question.guard import problem
from rag.question.scope import offered_regions, region_name
from rag.schema import Answer, Question, Released, Status, Step, Turn
from ui.answering.answers import Answers, Suggesters
from ui.feedback import Feedback
from ui.inbox import Inbox
from ui.limits import Line, RateLimit, TurnedAwayError
from ui.privacy import mask
from ui.window.greeting import greeting_html
from ui.window.texts import Words
from ui.window.turn import Asked, Next, notice_html, turn_html, working_html

LONGEST_TALK = 20  # exchanges that follow-ups may lean on
MOST_REGIONS = 8  # as buttons below one another; more are found in the menu
MOST_EARLIER = 4  # questions of before a reload that the page sends along
SAID_EVERY_S = 2.0  # how often a visitor who waits is told how many are before
# after these, something else may be asked
UNANSWERED = (Status.NEAR, Status.NOT_FOUND, Status.BLANK, Status.OUT_OF_SCOPE, Status.SMALL_TALK)
NO_MATTER = (Status.OUT_OF_SCOPE, Status.SMALL_TALK)  # about which nothing else can be asked
CLOSING = (replies.SMALL_TALK["thanks"], replies.SMALL_TALK["farewell"])  # who says so asks nothing more
SAID_AFTER = {"guard": "understanding", "scope": "searching", "retrieve": "checking"}  # step that is done: words


class Choices(BaseModel):
    """What the page sends: the question of a button, a region's path, whether to show an answer only when complete,
    how many characters stand in the box where that is too many to send, what was asked before the page was loaded
    anew, and whether the question is to be read without those before it."""

    question: str = Field("", max_length=20_000)
    region: str = Field("", max_length=200)
    whole: bool = False
    length: int = Field(0, ge=0)
    earlier: tuple[str, ...] = Field((), max_length=MOST_EARLIER)
    alone: bool = False


def choices_of(data: Any) -> Choices:
    """What the page says, as JSON or plain data; what no page of ours would say counts as nothing."""
    try:
        return Choices.model_validate_json(data) if isinstance(data, str) else Choices.model_validate(data)
    except ValidationError:
        return Choices(question="", region="", whole=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation of one visitor: what was said, for the next question. How it looked only the page keeps."""

    turns: tuple[Turn, ...] = ()

    def plus(self, asked: Asked, answer: Answer) -> "Talk":
        asking = Turn(role="user", content=asked.text, region=asked.region or None)
        said = (asking, Turn(role="assistant", content=answer.answer, abstained=answer.abstained))
        return Talk(turns=(*self.turns, *said)[-2 * LONGEST_TALK :])

    def after(self, earlier: tuple[str, ...], longest: int) -> "Talk":
        """One that was begun before the page was loaded anew; what is said here already counts more."""
        if self.turns:
            return self
        return Talk(turns=tuple(Turn(role="user", content=mask(one)) for one in earlier if 0 < len(one) <= longest))


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowState:
    """What the windows of a server share."""

    service: Answers
    readers: Suggesters
    limit: RateLimit
    line: Line
    feedback: Feedback
    inbox: Inbox
    longest_question: int
    writes: bool
    """Whether a language model writes the answers."""


Update = tuple[str, Talk, str | None]  # the exchange as HTML, the talk, the question's box (None: as it is)


def start_html(window: WindowState, words: Words) -> str:
    """What is shown before the first question."""
    examples = window.readers.live().examples()
    return greeting_html(window.service.index, examples, words, today())


async def respond(
    window: WindowState, words: Words, text: str, *, choices: Choices, talk: Talk, visitor: str
) -> AsyncGenerator[Update, None]:
    """Yields the exchange while the question waits and is worked on, then with the answer."""
    cut = choices.length > len(text)
    reason = _reason(window, words, text, choices.length) or (None if window.limit.allow(visitor) else words.too_many)
    with window.line.place(visitor, len(text)) as place:
        if reason or place is None:
            yield await _refused(window, words, talk, reason or words.full), talk, None if cut else text
            return
        region = choices.region if choices.region in window.service.opened.regions else ""
        masked = mask(text)
        asked = Asked(text=masked, region=region, masked=masked != text)
        talk = Talk() if choices.alone else talk.after(choices.earlier, window.longest_question)
        try:
            while waiting := await place.wait(SAID_EVERY_S):
                yield working_html(asked, words.waiting.format(ahead=waiting), "", words), talk, ""
        except TurnedAwayError:
            yield await _refused(window, words, talk, words.full), talk, text
            return
        async with aclosing(_answered(window, words, asked, talk, whole=choices.whole)) as updates:
            async for update in updates:
                yield update


def _reason(window: WindowState, words: Words, text: str, length: int) -> str | None:
    """Why a question cannot be asked at all, in the window's language; None where it can."""
    reason = problem(text, window.longest_question, length)
    if reason is None:
        return None
    said = words.too_long if text.strip() else words.empty
    return said.format(length=max(len(text), length), limit=window.longest_question)


async def _refused(window: WindowState, words: Words, talk: Talk, reason: str) -> str:
    """Why nothing came of the question, below the greeting where nothing was said yet."""
    before = "" if talk.turns else await run_in_threadpool(start_html, window, words)
    return before + notice_html(reason)


async def _answered(
    window: WindowState, words: Words, asked: Asked, talk: Talk, *, whole: bool
) -> AsyncGenerator[Update, None]:
    """The answer at once where it is read from the plans; where a model writes, what it does and says on the way."""
    question = Question(text=asked.text, region=asked.region or None, history=talk.turns)
    written = ""
    if not window.writes:
        answer = await run_in_threadpool(window.service.ask, question)
        yield await run_in_threadpool(_settled, window, words, asked, talk, answer)
        return
    async for event in iterate_in_threadpool(window.service.stream(question)):
        if isinstance(event, Answer):
            yield await run_in_threadpool(_settled, window, words, asked, talk, event)
        elif isinstance(event, Released) and not whole:
            written += marked(event.sentence)
            yield working_html(asked, words.checking, written, words), talk, ""
        elif isinstance(event, Step) and event.name in SAID_AFTER:
            said = getattr(words, SAID_AFTER[event.name])
            yield working_html(asked, said, written, words), talk, ""


def _settled(window: WindowState, words: Words, asked: Asked, talk: Talk, answer: Answer) -> Update:
    answer = words.site.named(answer)
    window.feedback.remember(answer)
    window.inbox.declined(answer, asked.region)
    then, documents = _next(window, asked, answer), window.service.index.documents
    return turn_html(asked, answer, then, documents, words, day=today()), talk.plus(asked, answer), ""


def _next(window: WindowState, asked: Asked, answer: Answer) -> Next:
    reader, index = window.readers.live(), window.service.index
    cited = _cited_regions(answer, index.documents)
    offered = offered_regions(index.regions)
    if not answer.region_named and len(offered) > 1:
        return Next(regions=offered if len(offered) <= MOST_REGIONS else cited, is_placeless=True)
    if answer.status is Status.WHICH_REGION:
        return Next(regions=tuple(path for path in offered if region_name(path) in answer.answer))
    if len({*cited, *answer.regions}) > 1:  # the question names them itself
        return Next()
    region = next(iter((*answer.regions, *cited)), asked.region)
    if answer.abstained:
        shown = answer.status in UNANSWERED and answer.answer not in CLOSING
        is_open = answer.status in NO_MATTER
        others = reader.others("" if is_open else asked.text, region) if shown else ()
        return Next(region=region, follow_ups=others, is_near=not is_open)
    if window.line.busy:  # suggestions are tried out, which takes as long as an answer; those who wait come first
        return Next(region=region)
    return Next(region=region, choices=reader.choices(answer, region), follow_ups=reader.follow_ups(answer, region))


def _cited_regions(answer: Answer, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Paths of the regions whose plans an answer cites, in its order."""
    cited = (documents.get(citation.document) for citation in answer.citations)
    return tuple(dict.fromkeys(document.region for document in cited if document))
