"""What the window may send to gradio's queue: the calls of our own page and nothing else, in plain strings.

Gradio takes objects with a `path` in any component's place and reads the file; no such object has a form here.
"""

import re
from collections.abc import Mapping
from typing import Any

from gradio import Blocks
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ui.door.body import Refusal
from ui.door.strict import canonical
from ui.window.conversation import MOST_EARLIER

SESSION = re.compile(r"[A-Za-z0-9]{6,64}")  # gradio's page draws ten or eleven characters


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Clicked(_Strict):
    """What a button of the conversation sends."""

    question: str
    region: str = ""
    whole: bool = False
    length: int = Field(0, ge=0)
    earlier: tuple[str, ...] = Field((), max_length=MOST_EARLIER)
    alone: bool = False


class Call(_Strict):
    """A call of the queue. What of gradio's own body is missing here cannot be sent."""

    fn_index: int = Field(ge=0, le=1_000)
    trigger_id: int | None = Field(None, ge=0, le=100_000)
    session_hash: str


class _Load(Call):
    """The page is drawn."""

    data: list[None] = Field(max_length=0)
    event_data: None = None


class _Typed(Call):
    """A question was typed: the question, the page's choices as JSON, gradio's place for the conversation."""

    data: tuple[str, str, None]
    event_data: None = None


class _Pressed(Call):
    """A button of the conversation was pressed."""

    data: tuple[None]
    event_data: _Clicked


FORMS: Mapping[tuple[str, ...], type[Call]] = {
    (): _Load,
    ("textbox", "textbox", "state"): _Typed,
    ("state",): _Pressed,
}
"""The form of a call by the kinds of its inputs."""


class Calls:
    """The calls of one window, from its own blocks: a new button is known without a word here, a new kind of input is
    refused until it has a form. Raises `KeyError` at the start for an input without a form."""

    def __init__(self, blocks: Blocks) -> None:
        self._forms = {
            index: FORMS[tuple(part.get_block_name() for part in function.inputs)]
            for index, function in blocks.fns.items()
        }

    def __call__(self, value: Any) -> Call:
        """The call; raises `Refusal` for what the page would not send."""
        index = value.get("fn_index") if isinstance(value, dict) else None
        form = self._forms.get(index) if type(index) is int else None
        if form is None:
            raise Refusal(422, "请求的格式不对")
        try:
            return form.model_validate_json(canonical(value))
        except ValidationError as error:
            raise Refusal(422, "请求的格式不对") from error
