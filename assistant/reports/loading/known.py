"""Which formats are read, by the suffix of a file, and what is told about those that are not."""

from __future__ import annotations

FORMATS = {
    **dict.fromkeys((".txt", ".md", ".markdown"), "plain"),
    **dict.fromkeys((".html", ".htm"), "web"),
    **dict.fromkeys((".docx", ".docm"), "word"),
    ".pdf": "pdf",
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "office"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"), "image"),
}
ARCHIVES = (".zip",)
TEXTS = (".txt", ".md", ".markdown", ".html", ".htm")
# Formats that people have and that are not read: what is told, and what to do.
NOT_READ = {
    ".rar": ("RAR 压缩包读不了", "请改用 .zip"),
    ".7z": ("7z 压缩包读不了", "请改用 .zip"),
    **dict.fromkeys((".xls", ".xlsx", ".et"), ("表格文件读不了", "请另存为 .docx 或 .pdf")),
    **dict.fromkeys((".ppt", ".pptx", ".dps"), ("演示文稿读不了", "请另存为 .pdf")),
    **dict.fromkeys((".ofd", ".ceb"), ("版式文件 OFD、CEB 读不了", "请另存为 .pdf")),
    **dict.fromkeys((".mht", ".mhtml"), ("单个文件的网页读不了", "请另存为 .html")),
}


def readable() -> str:
    """List the suffixes that are read, for a message."""
    return "、".join([*FORMATS, *ARCHIVES])
