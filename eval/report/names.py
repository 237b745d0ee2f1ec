"""What the page calls the metrics, in three tables, and what each of them counts."""

from __future__ import annotations

TABLES = {
    "回答": {
        "right": ("正确", "该有的都有、不该有的没有；无答案的题要拒答"),
        "figures": ("数字有据", "答案和表格里带单位的数字，在它自己的出处里，或由所示的算式得出"),
        "verbatim": ("逐字", "引文与报告原文逐字相同"),
        "refused": ("拒答召回", "应当拒答的题里，拒答了的"),
        "refusal_precision": ("拒答准确", "拒答了的题里，应当拒答的"),
        "refused_wrongly": ("误拒", "有答案的题里，拒答了的；越低越好"),
    },
    "出处与表格": {
        "cited": ("出处对", "答了的题里，至少一处引文与证据重叠"),
        "citation_precision": ("引文准确", "答了的题的引文里，与证据重叠的"),
        "citation_recall": ("引文召回", "有答案的题的证据里，被引文覆盖的"),
        "rows_precision": ("行准确", "给出的行里，报告和数值都对的"),
        "rows_recall": ("行召回", "应有的行里，给出的"),
        "false_silence": ("误称未提", "说成未找到的报告里，其实写了的；越低越好"),
    },
    "检索": {
        "recall_at_1": ("召回@1", "证据里，最好的 1 个段落覆盖的"),
        "recall_at_5": ("召回@5", "证据里，最好的 5 个段落覆盖的"),
        "recall_at_10": ("召回@10", "证据里，最好的 10 个段落覆盖的"),
        "mrr": ("MRR", "第一个覆盖证据的段落的名次的倒数，按题平均"),
        "ndcg": ("nDCG@10", "证据第一次出现的名次越前，得分越高，按题平均"),
    },
}
NAMES = {key: name for table in TABLES.values() for key, (name, _) in table.items()}
CAUSES = {
    "declined though stated": "写了却拒答", "answered though not stated": "没写却回答", "wrong figure": "数字不对",
    "wrong words": "文字不对", "incomplete list": "列举不全", "rows incomplete": "各地表不全", "failed": "出错",
    "missing row": "少了行", "extra row": "多了行", "wrong reason": "拒答的原因不对",
}  # fmt: skip
STATUSES = {"answered": "已回答", "partial": "部分回答", "refused": "拒答", "failed": "出错"}
