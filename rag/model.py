"""The one door to a language model: any OpenAI-compatible endpoint, streamed. Its errors become `ModelError`."""

from collections.abc import Iterator

from ingest.errors import ModelError
from rag.prompts import Prompt
from rag.settings import AnswerSettings


class ChatModel:
    """A configured endpoint. Importing its client costs over a second, so that waits until here."""

    def __init__(self, settings: AnswerSettings) -> None:
        from langchain_openai import ChatOpenAI

        self.name = settings.llm_model
        self._model = ChatOpenAI(
            model=settings.llm_model,
            base_url=settings.llm_base_url,
            api_key=settings.llm_api_key if settings.llm_api_key.get_secret_value() else "none",
            timeout=settings.llm_timeout_s,
            max_tokens=settings.llm_max_tokens,
            temperature=0,
            max_retries=1,
        )

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """Pieces of the model's text as they come. Raises `ModelError`."""
        import httpx
        import openai

        try:
            for chunk in self._model.stream([("system", prompt.system), ("human", prompt.user)]):
                if isinstance(chunk.content, str) and chunk.content:
                    yield chunk.content
        except (openai.OpenAIError, httpx.HTTPError, ValueError) as error:
            raise ModelError(f"语言模型 {self.name!r} 没有正常回答：{type(error).__name__}") from error
