"""Settings of the answer path, read from the environment here and nowhere else."""

from functools import cache

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class AnswerSettings(BaseSettings):
    """`HUIMIN_*` variables that shape answers. Without a model's address and name, answers are read, not written."""

    model_config = SettingsConfigDict(env_prefix="HUIMIN_", extra="ignore")

    llm_base_url: str = Field("", description="address of an OpenAI-compatible endpoint, …/v1")
    llm_model: str = Field("", description="the model's name at that endpoint")
    llm_api_key: SecretStr = Field(SecretStr(""), description="its key, where it wants one")
    llm_timeout_s: float = Field(20.0, gt=0, description="longest wait for the next piece of a written answer")
    llm_max_tokens: int = Field(800, ge=50, description="most tokens of one written answer")
    evidence_tokens: int = Field(2500, ge=200, description="most tokens of passages given to the model")
    question_limit: int = Field(1000, ge=50, description="most characters of a question")

    @property
    def has_model(self) -> bool:
        return bool(self.llm_base_url and self.llm_model)


@cache
def load_settings() -> AnswerSettings:
    """The settings of this process."""
    return AnswerSettings()
