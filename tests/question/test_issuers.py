"""The department that gave the report itself, named in a question before what it asks."""

from __future__ import annotations

import pytest

from assistant.model import Report
from assistant.question.issuers import without_issuer
from assistant.question.understand import understand

MARKET = Report(
    report="market", text="", title="安吉县市场监督管理局2022年法治政府建设情况的报告", region="浙江省湖州市安吉县",
    level="县", issuer="安吉县市场监督管理局", year=2022, years=(2022,),
)  # fmt: skip
COUNTY = Report(
    report="county", text="", title="安吉县2022年法治政府建设情况报告", region="浙江省湖州市安吉县", level="县",
    issuer="安吉县司法局", year=2022, years=(2022,),
)  # fmt: skip
NATURE = Report(
    report="nature", text="", title="榆林市生态环境局2023年度法治政府建设年度报告", region="陕西省榆林市", level="市",
    issuer="榆林市生态环境局", year=2023, years=(2023,),
)  # fmt: skip


@pytest.mark.parametrize("name", ["市场监督管理局", "市场监管局", "市监局", "市场局", "工商局"])
def test_a_department_is_known_by_its_names(name: str) -> None:
    """Its own, a short one of its characters, an older one; its report alone is asked."""
    assert without_issuer(f"{name}立案多少件", [MARKET, COUNTY]) == ("立案多少件", (MARKET,))


@pytest.mark.parametrize("left", ["公安局立案多少件", "立案多少件", "市局立案多少件", "司法局立案多少件", "市场监管局"])
def test_any_other_word_stays(left: str) -> None:
    """Another department, none, too short a name, one that only puts the county's report up, and nothing asked."""
    assert without_issuer(left, [MARKET, COUNTY])[0] == left


def test_its_name_is_no_term() -> None:
    """The year may stand between; a report of another department of the place is not asked."""
    found = understand("安吉县市场监管局2022年罚没入库金额", (), [MARKET, COUNTY])
    assert (found.terms, found.reports) == (("罚没", "入库", "金额"), ("market",))
    assert understand("榆林环保局核发多少张排污许可证", (), [MARKET, NATURE]).terms == ("核发", "排污", "许可证")


def test_another_department_of_the_place_is_still_a_term() -> None:
    """公安局 must be said by the sentence; so must 市场监管局 in the county's own report."""
    assert understand("安吉县公安局立案多少件", (), [MARKET, COUNTY]).terms == ("公安局", "立案")
    found = understand("安吉县市场监管局立案多少件", (), [COUNTY])
    assert (found.terms, found.reports) == (("市场监管局", "立案"), ("county",))
    assert understand("各地市场监管局立案多少件", (), [MARKET, COUNTY]).reports == ("market", "county")
