"""The residents' window: ask in everyday words, read the answer, see beside it where it stands."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from html import escape
from typing import Any

import gradio as gr

from ui.limits import address_behind
from ui.site import Site
from ui.window.conversation import Choices, Talk, Update, WindowState, choices_of, respond, start_html
from ui.window.document_page import display_buttons
from ui.window.greeting import regions_html, voice_html
from ui.window.texts import Words

# once the scripts of the page's head have run (ui/window/first_paint.py), which they have before the page is complete
ATTACH = """const attach = () => huimin.attach(element, trigger, 'ask');
if (typeof huimin === 'undefined') addEventListener('load', attach); else attach();"""
TYPED = "(text, _, talk) => [text, '{}', talk]"  # only where the page's script, which sends questions, did not load
SAID_BY_SCRIPT = (
    "speak",
    "stop",
    "copied",
    "thanks",
    "failed",
    "searching",
    "queued",
    "unsent",
    "offline",
    "retry",
    "listen",
    "listening",
    "heard",
    "not_heard",
    "no_microphone",
    "no_voice",
    "empty",
    "near_said",
    "older",
    "started_over",
    "undo",
    "restored",
    "cancel",
    "pick_reason",
)
Shown = tuple[str, Talk, Any]


class Window:
    """The residents' window in one language."""

    def __init__(self, window: WindowState, words: Words) -> None:
        self._window, self._words = window, words

    def build(self) -> gr.Blocks:
        words = self._words
        blocks: gr.Blocks
        with gr.Blocks(title=words.title, analytics_enabled=False, fill_width=True) as blocks:
            talk = gr.State(Talk(), time_to_live=3600)
            choices = gr.Textbox(visible=False)
            gr.HTML(self._top(), apply_default_css=False)
            chat = gr.HTML(
                self._start,
                elem_id="hm-chat",
                apply_default_css=False,
                js_on_load=ATTACH,
            )
            gr.HTML(self._privacy(), apply_default_css=False)
            with gr.Column(elem_id="hm-compose"):
                gr.HTML(self._regions, apply_default_css=False)
                text = gr.Textbox(
                    label=words.question,
                    placeholder=words.placeholder,
                    lines=1,
                    max_lines=5,
                    elem_id="hm-question",
                    container=False,
                )
                send = gr.Button(words.send, variant="primary", elem_id="hm-send")
                gr.HTML(self._footnote(), apply_default_css=False)
            shared: dict[str, Any] = {
                "show_progress": "hidden",
                "api_visibility": "private",
                "concurrency_limit": None,  # the line is ours: it says how many wait
            }
            for asked in (send.click, text.submit):
                asked(self._typed, [text, choices, talk], [chat, talk, text], js=TYPED, **shared)
            # the page's script sends the next when it sees an answer, which is before gradio counts this one as done;
            # by default it would drop what comes so early
            chat.ask(self._sent, [talk], [chat, talk], trigger_mode="multiple", **shared)
        return blocks

    def _top(self) -> str:
        words = self._words
        other, language = (words.site.at("/"), "zh-CN") if words.lang == "en" else (words.site.at("/en/"), "en")
        whole = f"<button type='button' data-display='whole' aria-pressed='false'>{escape(words.whole)}</button>"
        said = " ".join(f"data-{name.replace('_', '-')}='{escape(getattr(words, name))}'" for name in SAID_BY_SCRIPT)
        return (
            f"<a class='hm-skip' href='#hm-question'>{escape(words.skip)}</a><header class='hm-top'>"
            f"<img src='{words.site.logo_address}' alt='' width='40' height='40'>"
            f"<div><h1 class='hm-name'>{escape(words.title)}</h1><p>{escape(words.tagline)}</p></div>"
            f"<div class='hm-tools'><span role='group' aria-label='{escape(words.tools)}'>{display_buttons(words)}"
            f"{whole if self._window.writes else ''}</span><a href='{other}' lang='{language}' "
            f"hreflang='{language}'>{escape(words.other_language)}</a>"
            f"<button type='button' id='hm-again'>{escape(words.again)}</button></div></header>"
            "<div id='hm-live' class='hm-unseen' role='status' aria-live='polite'></div>"
            f"<div id='hm-words' hidden {said} data-lang='{words.lang}' "
            f"data-longest='{self._window.longest_question}' data-root='{words.site.root}'></div>"
        )

    def _footnote(self) -> str:
        """What to leave out of a question; what is kept, where there is room (else above the box, `_privacy`); what the
        voice button had to say."""
        told = f"{escape(self._words.footnote)}<span class='hm-more'>{self._told('id')}</span>"
        return f"<p class='hm-footnote'>{told}</p><p id='hm-voice-said' role='status'></p>"

    def _privacy(self) -> str:
        return f"<p class='hm-privacy'>{self._told('data-of')}</p>"

    def _told(self, named: str) -> str:
        """What an answer is worth, what is kept of a question, where something is, who hears a spoken one, and the
        operator's own line. `named`: the attribute by which the script finds the part on speech."""
        words, days, own = self._words, self._window.inbox.days, self._words.site.privacy
        kept = f" {words.kept.format(days=days)}" if days else ""
        theirs = f" <span lang='zh-CN'>{escape(own)}</span>" if own else ""
        voice = f"<span {named}='hm-voice-privacy' hidden> {escape(words.voice_privacy)}</span>"
        return f" {escape(words.footnote_more + kept)}{theirs}{voice}"

    def _start(self) -> str:
        return start_html(self._window, self._words)

    def _regions(self) -> str:
        return regions_html(self._window.service.index, self._words) + voice_html(self._words)

    async def _typed(self, text: str, choices: str, talk: Talk, request: gr.Request) -> AsyncGenerator[Shown, None]:
        async with aclosing(self._respond(text, choices_of(choices), talk, request)) as updates:
            async for html, then, box in updates:
                yield html, then, gr.skip() if box is None else box

    async def _sent(
        self, talk: Talk, sent: gr.EventData, request: gr.Request
    ) -> AsyncGenerator[tuple[str, Talk], None]:
        """A question that the page's script sends; it keeps the box itself."""
        choices = choices_of(sent._data)
        async with aclosing(self._respond(choices.question, choices, talk, request)) as updates:
            async for html, then, _ in updates:
                yield html, then

    def _respond(self, text: str, choices: Choices, talk: Talk, request: gr.Request) -> AsyncGenerator[Update, None]:
        visitor = address_behind(request)
        return respond(self._window, self._words, text, choices=choices, talk=talk, visitor=visitor)


def head(site: Site) -> str:
    """What the pages of the window have in their heads."""
    return (
        "<meta name='viewport' content='width=device-width, initial-scale=1, interactive-widget=resizes-content'>"
        f"<link rel='icon' href='{site.logo_address}'>"
        f"<link rel='stylesheet' href='{site.at('/huimin/base.css')}'>{site.styles}"
        f"<link rel='stylesheet' href='{site.at('/huimin/resident.css')}'>"
    )


def theme() -> gr.themes.Base:
    """Fonts of the visitor's own system; gradio's default ones come from another host."""
    return gr.themes.Default(
        font=["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        text_size="lg",
    )
