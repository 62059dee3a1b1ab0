"""Pages from their templates: everything is escaped, nothing that a template names may be missing."""

import re
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ingest import clock
from ingest.identity.divisions import shown_name
from ui.desk import words
from ui.desk.accounts import Role
from ui.desk.pages.asked import Asked
from ui.desk.values import Source, State
from ui.labels import TEXT_KINDS
from ui.render import place_of

SEE_OTHER = 303
LINES = re.compile(r"\n{3,}")


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("ui.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"at": _at, "region": _region, "whole": whole_address, "say": _say, "place": place_of}
    made.globals |= {
        "STATES": words.STATES,
        "DID": words.DID,
        "FLAGS": words.FLAGS,
        "WHY": words.WHY,
        "TO_DO": words.TO_DO,
        "ROLES": words.ROLES,
        "ROWS": words.ROWS,
        "TEXT_KINDS": TEXT_KINDS,
        "State": State,
        "Role": Role,
    }
    return made


def show(template: str, asked: Asked, *, status: int = 200, **values: Any) -> Response:
    """The page. Its template also sees `asked`, `user` and `today`."""
    page = _templates().get_template(template)
    text = page.render(asked=asked, user=asked.user, today=clock.today().isoformat(), **values)
    return HTMLResponse(text, status_code=status)


def go(address: str) -> Response:
    """To another page after a form."""
    return RedirectResponse(address, status_code=SEE_OTHER)


def whole_address(source: Source) -> str:
    """Where the whole document can be read, at the cited stretch."""
    citation = source.citation
    spans = [(cell.start, cell.end) for cell in citation.cells] or [(citation.start, citation.end)]
    at = "".join(f"&at={start}-{end}" for start, end in spans)
    return f"/document/{quote(citation.document)}?lang=zh{at}#cited"


def _at(when: float) -> str:
    return clock.at(when).strftime("%Y-%m-%d %H:%M")


def _region(path: str) -> str:
    return shown_name(path) if path else ""


def _say(text: str) -> str:
    return LINES.sub("\n\n", text.strip())
