"""Token counts by tiktoken, offline: the encoding comes from a file on this machine, never from the network."""

import base64
import importlib.util
from functools import cache
from pathlib import Path

from ingest.errors import UsageError

# the pattern that the Qwen encoding was trained with (tiktoken's own cl100k_base uses the same)
PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)

LONGEST_PIECE = 5000  # characters


class TokenCounter:
    """Counts tokens of a text; about 0.3 s to load, then microseconds a sentence."""

    def __init__(self, file: Path | None = None) -> None:
        """`file` is a .tiktoken encoding; None takes the one that the `dashscope` package carries."""
        import tiktoken

        path = file or shipped_encoding()
        if not path.is_file():
            raise UsageError(f"找不到 tiktoken 编码文件 {str(path)!r}，请检查 HUIMIN_TIKTOKEN_FILE")
        try:
            ranks = _ranks(path)
        except ValueError as error:
            raise UsageError(f"{str(path)!r} 不是 tiktoken 编码文件：{error}") from error
        self._encoding = tiktoken.Encoding(path.stem, pat_str=PATTERN, mergeable_ranks=ranks, special_tokens={})

    def count(self, text: str) -> int:
        """Tokens of a text; of a long one piece by piece, since one long word takes ever longer."""
        pieces = (text[at : at + LONGEST_PIECE] for at in range(0, len(text), LONGEST_PIECE))
        return sum(len(self._encoding.encode_ordinary(piece)) for piece in pieces)


def _ranks(path: Path) -> dict[bytes, int]:
    """Token bytes to rank. Read here: tiktoken's own loader keeps a copy by path in a folder that all users share."""
    pairs = (line.split() for line in path.read_bytes().splitlines() if line)
    return {base64.b64decode(token): int(rank) for token, rank in pairs}


def shipped_encoding() -> Path:
    """The Qwen encoding inside the dashscope package; found without importing it."""
    spec = importlib.util.find_spec("dashscope")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("没有找到 tiktoken 编码文件：请安装 dashscope,或用 HUIMIN_TIKTOKEN_FILE 指定一个")
    return Path(spec.submodule_search_locations[0]) / "resources" / "qwen.tiktoken"


@cache
def token_counter(file: Path | None = None) -> TokenCounter:
    """One counter a process and file."""
    return TokenCounter(file)
