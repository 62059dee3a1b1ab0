"""The residents' window: ask in everyday words, read the answer, see beside it where it stands."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from rag.chain import marked
from rag.guard import problem
from rag.schema import Answer, Question, Released, Turn
from rag.scope import region_name
from rag.service import Service
from ui.api import TOO_MANY
from ui.limits import RateLimit
from ui.render import NO_SOURCES, answer_html, sources_html

STYLE = Path(__file__).parent / "assets" / "resident.css"
HEAD = "<meta name='viewport' content='width=device-width, initial-scale=1'>"
ANY_REGION = "不限(问题里写明)"
# everyday questions that plans of this kind answer; shown until the first one is asked
EXAMPLES = [
    "孩子读初中住校，家里困难，一年有多少生活补助？",
    "农村学生的营养餐，国家每天补多少钱？",
    "普通高中助学金平均一年多少？",
    "低保的钱由谁出？",
    "到2025年高中阶段毛入学率要达到多少？",
]
MARKUP = re.compile(r"([\\`*_\[\]#|~$])")
History = list[dict[str, Any]]


def build(service: Service, limit: RateLimit, longest_question: int) -> gr.Blocks:
    """The page over one service."""
    names = [region_name(region) for region in service.index.regions]

    def respond(text: str, region: str, history: History, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Yields the chat, the sources and the input line, first while working, then with the answer."""
        said = [*history, {"role": "user", "content": _plain(text)}]
        visitor = request.client.host if request and request.client else ""
        reason = problem(text, longest_question) or (None if limit.allow(visitor) else TOO_MANY)
        if reason:
            shown = history if not text.strip() else said[:-1]
            yield [*shown, {"role": "assistant", "content": reason}], NO_SOURCES, text
            return
        yield [*said, {"role": "assistant", "content": "正在查找规划……"}], NO_SOURCES, ""
        question = Question(text=text, region=None if region == ANY_REGION else region, history=tuple(_turns(history)))
        written = ""
        for event in service.stream(question):
            if isinstance(event, Released):
                written += marked(event.sentence)
                yield [*said, {"role": "assistant", "content": _plain(written)}], NO_SOURCES, ""
            elif isinstance(event, Answer):
                content = answer_html(event)
                yield (
                    [*said, {"role": "assistant", "content": content}],
                    sources_html(event, service.index.documents),
                    "",
                )

    blocks: gr.Blocks
    with gr.Blocks(title="惠民问答", analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(
            "<header class='hm-head'><h1>惠民问答</h1>"
            "<p>用平常话问公共服务规划里的补助、服务和目标。回答只来自规划，并标出依据；规划没写的，会如实告诉您。</p>"
            f"<p class='hm-scope'>现在能答的地区：{'、'.join(names)}</p></header>"
        )
        with gr.Row(elem_classes="hm-main"):
            with gr.Column(scale=3, min_width=320):
                chat = gr.Chatbot(
                    label="对话",
                    height="48vh",
                    latex_delimiters=[],
                    buttons=["copy"],
                    feedback_options=None,
                    elem_id="hm-chat",
                    placeholder="把您想问的写在下面，或者点一个例子。",
                )
                text = gr.Textbox(
                    label="您的问题",
                    placeholder="例如：孩子读初中住校，一年有多少生活补助？",
                    lines=2,
                    elem_id="hm-question",
                )
                with gr.Row():
                    region = gr.Dropdown(
                        [ANY_REGION, *names], value=names[0] if len(names) == 1 else ANY_REGION, label="地区"
                    )
                    send = gr.Button("提问", variant="primary", elem_id="hm-send")
                    clear = gr.Button("清空对话", elem_id="hm-clear")
                gr.Examples(EXAMPLES, text, label="例子")
            with gr.Column(scale=2, min_width=300):
                gr.HTML("<h2 class='hm-sources-title'>依据</h2>")
                sources = gr.HTML(NO_SOURCES, elem_id="hm-sources")
        for trigger in (send.click, text.submit):
            trigger(
                respond, [text, region, chat], [chat, sources, text], show_progress="hidden", api_visibility="private"
            )
        clear.click(lambda: ([], NO_SOURCES, ""), None, [chat, sources, text], api_visibility="private")
    return blocks


def theme() -> gr.themes.Base:
    """Fonts of the visitor's own system; gradio's default ones come from another host."""
    return gr.themes.Default(
        primary_hue="teal",
        font=["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        text_size="lg",
    )


def _turns(history: History) -> Iterator[Turn]:
    for message in history:
        content = message.get("content")
        words = content if isinstance(content, str) else "".join(p.get("text", "") for p in content or [])
        yield Turn(role=str(message.get("role")), content=words)


def _plain(text: str) -> str:
    """Words as words: the chat renders Markdown and HTML."""
    return MARKUP.sub(r"\\\1", escape(text, quote=False))
