"""What a reader of a page can see: which elements show their words, as far as the page itself says so.

Style sheets that lie elsewhere are not known; what scripts change is not either.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.schema import Omission

# elements whose words are none of the page's text: programs, templates, what stands in for a picture, controls
NO_TEXT = frozenset(
    {
        "script", "style", "noscript", "template", "head", "svg", "iframe", "button", "select", "option", "input",
        "textarea", "datalist", "object", "audio", "video", "canvas", "map", "math", "dialog", "title", "rp", "rt",
        "noframes", "applet", "progress", "meter",
    }
)  # fmt: skip
STRUCK = frozenset({"del", "s", "strike"})
# values of a property by which nothing is seen
GONE = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "opacity": re.compile(r"0?\.0+|0"),
    "text-indent": re.compile(r"-\d{3,}.*"),
    "left": re.compile(r"-\d{3,}.*"),
    "top": re.compile(r"-\d{3,}.*"),
    "right": re.compile(r"-\d{3,}.*"),
    "clip": re.compile(r"rect\([01](?:px)?[ ,]*[01].*"),
    "mso-hide": re.compile("all"),
}
FLAT = re.compile(r"0(?:px|pt|em|%)?")
SIZE = re.compile(r"(\d*\.?\d+)(px|pt|em|rem|%|)")
SMALLEST = {"px": 1.0, "pt": 1.0, "em": 0.1, "rem": 0.1, "%": 10.0, "": 0.0}  # up to which no letter can be read
WHITE = re.compile(
    r"white|#fff(?:f|fff|fffff)?|#fefefe|#fdfdfd|transparent|rgba?\(25[345],25[345],25[345](?:,[\d.]+)?\)"
    r"|rgba\(\d+,\d+,\d+,0(?:\.0+)?\)"
)
NO_GROUND = re.compile(rf"(?:none|inherit|initial|unset|{WHITE.pattern})")
CAPTIONS = frozenset({"th", "h1", "h2", "h3", "h4", "h5", "h6", "a", "thead", "caption"})
"""Elements that a style sheet often puts on a dark ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How words look that stand within an element."""

    omitted: Omission | None = None
    """Why nothing inside is seen, whatever it says of itself."""
    tiny: bool = False
    pale: bool = False
    backed: bool = False
    """Whether something that is not white, or may not be, lies behind."""

    @property
    def why(self) -> Omission | None:
        """Why words here are not seen; None where they are."""
        return self.omitted or (Omission.HIDDEN if self.tiny or (self.pale and not self.backed) else None)


SEEN = Look()


def within(look: Look, tag: str, attributes: Mapping[str, str | None], style: str = "") -> Look:
    """How words look within an element that stands where words look so; `style` is what style sheets of the page say
    of it."""
    if look.omitted or not (attributes or style or tag in STRUCK or tag in CAPTIONS):
        return look
    said = _declared(f"{style};{attributes.get('style') or ''}") if style or attributes.get("style") else {}
    if "hidden" in attributes or _is_gone(said):
        return replace(look, omitted=Omission.HIDDEN)
    if tag in STRUCK or "line-through" in said.get("text-decoration", "") + said.get("text-decoration-line", ""):
        return replace(look, omitted=Omission.DELETED)
    backed = look.backed or tag in CAPTIONS or _is_backed(said, attributes)
    colour = said.get("color") or (attributes.get("color") or "").lower()
    pale = WHITE.fullmatch(colour) is not None if colour and colour != "inherit" else look.pale
    size = next(
        (match for word in said.get("font-size", said.get("font", "")).split() if (match := SIZE.match(word))), None
    )
    tiny = float(size[1]) <= SMALLEST[size[2]] if size else look.tiny
    return Look(tiny=tiny or (tag == "font" and attributes.get("size") == "0"), pale=pale, backed=backed)


def _declared(style: str) -> dict[str, str]:
    """Property to value, the last of each, without blanks around commas."""
    found = {}
    for one in style.lower().split(";"):
        name, colon, value = one.partition(":")
        if colon:
            found[name.strip()] = re.sub(r"\s*,\s*", ",", value.replace("!important", "").strip())
    return found


def _is_gone(said: Mapping[str, str]) -> bool:
    if any(name in said and values.fullmatch(said[name]) for name, values in GONE.items()):
        return True
    flat = any(FLAT.fullmatch(said.get(name, "")) for name in ("height", "max-height", "width", "max-width"))
    return flat and said.get("overflow") == "hidden"


def _is_backed(said: Mapping[str, str], attributes: Mapping[str, str | None]) -> bool:
    """Whether something lies behind that is not white."""
    grounds = [said.get(name) for name in ("background", "background-color", "background-image")]
    grounds += [(attributes.get(name) or "").lower() for name in ("bgcolor", "background")]
    return any(ground and not NO_GROUND.fullmatch(ground) for ground in grounds)
