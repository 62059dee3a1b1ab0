"""Slips of an input method: 医宝 for 医保, 公祖房 for 公租房. Two characters side by side that no plan and no lexicon
know are read as well as what sounds the same and is known."""

from collections.abc import Callable, Iterable
from functools import lru_cache

HAN = ("\u3400", "\u9fff")


class Homophones:
    """What unknown pairs of characters may have been meant as."""

    def __init__(self, vocabulary: Iterable[str], known: Callable[[str], bool]) -> None:
        """`vocabulary`: words whose characters may be meant; `known`: whether a pair of characters is no slip."""
        self._known = known
        self._sounds: dict[str, list[str]] = {}
        for character in sorted({c for word in vocabulary for c in word if HAN[0] <= c <= HAN[1]}):
            for sound in _sounds(character):
                self._sounds.setdefault(sound, []).append(character)

    def meant(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """For each unknown pair in a folded text, the known pairs that sound the same and share a character."""
        found = []
        for at in range(len(text) - 1):
            pair = text[at : at + 2]
            if all(HAN[0] <= c <= HAN[1] for c in pair) and not self._known(pair):
                first, second = pair[0], pair[1]
                others = [f"{c}{second}" for c in self._like(first)] + [f"{first}{c}" for c in self._like(second)]
                if meant := tuple(other for other in others if self._known(other)):
                    found.append((pair, meant))
        return found

    def _like(self, character: str) -> list[str]:
        same = [c for sound in _sounds(character) for c in self._sounds.get(sound, ())]
        return [c for c in dict.fromkeys(same) if c != character]


@lru_cache(maxsize=20_000)
def _sounds(character: str) -> tuple[str, ...]:
    """How a character is pronounced, without tones."""
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]))
