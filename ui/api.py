"""The web API: ask a question, and say that the server is well."""

from datetime import date
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from rag.guard import problem
from rag.schema import Question, Turn
from rag.service import Service
from ui.limits import RateLimit

TOO_MANY = "您问得太快了，请过一分钟再试。"


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


def routes(service: Service, limit: RateLimit, longest_question: int) -> APIRouter:
    """The routes over one service."""
    router = APIRouter()

    @router.post("/api/v1/ask", summary="Ask a question; the answer comes with its citations")
    def ask(body: Ask, request: Request) -> dict[str, Any]:
        if not limit.allow(request.client.host if request.client else ""):
            raise HTTPException(status_code=429, detail=TOO_MANY)
        if reason := problem(body.question, longest_question):
            raise HTTPException(status_code=422, detail=reason)
        history = tuple(Turn(role=message.role, content=message.content) for message in body.history)
        question = Question(text=body.question, region=body.region, history=history, as_of=body.as_of or date.today())
        return service.ask(question).as_json()

    @router.get("/healthz", summary="Whether the server answers, and from which index")
    def healthz() -> dict[str, Any]:
        index = service.index
        return {"status": "ok", "index": index.name, "documents": len(index.documents)}

    return router
