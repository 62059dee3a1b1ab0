"""Pictures made to hurt whoever recognises words in them; with and without what does so they are refused by name."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

from tests.builders.hostile_office import HostileFile

REFUSED = "图片"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, body: bytes = b"") -> bytes:
    """A picture that says that it is so large; `body` are its bytes, unpacked."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def tiff(pages: int) -> bytes:
    """So many empty pages, each naming the next; the last names the first."""
    into = BytesIO()
    into.write(b"II*\x00" + struct.pack("<I", 8))
    for at in range(pages):
        entries = [(256, 4, 1, 1), (257, 4, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)]
        size = 2 + 12 * len(entries) + 4
        into.write(struct.pack("<H", len(entries)))
        for entry in entries:
            into.write(struct.pack("<HHII", *entry))
        into.write(struct.pack("<I", 8 + size * (at + 1) if at + 1 < pages else 8))
    return into.getvalue()


h = HostileFile
FILES: tuple[HostileFile, ...] = (
    h(name="picture of no end", suffix=".png", data=lambda: png(2_000_000_000, 2_000_000_000), says=REFUSED),
    h(name="picture bomb", suffix=".png", data=lambda: png(30_000, 30_000, bytes(30_001 * 3_000)), says=REFUSED),
    h(name="picture without its end", suffix=".png", data=lambda: png(100, 100, bytes(10_100))[:60], says=REFUSED),
    h(name="picture of nothing", suffix=".png", data=lambda: png(1, 1, b"\x00\xff"), says=REFUSED),
    h(name="photograph cut off", suffix=".jpg", data=lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 500, says=REFUSED),
    h(name="pages in a ring", suffix=".tif", data=lambda: tiff(2_000), says=REFUSED),
    h(name="bitmap of minus size", suffix=".bmp", data=lambda: b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00" + struct.pack("<Iiihhiiiiii", 40, -1, -2_000_000_000, 1, 24, 0, 0, 0, 0, 0, 0), says=REFUSED),
)  # fmt: skip


def strange_things(folder: Path) -> dict[str, str]:
    """What is no file, made in a folder; by name, words of why it is refused. Without those that the system refuses."""
    import os
    import socket

    (folder / "ring.docx").symlink_to(folder / "ring.docx")
    (folder / "gone.pdf").symlink_to(folder / "nowhere.pdf")
    (folder / "null.txt").symlink_to("/dev/null")
    (folder / "outside.txt").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    (folder / "folder.xlsx").mkdir()
    (folder / "empty.docx").touch()
    (folder / "huge.md").touch()
    os.truncate(folder / "huge.md", 3_000_000_000)
    os.mkfifo(folder / "pipe.docx")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(folder / "socket.csv"))
    return {
        "ring.docx": "绕成了圈",
        "gone.pdf": "不存在",
        "null.txt": "外面",
        "outside.txt": "外面",
        "loop": "",
        "folder.xlsx": "文件夹",
        "empty.docx": "空的",
        "huge.md": "超过",
        "pipe.docx": "管道",
        "socket.csv": "套接字",
    }
