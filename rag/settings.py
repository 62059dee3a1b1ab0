"""Settings of the answer path, read here and nowhere else; `ingest/settings.py` says from where."""

import json
from functools import cache
from typing import Annotated, Any

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from ingest.settings import Home, HuiminSettings, default_home, read_settings


class AnswerSettings(HuiminSettings):
    """`HUIMIN_*` variables that shape answers. Without a model's address and name, answers are read, not written."""

    home: Home = Field(default_factory=default_home, description="data folder; tokens of the day are noted in it")
    llm_base_url: str = Field("", description="address of an OpenAI-compatible endpoint, …/v1")
    llm_model: str = Field("", description="the model's name at that endpoint")
    llm_api_key: SecretStr = Field(SecretStr(""), description="its key, where it wants one")
    llm_extra: Annotated[dict[str, Any], NoDecode] = Field(
        {}, description="JSON object added to every request, such as what stops thinking"
    )
    llm_timeout_s: float = Field(20.0, gt=0, description="longest wait for the next piece of a written answer")
    llm_deadline_s: float = Field(45.0, gt=0, description="longest time for all that the model does for one question")
    llm_retries: int = Field(2, ge=0, description="calls repeated after 429, 5xx or a broken connection")
    llm_max_tokens: int = Field(1200, ge=50, description="most tokens of one written answer")
    llm_question_tokens: int = Field(24_000, ge=500, description="most tokens, read and written, for one question")
    llm_day_tokens: int = Field(5_000_000, ge=0, description="most tokens of one day; past them answers are read")
    retriever: str = Field("hybrid", description="how passages are found: a name of `rag/retrieval/retrieve.py`")
    evidence_tokens: int = Field(6000, ge=200, description="most tokens of passages given to the model")
    otlp_endpoint: str = Field("", description="OpenTelemetry collector (gRPC) that gets a span an answer and step")
    question_limit: int = Field(1000, ge=50, le=5000, description="most characters of a question")

    @field_validator("llm_extra", mode="before")
    @classmethod
    def _json_object(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value or "{}")
        except ValueError as error:
            raise ValueError('要写成 JSON 对象,例如 {"enable_thinking": false}') from error

    @property
    def has_model(self) -> bool:
        return bool(self.llm_base_url and self.llm_model)

    def without_model(self) -> "AnswerSettings":
        """The same, but answers are read whatever endpoint is configured."""
        return self.model_copy(update={"llm_base_url": "", "llm_model": ""})


@cache
def load_settings() -> AnswerSettings:
    """The settings of this process."""
    return read_settings(AnswerSettings)
