"""The web API: ask a question, say what one thinks of the answer, and see that the server is well."""

from dataclasses import asdict
from datetime import date
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from ingest.clock import today
from rag.question.guard import problem
from rag.schema import Answer, Question, Turn
from ui.feedback import Rated, Reason
from ui.labels import BUSY, NO_ROOM, NO_SUCH_ANSWER, NO_SUCH_TRACE
from ui.limits import Place, TurnedAwayError, address_behind
from ui.privacy import mask
from ui.site import Site
from ui.window.conversation import WindowState

LOOKS_UP_S = 2.0  # who waits looks up so often
MOST_FAULTS = 20  # told of one request
TURNS, LONGEST_TURN = 6, 1_000  # of a conversation and characters of each that are read


class Message(BaseModel):
    """One turn of the conversation so far."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(pattern="^(user|assistant)$", examples=["user"])
    content: str = Field(max_length=4000)


class Ask(BaseModel):
    """A question."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(examples=["义务教育学生营养膳食补助每天多少钱？"])
    history: list[Message] = Field(default=[], max_length=20)
    region: str | None = Field(default=None, max_length=60, examples=["大姚县"])
    as_of: date | None = Field(default=None, description="day on which the answer must hold; today by default")


class Rating(BaseModel):
    """What a visitor thinks of an answer."""

    model_config = ConfigDict(extra="forbid")

    answer: str = Field(max_length=40, description="the answer's id")
    helpful: bool
    reason: Reason | None = None
    words: str = Field("", max_length=500)


def ask_routes(window: WindowState) -> APIRouter:
    """Ask."""
    router = APIRouter()

    @router.post("/api/v1/ask", summary="Ask a question; the answer comes with its citations")
    async def ask(body: Ask, request: Request) -> dict[str, Any]:
        if reason := problem(body.question, window.longest_question):
            raise HTTPException(status_code=422, detail=reason)
        length = len(body.question) + sum(min(len(turn.content), LONGEST_TURN) for turn in body.history[-TURNS:])
        visitor = address_behind(request)
        with window.line.place(visitor, length) as place:
            if place is None or not await _turn(place):
                raise HTTPException(status_code=503, detail=BUSY)
            site: Site = request.app.state.site
            return site.named(await run_in_threadpool(_answer, window, body)).as_json()

    return router


async def _turn(place: Place) -> bool:
    """Waits for the turn; False where the place was given to another."""
    try:
        while await place.wait(LOOKS_UP_S):
            pass
    except TurnedAwayError:
        return False
    return True


def _answer(window: WindowState, body: Ask) -> Answer:
    history = tuple(Turn(role=turn.role, content=mask(turn.content[:LONGEST_TURN])) for turn in body.history[-TURNS:])
    region = mask(body.region) if body.region else None
    asked = Question(text=mask(body.question), region=region, history=history, as_of=body.as_of or today())
    answer = window.service.ask(asked)
    window.feedback.remember(answer)
    return answer


def feedback_routes(window: WindowState) -> APIRouter:
    """Rate an answer."""
    router = APIRouter()

    @router.post("/api/v1/feedback", status_code=204, summary="Say whether an answer helped")
    def rate(body: Rating) -> None:
        rated = window.feedback.rate(body.answer, helpful=body.helpful, reason=body.reason, words=body.words)
        if rated is Rated.UNKNOWN:
            raise HTTPException(status_code=404, detail=NO_SUCH_ANSWER)
        answer = window.feedback.remembered(body.answer)
        if answer and not body.helpful:
            window.inbox.rated(answer, body.reason)
        if rated is Rated.FULL:
            raise HTTPException(status_code=503, detail=NO_ROOM)

    return router


def trace_routes(window: WindowState) -> APIRouter:
    """How an answer came about; for staff alone, since it shows what was held back."""
    router = APIRouter()

    @router.get("/api/v1/trace/{answer}", summary="Steps, times, model calls and withheld sentences of a recent answer")
    async def trace(answer: str) -> dict[str, Any]:
        found = window.feedback.remembered(answer)
        if found is None:
            raise HTTPException(status_code=404, detail=NO_SUCH_TRACE)
        data = asdict(found)
        return {name: data[name] for name in ("id", "question", "status", "mode", "latency_ms", "steps")}

    return router


def health_routes(window: WindowState) -> APIRouter:
    """Health."""
    router = APIRouter()

    @router.get("/healthz", summary="Whether the server answers, from which index, and how well")
    async def healthz() -> dict[str, Any]:  # on the event loop: it waits for nobody
        index, passed_over = window.service.opened, window.service.passed_over
        missing = window.service.vectors_missing
        return {
            "status": "degraded" if passed_over or missing or not window.service.is_up else "ok",
            "index": index.name,
            "documents": len(index.documents),
            "vectors": f"missing {missing}" if missing else "ok",
            "passed_over": passed_over,
        }

    return router


async def refuse(_request: Request, error: Exception) -> Response:
    """A body or parameter that does not fit: where and why, without a word of what was sent."""
    assert isinstance(error, RequestValidationError)
    faults = [{"loc": _place(fault), "msg": fault["msg"], "type": fault["type"]} for fault in error.errors()]
    return JSONResponse({"detail": faults[:MOST_FAULTS]}, status_code=422)


def _place(fault: dict[str, Any]) -> list[Any]:
    """Where it is; the name of a key that we do not know is the sender's word."""
    return list(fault["loc"][:-1] if fault["type"] == "extra_forbidden" else fault["loc"])
