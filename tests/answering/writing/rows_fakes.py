"""Six hand-made reports: two state a rate, one says it in other words, one as a goal, one of another thing, one not."""

from __future__ import annotations

from assistant.answering.answer import answer
from assistant.model import Answer, Hit, Passage, Question, Report
from assistant.question import understand

HEADING = ("四、自觉接受监督",)
TEXTS = {
    "濮阳县.txt": ("河南省濮阳市濮阳县", "行政机关负责人出庭应诉率达到100%。受理行政复议案件30件。"),
    "衡阳市.txt": ("湖南省衡阳市", "全市行政机关负责人出庭应诉率为98.5%。办结行政复议案件120件。"),
    "海州区.txt": ("辽宁省阜新市海州区", "行政首长到庭应诉率95.6%。合同审查办结42件。"),
    "城区.txt": ("山西省阳泉市城区", "力争2024年行政机关负责人亲自到庭参加诉讼的比例达到99%以上。"),
    "沈河区.txt": ("辽宁省沈阳市沈河区", "行政规范性文件备案率93%。负责人学法42次。"),
    "和平区.txt": ("辽宁省沈阳市和平区", "加强行政应诉工作，落实负责人出庭制度。"),
}
# between the probabilities of the reports' two figures, however the weights are fitted anew
LIKELY = 0.04
RATE = "各地行政机关负责人出庭应诉率是多少"
OTHER_WORDS = "行政首长到庭应诉率95.6%。"


class Worlds:
    """A library of these reports, each of one passage; `more` changes or adds texts by report."""

    def __init__(self, **more: str) -> None:
        """Lay out the reports."""
        texts = {name: (region, more.get(name.removesuffix(".txt"), text)) for name, (region, text) in TEXTS.items()}
        self.cards = {
            name: Report(name, text, title=f"{region}法治政府建设情况报告", region=region, year=2023, years=(2023,))
            for name, (region, text) in texts.items()
        }
        self.passages = {
            name: Passage(name, 0, 0, len(card.text), card.text, HEADING) for name, card in self.cards.items()
        }
        self.hits = {name: (Hit(one, 1.0, 0.8, 0.6),) for name, one in self.passages.items()}

    def report_of(self, name: str) -> Report:
        """Give a report."""
        return self.cards[name]

    def question(self, text: str = RATE) -> Question:
        """Understand a question over these reports."""
        return understand(text, (), tuple(self.cards.values()))

    def found(self, question: Question) -> Answer:
        """Answer without a model."""
        return answer(question, self.hits, self.cards, self.report_of)
