"""Text recognition (OCR) of a page's image, offline: the models lie in the package that the extra `ocr` installs."""

from __future__ import annotations

import importlib.util
import math
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import ReadError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image
    from rapidocr import RapidOCR

DOUBTFUL = 0.5
"""A line that is read with less confidence than this is kept, and counted in a warning."""

_NEEDED = ("rapidocr", "onnxruntime", "cv2")
INSTALL = '在项目文件夹里运行 pip install ".[ocr]"'
_MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}
_THREADS = 2
_LONGEST = 2000  # pixels that are looked at; a longer page is scaled down, its boxes are told in its own pixels
_LEAST = 16  # pixels; nothing that is lower can be read
_TURNED = 0.85  # upside-down text is read with less confidence than this
_TALL = 1.5
_LATIN = re.compile(r"[A-Za-z0-9]")
_LETTER = re.compile(r"[A-Za-z]")
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One printed line: its text, and the box around it in pixels of the page set upright.

    `confidence` (0 to 1) is that of the part that was read worst; `parts` are the boxes that a line was put together
    from, left to right, where there is more than one.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    confidence: float
    parts: tuple[ScanLine, ...] = ()


def available() -> bool:
    """Tell whether the packages of the extra are there; imports nothing."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


def recognise(image: Image, where: str) -> list[ScanLine]:
    """Read the printed lines of a page from top to bottom; none on a page without text.

    A page on its side or upside down is turned first; a slightly skewed one is measured as if it were straight.
    Cells of one line that stand far apart are joined with a tab. Raises ReadError when the extra is not installed.
    """
    if not available():
        raise ReadError("这是图片或扫描件，文字识别（OCR）没有安装", where=where, fix=f"请{INSTALL}")
    if min(image.size) * min(1.0, _LONGEST / max(image.size)) < _LEAST:
        return []
    try:
        with _LOCK:
            return _merged(_upright(_pixels(image)))
    except (ImportError, FileNotFoundError) as error:
        raise ReadError("文字识别（OCR）启动不了", where=where, fix=f"请重新{INSTALL}") from error


def warnings_of(lines: Sequence[ScanLine]) -> tuple[str, ...]:
    """Tell that text was read by recognition, and how many of its lines are doubtful."""
    doubtful = sum(1 for line in lines if line.confidence < DOUBTFUL)
    told = (
        f"由文字识别（OCR）读出，请对照原件；{doubtful} 行看不清" if doubtful else "由文字识别（OCR）读出，请对照原件"
    )
    return (told,) if lines else ()


def glue(before: str, after: str) -> str:
    """Give what a line end stands for: a space between Latin words, nothing in Chinese or inside a figure."""
    return " " if _LETTER.match(before[-1:]) and _LETTER.match(after) else ""


@lru_cache(maxsize=1)
def _engine() -> RapidOCR:
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            # A named model is never downloaded; a missing one is an error.
            **{key: str(models / name) for key, name in _MODELS.items()},
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.use_cls": False,
            "Global.max_side_len": _LONGEST,
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _pixels(image: Image) -> NDArray[np.uint8]:
    """Give the picture as blue, green, red, on white where it is transparent."""
    import numpy as np
    from PIL import Image as Images

    if "A" in image.getbands() or "transparency" in image.info:
        over = image.convert("RGBA")
        image = Images.alpha_composite(Images.new("RGBA", over.size, "white"), over)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _upright(pixels: NDArray[np.uint8]) -> list[ScanLine]:
    """Read the boxes of a page, turned by quarters until its text lies level and reads best."""
    import numpy as np

    boxes, tall = _boxes(pixels)
    if tall:
        pixels = np.ascontiguousarray(np.rot90(pixels))
        boxes, _ = _boxes(pixels)
    if boxes and _confidence(boxes) < _TURNED:
        turned, _ = _boxes(np.ascontiguousarray(np.rot90(pixels, 2)))
        if turned and _confidence(turned) > _confidence(boxes):
            return turned
    return boxes


def _boxes(pixels: NDArray[np.uint8]) -> tuple[list[ScanLine], bool]:
    """Read a page as it lies; tell also whether most of its boxes stand on end."""
    import numpy as np

    found: Any = _engine()(pixels)  # one of four shapes; with detection and recognition on it has boxes and texts
    if not found.txts:
        return [], False
    corners = np.asarray(found.boxes, dtype=float)
    across = corners[:, 1] - corners[:, 0]
    wide, high = np.hypot(*across.T), np.hypot(*(corners[:, 3] - corners[:, 0]).T)
    tall = bool(np.sum(high[high > _TALL * wide]) > np.sum(wide[wide > _TALL * high]))
    skew = 0.0 if tall else float(np.median(np.arctan2(across[:, 1], across[:, 0])[wide >= np.median(wide)]))
    middle = np.array([pixels.shape[1] / 2, pixels.shape[0] / 2])
    turn = np.array([[math.cos(skew), -math.sin(skew)], [math.sin(skew), math.cos(skew)]])
    level = (corners - middle) @ turn + middle
    edges = np.hstack([level.min(axis=1), level.max(axis=1)])
    return [
        ScanLine(text, left, right, top, bottom, float(score))
        for text, (left, top, right, bottom), score in zip(found.txts, edges.tolist(), found.scores, strict=True)
    ], tall


def _confidence(boxes: Sequence[ScanLine]) -> float:
    """Give the mean confidence, each box counted by the length of its text."""
    return sum(box.confidence * len(box.text) for box in boxes) / max(1, sum(len(box.text) for box in boxes))


def _merged(boxes: Sequence[ScanLine]) -> list[ScanLine]:
    """Put boxes that stand on one printed line together."""
    rows: list[list[ScanLine]] = []
    for box in sorted(boxes, key=lambda box: box.top + box.bottom):
        row = next((row for row in reversed(rows[-4:]) if _beside(row[0], box)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    return [_joined(sorted(row, key=lambda box: box.left)) for row in rows]


def _beside(one: ScanLine, other: ScanLine) -> bool:
    """Tell whether two boxes stand on one line; one on end, as beside a table, is a line of its own."""
    if any(box.bottom - box.top > 2 * (box.right - box.left) and len(box.text) > 1 for box in (one, other)):
        return False
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _joined(row: Sequence[ScanLine]) -> ScanLine:
    text = row[0].text
    for last, box in pairwise(row):
        text += _gap(last, box) + box.text
    return ScanLine(
        text,
        min(box.left for box in row),
        max(box.right for box in row),
        min(box.top for box in row),
        max(box.bottom for box in row),
        min(box.confidence for box in row),
        tuple(row) if len(row) > 1 else (),
    )


def _gap(last: ScanLine, box: ScanLine) -> str:
    """Write the white between two boxes of a line; two figures beside each other never become one."""
    wide = (box.left - last.right) / max(1.0, min(last.bottom - last.top, box.bottom - box.top))
    if wide > 1.2:
        return "\t"
    latin = _LATIN.match(last.text[-1:]) and _LATIN.match(box.text)
    return " " if wide > (0.3 if latin else 0.6) else glue(last.text, box.text)
