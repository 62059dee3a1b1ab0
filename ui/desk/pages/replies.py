"""The approved replies, and which of them want review because a source is another by now."""

from starlette.responses import Response

from ingest.clock import today
from ui.desk.desk import Desk
from ui.desk.pages.asked import Asked, Route
from ui.desk.pages.show import show
from ui.desk.sign_off import FALLEN
from ui.desk.similar import kept_replies


def replies(desk: Desk, asked: Asked) -> Response:
    words = asked.query.get("q", "").split()
    kept = [
        one
        for one in kept_replies(desk.cases, desk.answers.index.documents, today())
        if all(word in one.reply.question or word in one.reply.text for word in words)
    ]
    kept.sort(key=lambda one: one.is_steady)
    return show("replies.html", asked, kept=kept, q=asked.query.get("q", ""), FALLEN=FALLEN)


PAGES: tuple[Route, ...] = (("GET", "/staff/replies", replies),)
