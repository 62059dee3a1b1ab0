"""What an operator makes its own: the path below which the pages stand, a name, a logo, a line on privacy, colours."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import UsageError
from rag.replies import OUR_NAME
from rag.schema import Answer, Status
from ui import colours
from ui.settings import ServerSettings

ASSETS = Path(__file__).parent / "assets"
OUR_LOGO, OWN_STYLES = "logo.svg", "own.css"
LARGEST_LOGO_KB = 60  # of the 400 kB that a first view may take
LOGOS = {b"\x89PNG\r\n": ("own-logo.png", "image/png"), b"\xff\xd8\xff": ("own-logo.jpg", "image/jpeg")}
SVG = ("own-logo.svg", "image/svg+xml")
RUNS = re.compile(
    rb"<\s*script|\bon\w+\s*=|javascript:|<\s*foreignobject", re.IGNORECASE
)  # what an image has no need of
ADDRESS = re.compile(r'\b(href|src|action|formaction|data-check)="/(?!/)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`own` are files that are not ours, by name: bytes and media type."""

    root: str = ""
    name: str = OUR_NAME
    privacy: str = ""
    logo: str = OUR_LOGO
    own: tuple[tuple[str, bytes, str], ...] = ()

    def at(self, path: str) -> str:
        """The address of a path of ours."""
        return f"{self.root}{path}"

    @property
    def logo_address(self) -> str:
        return self.at(f"/huimin/{self.logo}")

    @property
    def has_own_colours(self) -> bool:
        return any(name == OWN_STYLES for name, _, _ in self.own)

    @property
    def styles(self) -> str:
        """What the pages of the window link to after our own styles."""
        return f"<link rel='stylesheet' href='{self.at(f'/huimin/{OWN_STYLES}')}'>" if self.has_own_colours else ""

    def named(self, answer: Answer) -> Answer:
        """What is said of ourselves, under the operator's name."""
        if answer.status is not Status.SMALL_TALK:
            return answer
        return replace(answer, answer=answer.answer.replace(OUR_NAME, self.name))

    def placed(self, html: str) -> str:
        """A page with its addresses below the root. Only where all that others wrote is escaped, with its quotes."""
        return ADDRESS.sub(rf'\1="{self.root}/', html) if self.root else html


OURS = Site()
"""Where nothing is set."""


def site_of(settings: ServerSettings) -> Site:
    """What the settings say. Raises `UsageError` for a logo that cannot be shown or a colour that cannot be read."""
    own = list[tuple[str, bytes, str]]()
    if settings.logo is not None:
        own.append(_logo(settings.logo))
    logo = own[0][0] if own else OUR_LOGO
    if settings.colour_dark and not settings.colour:
        raise UsageError("设置了 HUIMIN_COLOUR_DARK,还要设置 HUIMIN_COLOUR")
    if settings.colour:
        own.append((OWN_STYLES, colours.css(settings.colour, settings.colour_dark).encode(), "text/css"))
    name = settings.name or OUR_NAME
    return Site(root=settings.root_path, name=name, privacy=settings.privacy, logo=logo, own=tuple(own))


def _logo(path: Path) -> tuple[str, bytes, str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"HUIMIN_LOGO 的文件读不了({error.strerror}):{path}") from error
    if len(data) > LARGEST_LOGO_KB * 1024:
        raise UsageError(f"HUIMIN_LOGO 的文件有 {len(data) // 1024} KB,最多 {LARGEST_LOGO_KB} KB:{path}")
    for magic, (name, kind) in LOGOS.items():
        if data.startswith(magic):
            return name, data, kind
    if b"<svg" not in data[:1024]:
        raise UsageError(f"HUIMIN_LOGO 的文件要是 SVG、PNG 或 JPEG 图片:{path}")
    if RUNS.search(data):
        raise UsageError(f"HUIMIN_LOGO 的 SVG 里有脚本,不能用:{path}")
    name, kind = SVG
    return name, data, kind
