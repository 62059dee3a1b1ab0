"""What of a page a reader sees, and how much a page may hold: of any file with pages. Colours are of 255."""

from collections.abc import Sequence

MOST_PAGES = 3_000  # the longest plan at hand has 400
MOST_CHARACTERS = 2_000_000  # of all pages
MOST_ON_PAGE = 100_000  # characters of a page; small print on A3 has 15,000
SMALLEST = 2.0  # points; smaller letters cannot be read
PALE = 250  # from here on a colour is white
FAINT = 12  # of what lets more through nothing is seen
LIGHT = 150  # large words no darker than this, or that let more through, lie behind the text
LARGE = 30.0  # points

Colour = tuple[int, int, int, int]
"""Red, green, blue and how little it lets through."""


def is_pale(colour: Sequence[int]) -> bool:
    return min(colour[:3]) >= PALE


def is_light(colour: Colour) -> bool:
    return min(colour[:3]) >= LIGHT or colour[3] < LIGHT


def hold_pages(count: int) -> None:
    """Raises `ValueError` where there are more pages than any plan has."""
    if count > MOST_PAGES:
        raise ValueError(f"有 {count} 页，超过 {MOST_PAGES} 页，请拆成几个文件")


def hold_characters(count: int) -> None:
    """Raises `ValueError` where all pages together hold more than any plan does."""
    if count > MOST_CHARACTERS:
        raise ValueError(f"文字超过 {MOST_CHARACTERS // 10_000} 万字，请拆成几个文件")
