"""The web API: ask a question, say what one thinks of the answer, and see that the server is well."""

from dataclasses import asdict
from datetime import date
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from rag.question.guard import problem
from rag.schema import Question, Turn
from ui.feedback import Reason
from ui.labels import NO_SUCH_ANSWER, NO_SUCH_TRACE, TOO_MANY
from ui.limits import address_of
from ui.privacy import mask
from ui.window.conversation import WindowState


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
    def ask(body: Ask, request: Request) -> dict[str, Any]:
        _limited(window, request)
        if reason := problem(body.question, window.longest_question):
            raise HTTPException(status_code=422, detail=reason)
        history = tuple(Turn(role=message.role, content=mask(message.content)) for message in body.history)
        asked = Question(
            text=mask(body.question), region=body.region, history=history, as_of=body.as_of or date.today()
        )
        answer = window.service.ask(asked)
        window.feedback.remember(answer)
        return answer.as_json()

    return router


def feedback_routes(window: WindowState) -> APIRouter:
    """Rate an answer."""
    router = APIRouter()

    @router.post("/api/v1/feedback", status_code=204, summary="Say whether an answer helped")
    def rate(body: Rating, request: Request) -> None:
        _limited(window, request)
        if not window.feedback.rate(body.answer, helpful=body.helpful, reason=body.reason, words=body.words):
            raise HTTPException(status_code=404, detail=NO_SUCH_ANSWER)

    return router


def trace_routes(window: WindowState) -> APIRouter:
    """How an answer came about; for staff alone, since it shows what was held back."""
    router = APIRouter()

    @router.get("/api/v1/trace/{answer}", summary="Steps, times, model calls and withheld sentences of a recent answer")
    def trace(answer: str, request: Request) -> dict[str, Any]:
        _limited(window, request)
        found = window.feedback.remembered(answer)
        if found is None:
            raise HTTPException(status_code=404, detail=NO_SUCH_TRACE)
        data = asdict(found)
        return {name: data[name] for name in ("id", "question", "status", "mode", "latency_ms", "steps")}

    return router


def health_routes(window: WindowState) -> APIRouter:
    """Health."""
    router = APIRouter()

    @router.get("/healthz", summary="Whether the server answers, and from which index")
    def healthz() -> dict[str, Any]:
        index = window.service.index
        return {"status": "ok", "index": index.name, "documents": len(index.documents)}

    return router


def _limited(window: WindowState, request: Request) -> None:
    peer = request.client.host if request.client else ""
    if not window.limit.allow(address_of(peer, request.headers.get("x-forwarded-for", ""), window.proxies)):
        raise HTTPException(status_code=429, detail=TOO_MANY)
