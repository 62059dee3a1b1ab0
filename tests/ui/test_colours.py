"""An operator's colour is readable in every theme, or is refused."""

import re

import pytest

from ingest.errors import UsageError
from ui import colours

RULE = re.compile(r"(.+?) \{ --hm-accent: (#\w{6}); --hm-on-accent: (#\w{6}); --hm-tint: (#\w{6}); \}")
GROUNDS = {
    ":root": colours.LIGHT,
    'html[data-theme="dark"]': colours.DARK,
    "html.hm-large": colours.LIGHT_LARGE,
    'html.hm-large[data-theme="dark"]': colours.DARK_LARGE,
}


def test_contrast_is_that_of_the_standard() -> None:
    assert colours.contrast("#000000", "#ffffff") == 21
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the grey that just fails
    assert colours.contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("colour", ["#0b6557", "#9a1f1f", "#1d4ed8", "#5b21b6", "#000000"])
def test_a_colour_is_readable_in_every_theme(colour: str) -> None:
    rules = RULE.findall(colours.css(colour))
    assert [where for where, *_ in rules] == list(GROUNDS)
    for where, accent, on, tint in rules:
        least = colours.LEAST_LARGE if "large" in where else colours.LEAST
        assert min(colours.contrast(accent, ground) for ground in (*GROUNDS[where], tint)) >= least
        assert colours.contrast(on, accent) >= colours.LEAST
    assert rules[0][1] == colour


def test_a_colour_of_its_own_may_be_named_for_the_dark() -> None:
    assert "#ffd700" in colours.css("#9a1f1f", "#ffd700")


@pytest.mark.parametrize(
    ("colour", "dark", "said"),
    [
        ("#ffcc00", "", r"HUIMIN_COLOUR 的颜色 #ffcc00 太浅.*对比度只有 1\.\d,至少要 4\.5"),
        ("#0b6557", "#222222", "太深.*请换浅"),
    ],
)
def test_one_that_cannot_be_read_is_refused(colour: str, dark: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        colours.css(colour, dark)
