"""The one door to a language model: any OpenAI-compatible endpoint, streamed. Its errors become `ModelError`.

Within the limits of time and tokens for one question; what an endpoint that fails costs is held by the breaker.
"""

import asyncio
import logging
import random
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from ingest.errors import ModelError
from ingest.text.tokens import token_counter
from rag.generation.circuit_breaker import CircuitBreaker
from rag.generation.prompts import Prompt
from rag.generation.token_budget import TokenBudget
from rag.settings import AnswerSettings

log = logging.getLogger("huimin")

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 8.0  # before a call is repeated; doubled every time


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One prompt that was answered, for the trace."""

    prompt: str
    version: str
    read: int
    """Tokens."""
    written: int
    first_ms: float
    """Until the first piece came."""
    ms: float


@dataclass(slots=True, kw_only=True)
class Allowance:
    """What one question may cost, and what it has cost: every call takes from it."""

    deadline: float
    """Of `time.monotonic`."""
    tokens: int
    calls: list[Call] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Tokens."""
        return self.tokens - sum(call.read + call.written for call in self.calls)


class Model(Protocol):
    """What writes: an endpoint, or a file that is replayed."""

    name: str

    def stream(self, prompt: Prompt, allowance: Allowance) -> Iterator[str]:
        """Pieces of text as they come, within the allowance. Raises `ModelError`."""
        ...


class ChatModel:
    """A configured endpoint. Importing its client costs over a second, so that waits until here."""

    def __init__(self, settings: AnswerSettings, breaker: CircuitBreaker | None = None) -> None:
        from langchain_openai import ChatOpenAI

        self.name = settings.llm_model
        self._settings = settings
        self._breaker = breaker or CircuitBreaker()
        self._budget = TokenBudget(settings.home)
        self._model = ChatOpenAI(
            model=settings.llm_model,
            base_url=settings.llm_base_url,
            api_key=settings.llm_api_key if settings.llm_api_key.get_secret_value() else "none",
            timeout=settings.llm_timeout_s,
            temperature=0,
            max_retries=0,
            use_responses_api=False,
            # most endpoints know max_tokens, not the newer name that the client would send
            extra_body={"max_tokens": settings.llm_max_tokens} | settings.llm_extra,
        )

    def stream(self, prompt: Prompt, allowance: Allowance) -> Iterator[str]:
        """Refused while the breaker is open or the tokens are spent; repeated while nothing was said yet."""
        count = token_counter().count
        read = count("".join(words for _, words in prompt.messages))
        self._admit(read + self._settings.llm_max_tokens, allowance)
        started = time.monotonic()
        first: float | None = None
        said: list[str] = []
        try:
            for piece in self._repeated(prompt, allowance.deadline):
                first = first or time.monotonic()
                said.append(piece)
                yield piece
            self._breaker.succeeded()
        except ModelError:
            self._breaker.failed()
            raise
        finally:
            written, now = count("".join(said)), time.monotonic()
            self._budget.spend(read + written)
            allowance.calls.append(
                Call(
                    prompt=prompt.name,
                    version=prompt.version,
                    read=read,
                    written=written,
                    first_ms=_ms((first or now) - started),
                    ms=_ms(now - started),
                )
            )

    def _admit(self, tokens: int, allowance: Allowance) -> None:
        """Whether a call of at most so many tokens may be made."""
        if tokens > allowance.left:
            raise ModelError("这个问题的用量已到上限（HUIMIN_LLM_QUESTION_TOKENS）")
        if self._budget.spent() + tokens > self._settings.llm_day_tokens:
            raise ModelError("语言模型今天的用量已到上限（HUIMIN_LLM_DAY_TOKENS）")
        if not self._breaker.allows():
            raise ModelError(f"语言模型 {self.name!r} 多次没有回答，暂停使用")

    def _repeated(self, prompt: Prompt, deadline: float) -> Iterator[str]:
        for attempt in range(self._settings.llm_retries + 1):
            spoke = False
            try:
                for piece in self._pieces(prompt, deadline):
                    spoke = True
                    yield piece
                return
            except ModelError as error:
                pause = min(FIRST_PAUSE_S * 2**attempt, LONGEST_PAUSE_S) * random.uniform(0.5, 1)
                last = attempt == self._settings.llm_retries
                if last or spoke or not _passing(error.__cause__) or time.monotonic() + pause > deadline:
                    raise
                log.warning("%s; attempt %d in %.1f s", error, attempt + 2, pause)
                time.sleep(pause)

    def _pieces(self, prompt: Prompt, deadline: float) -> Iterator[str]:
        """One call. The loop's thread reads, so that a wait ends on time whatever the endpoint sends."""
        import httpx
        import openai

        stream = self._model.astream(prompt.messages)
        try:
            while True:
                wait = min(self._settings.llm_timeout_s, deadline - time.monotonic())
                coming = asyncio.run_coroutine_threadsafe(_next(stream), _loop())
                try:
                    chunk = coming.result(max(wait, 0))
                except TimeoutError as error:
                    coming.cancel()
                    raise ModelError(f"语言模型 {self.name!r} 太慢") from error
                except (openai.OpenAIError, httpx.HTTPError, ValueError, RecursionError) as error:
                    raise ModelError(f"语言模型 {self.name!r} 没有正常回答：{type(error).__name__}") from error
                if chunk is None:
                    return
                if isinstance(chunk.content, str) and (piece := chunk.content.encode(errors="ignore").decode()):
                    yield piece
        finally:
            asyncio.run_coroutine_threadsafe(_closed(stream), _loop())


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


async def _next(stream: AsyncIterator[Any]) -> Any:
    return await anext(stream, None)


async def _closed(stream: Any) -> None:
    await stream.aclose()


def _passing(cause: BaseException | None) -> bool:
    """Whether a failure may pass by itself: too many requests, a fault of the server, a broken connection."""
    import httpx
    import openai

    passing = (openai.RateLimitError, openai.InternalServerError, openai.APIConnectionError, httpx.TransportError)
    return isinstance(cause, passing) and not isinstance(cause, openai.APITimeoutError | httpx.TimeoutException)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One loop for the calls of the process, so that connections are kept."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="huimin-model", daemon=True).start()
    return loop
