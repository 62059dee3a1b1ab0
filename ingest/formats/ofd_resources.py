"""What the pages of an OFD file share: fonts, colours of drawing parameters, composite objects."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.formats.layout.seen import Colour
from ingest.formats.ofd_package import Node, OfdPackage

STRONG = ("黑体", "小标宋", "simhei", "bold", "heiti", "xbs")  # in names of fonts that are drawn bold
MOST_RELATIVE = 8  # drawing parameters that rest on each other
OPAQUE = 255

BLACK: Colour = (0, 0, 0, OPAQUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    name: str = ""
    strong: bool = False


@dataclass(slots=True)
class Resources:
    """By their ids."""

    fonts: dict[str, Font] = field(default_factory=dict)
    parameters: dict[str, Node] = field(default_factory=dict)
    composites: dict[str, Node] = field(default_factory=dict)
    spaces: dict[str, str] = field(default_factory=dict)
    """Kinds of colour spaces: GRAY, RGB, CMYK."""

    def read(self, package: OfdPackage, places: Iterable[str], base: str) -> None:
        """Take in the parts at these places; those that are not there define nothing."""
        for place in places:
            if (found := package.tree_at(place, base)) is not None:
                self._take(found[1])

    def _take(self, root: Node) -> None:
        for node in root.iter():
            key = node.get("ID", "")
            match node.tag:
                case "Font":
                    name = node.get("FontName", "") or node.get("FamilyName", "")
                    bold = node.get("Bold") == "true" or any(word in name.lower() for word in STRONG)
                    self.fonts[key] = Font(name=name, strong=bold)
                case "DrawParam":
                    self.parameters[key] = node
                case "CompositeGraphicUnit" | "CompositeGraphUnit":
                    self.composites[key] = node
                case "ColorSpace":
                    self.spaces[key] = node.get("Type", "RGB").upper()

    def colour(self, node: Node, name: str, parameter: str | None) -> Colour:
        """FillColor or StrokeColor of an object: its own, else of its drawing parameter, else black."""
        own = node.find(name)
        for _ in range(MOST_RELATIVE):
            if own is not None or parameter is None or (shared := self.parameters.get(parameter)) is None:
                break
            own, parameter = shared.find(name), shared.get("Relative")
        return self._of(own) if own is not None else BLACK

    def _of(self, node: Node) -> Colour:
        parts = [_part(word) for word in (node.get("Value") or "").split()[:4]]
        alpha = _part(node.get("Alpha") or str(OPAQUE))
        kind = self.spaces.get(node.get("ColorSpace", ""), "")
        if not parts:
            return (0, 0, 0, alpha)  # a pattern or a shade
        if len(parts) == 1:
            return (parts[0], parts[0], parts[0], alpha)
        if len(parts) == 4 or kind == "CMYK":
            cyan, magenta, yellow, key = (*parts, 0, 0)[:4]
            red, green, blue = (max(0, OPAQUE - one - key) for one in (cyan, magenta, yellow))
            return (red, green, blue, alpha)
        return (parts[0], parts[1], parts[2] if len(parts) > 2 else 0, alpha)


def _part(word: str) -> int:
    try:
        value = int(word[1:], 16) if word.startswith("#") else int(float(word))
    except (ValueError, OverflowError):
        return 0
    return min(max(value, 0), OPAQUE)
