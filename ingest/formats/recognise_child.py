"""`python -m ingest.formats.recognise_child FOLDER`: recognises the pictures in a folder for `recognise.py`.

Each page is written down as a line of JSON when it is done. Pictures are looked at before they are decoded: what has
more pixels than any scan is left out.
"""

import json
import math
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError
from rapidocr import RapidOCR

from ingest.bounds import MEGABYTE
from ingest.formats.pdfium import picture_of
from ingest.formats.recognise import ASKED, FILE, FOUND

Picture = NDArray[np.uint8]
Box = NDArray[np.float64]

MEMORY_MB = 1_500  # of address space; half of it is code, a page takes some 600 resident
MOST_PIXELS = 60_000_000  # of a picture; A4 at 600 dots an inch has 35 million
LONGEST_SIDE = 1_600  # pixels that a picture is made smaller to: A4 at 140 dots an inch
SLANT = 0.2  # degrees from which on a page is set straight
MOST_SLANT = 15.0  # degrees beyond which lines are no slant of the page
LONG = 5  # times its height that a line is long which tells the slant
SHORTEST_STROKE = 25  # parts of a page's width
THICKEST = 9  # pixels of a stroke
DARK = 15  # below the brightness around it that a stroke is
BROKEN = (UnidentifiedImageError, OSError, ValueError, MemoryError, Image.DecompressionBombError)
PARAMETERS = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "Global.text_score": 0.0,
    "Global.max_side_len": LONGEST_SIDE,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Rec.rec_batch_num": 1,
}


def main(folder: Path) -> None:
    asked = json.loads((folder / ASKED).read_text(encoding="utf-8"))
    for limit, value in ((resource.RLIMIT_CPU, asked["seconds"]), (resource.RLIMIT_AS, MEMORY_MB * MEGABYTE)):
        _, hard = resource.getrlimit(limit)
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    recognise = RapidOCR(params=PARAMETERS)
    with (folder / FOUND).open("w", encoding="utf-8") as found:
        for number, picture in pictures(folder, asked):
            found.write(json.dumps({"page": number} | page_in(picture, recognise), ensure_ascii=False) + "\n")
            found.flush()


def pictures(folder: Path, asked: dict[str, Any]) -> Iterator[tuple[int, Picture]]:
    """Numbers and pictures (height, width, 3) of all pages that can be decoded."""
    if asked["pages"]:
        data = (folder / f"{FILE}0").read_bytes()
        for number in asked["pages"]:
            with suppress(ValueError, MemoryError):
                yield number, picture_of(data, number, longest=LONGEST_SIDE)
        return
    count = 0
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # it refuses what has twice as many
    for at in range(asked["files"]):
        for picture in frames(folder / f"{FILE}{at}", asked["most"] - count):
            count += 1
            yield count, picture


def frames(path: Path, most: int) -> Iterator[Picture]:
    """The pages of a picture, one of most kinds, as far as they can be decoded."""
    with suppress(*BROKEN), Image.open(path) as image:
        for frame in range(min(getattr(image, "n_frames", 1), most)):
            image.seek(frame)
            if image.width * image.height <= MOST_PIXELS:
                image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
                upright = ImageOps.exif_transpose(image).convert("RGB")
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                yield np.asarray(upright)


def page_in(picture: Picture, recognise: Any) -> dict[str, Any]:
    """The words and strokes of a page, set straight."""
    found = recognise(picture)
    boxes = [] if found.boxes is None else [np.asarray(box, dtype=float) for box in found.boxes]
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant(boxes), 1.0)
    words = []
    for box, text, sure in zip(boxes, found.txts or (), found.scores or (), strict=True):
        moved = box @ turn[:, :2].T + turn[:, 2]
        (left, top), (right, bottom) = moved.min(axis=0), moved.max(axis=0)
        words.append((text, *(round(float(one), 1) for one in (left, top, right, bottom)), round(float(sure), 3)))
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    straight = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    return {"width": width, "height": height, "words": words, "strokes": [*strokes(straight)]}


def slant(boxes: list[Box]) -> float:
    """Degrees that long lines run down; 0 of a page that is straight."""
    found = []
    for box in boxes:
        (x, y), (height,) = box[1] - box[0], [np.linalg.norm(box[3] - box[0])]
        if np.hypot(x, y) >= LONG * height:
            found.append(math.degrees(math.atan2(y, x)))
    told = median(found) if found else 0.0
    return told if SLANT <= abs(told) <= MOST_SLANT else 0.0


def strokes(grey: Picture) -> Iterator[tuple[bool, float, float, float]]:
    """Straight lines of a page (height, width), level or upright: (level, at, start, end)."""
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, DARK)
    least = max(grey.shape[1] // SHORTEST_STROKE, 20)
    for level, kernel in ((True, (least, 1)), (False, (1, least))):
        long = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(kernel[::-1], np.uint8))
        joined = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
        for left, top, width, height, _ in stats[1:].tolist():
            if level and height <= THICKEST:
                yield True, top + height / 2, left, left + width
            elif not level and width <= THICKEST:
                yield False, left + width / 2, top, top + height


if __name__ == "__main__":
    main(Path(sys.argv[1]))
