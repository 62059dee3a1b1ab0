"""What a PDF unpacks to, before anything opens it: streams that swell are refused. Pictures are never unpacked."""

import re
import zlib
from collections.abc import Iterator

from ingest.bounds import MEGABYTE

LARGEST_STREAM = 40 * MEGABYTE  # unpacked; the text of a page has some kB, a font some MB
MOST_UNPACKED = 200 * MEGABYTE  # of all streams together
MOST_STREAMS = 200_000
LONGEST_HEAD = 2_000  # bytes before a stream in which it says what it is
DEEPEST = 4  # packings one within the other
PIECE = MEGABYTE
STREAM = re.compile(rb"stream\r?\n")
NAME = re.compile(rb"#([0-9a-fA-F]{2})")
PICTURE = re.compile(rb"/Subtype\s*/Image\b")
DEFLATED = re.compile(rb"/Fl(?:ateDecode)?\b")
SWELLS = "里面的数据解开后过大，不像一份文件"


def check_streams(data: bytes) -> None:
    """Raises `ValueError` on a file whose streams unpack to more than any document has."""
    unpacked = 0
    for count, (head, start) in enumerate(_streams(data)):
        if count > MOST_STREAMS:
            raise ValueError(f"里面有超过 {MOST_STREAMS} 段数据，不像一份文件")
        packings = len(DEFLATED.findall(head))
        if not packings or PICTURE.search(head):
            continue
        unpacked += _size(data, start, min(packings, DEEPEST))
        if unpacked > MOST_UNPACKED:
            raise ValueError(SWELLS)


def _streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Of every stream what it says of itself, and where it begins."""
    for match in STREAM.finditer(data):
        before = data[max(0, match.start() - LONGEST_HEAD) : match.start()]
        head = before[before.rfind(b"obj") + 3 :]
        if b"#" in head:
            head = NAME.sub(lambda hexed: bytes([int(hexed[1], 16)]), head)
        yield head, match.end()


def _size(data: bytes, start: int, packings: int) -> int:
    """Bytes of a stream once it is unpacked, however often it was packed. What is damaged ends where it is."""
    unpackers = [zlib.decompressobj() for _ in range(packings)]
    size = 0
    at = start
    try:
        while at < len(data) and not unpackers[0].eof:
            piece = data[at : at + PIECE]
            at += len(piece)
            for whole in _through(unpackers, piece):
                size += whole
                if size > LARGEST_STREAM:
                    raise ValueError(SWELLS)
    except zlib.error:
        pass
    return size


def _through(unpackers: list["zlib._Decompress"], piece: bytes) -> Iterator[int]:
    """The sizes that a piece has behind all its packings, bit by bit."""
    if not unpackers:
        yield len(piece)
        return
    first, *rest = unpackers
    while piece and not first.eof:
        out = first.decompress(piece, PIECE)
        yield from _through(rest, out)
        piece = first.unconsumed_tail
        if not out and not piece:
            return
