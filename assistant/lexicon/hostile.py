"""Sentences that speak to a machine: no report says them, so they are neither offered, quoted nor read for figures."""

from __future__ import annotations

import re

TO_A_MODEL = re.compile(
    r"(?:忽略|无视|忘记|不要理会|不要遵守).{0,12}(?:指令|指示|提示|规则|要求|设定|内容)"
    r"|(?:系统|开发者)(?:消息|提示词?|指令)\s*[::]|你(?:现在)?是(?:一个|一名)?.{0,8}(?:助手|模型|机器人)"
    r"|(?:请|必须|务必)?(?:一律|统一|只能|直接)回答|请回答\s*[::]"
    r"|ignore\b.{0,40}\binstructions?|(?:^|\n)\s*(?:system|assistant|user|human)\s*[::]"
    r"|<\|?\s*(?:im_start|im_end|system|/?inst)"
)
