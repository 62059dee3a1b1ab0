"""An operator's colour made into all that the pages need of it, readable in every theme.

Contrast as WCAG 2.2 defines it (relative luminance, success criteria 1.4.3 and 1.4.6)."""

from collections.abc import Sequence

from ingest.errors import UsageError

LEAST = 4.5  # contrast of text on its ground (AA)
LEAST_LARGE = 7.0  # likewise in 大字版, which is for those who see little (AAA)
TINT = 0.12  # share of the colour in the ground of what is chosen
STEPS = 100  # from a colour to black or white, where a theme needs it darker or lighter
# grounds of `ui/assets/base.css` that text in the colour stands on
LIGHT, LIGHT_LARGE = ("#fbfaf6", "#ffffff", "#f3f1e9"), ("#ffffff", "#f3f1e9")
DARK, DARK_LARGE = ("#131a19", "#1b2423", "#232e2c"), ("#000000", "#0b0f0e", "#232e2c")
BLACK, WHITE = "#000000", "#ffffff"
TOO_PALE = "HUIMIN_COLOUR 的颜色 {colour} 太浅,在底色上的对比度只有 {found:.1f},至少要 {least};请换深一些的"
TOO_DEEP = "HUIMIN_COLOUR_DARK 的颜色 {colour} 太深,在深色底上的对比度只有 {found:.1f},至少要 {least};请换浅一些的"


def css(colour: str, dark: str = "") -> str:
    """The rules that put a colour (#rrggbb) in the place of ours. `dark`: for the dark theme; else a lighter one of the
    same is made. Raises `UsageError` where one is too pale, or too deep, to be read."""
    if found := unreadable(colour, LIGHT):
        raise UsageError(TOO_PALE.format(colour=colour, found=found, least=LEAST))
    if dark and (found := unreadable(dark, DARK)):
        raise UsageError(TOO_DEEP.format(colour=dark, found=found, least=LEAST))
    pale = dark or until(colour, DARK, LEAST)
    return "\n".join(
        (
            f":root {{ {_rules(colour, LIGHT[0])} }}",
            f'html[data-theme="dark"] {{ {_rules(pale, DARK[0])} }}',
            f"html.hm-large {{ {_rules(until(colour, LIGHT_LARGE, LEAST_LARGE), LIGHT_LARGE[0])} }}",
            f'html.hm-large[data-theme="dark"] {{ {_rules(until(pale, DARK_LARGE, LEAST_LARGE), BLACK)} }}',
        )
    )


def unreadable(colour: str, grounds: Sequence[str]) -> float:
    """The contrast on the ground where it is least, if that is too little; else 0."""
    found = min(contrast(colour, ground) for ground in (*grounds, _tint(colour, grounds[0])))
    return found if found < LEAST else 0.0


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def until(colour: str, grounds: Sequence[str], least: float) -> str:
    """The colour, as much darker or lighter as it takes to be read on all grounds and on its own tint."""
    end = BLACK if _luminance(grounds[0]) > 0.5 else WHITE
    for step in range(STEPS):
        found = _mixed(end, colour, step / STEPS)
        if min(contrast(found, ground) for ground in (*grounds, _tint(found, grounds[0]))) >= least:
            return found
    return end


def _rules(colour: str, ground: str) -> str:
    on = max((WHITE, BLACK), key=lambda one: contrast(one, colour))
    return f"--hm-accent: {colour}; --hm-on-accent: {on}; --hm-tint: {_tint(colour, ground)};"


def _tint(colour: str, ground: str) -> str:
    return _mixed(colour, ground, TINT)


def _mixed(one: str, other: str, share: float) -> str:
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue
