"""Places: zones, groups of provinces, letters, levels, one name for several places, the many cards of a library."""

from __future__ import annotations

from time import perf_counter

import pytest

from assistant.lexicon.gazetteer import place_with_code
from assistant.lexicon.tables import lines
from assistant.model import Level, Report
from assistant.question import understand
from assistant.question.library import shelf_of


def card(report: str, region: str, level: Level | None = None, year: int = 2023) -> Report:
    """Give a card of one year."""
    return Report(report, "", region=region, level=level, year=year, years=(year,), delivered=year + 1)


CARDS = (
    card("衡阳22", "湖南省衡阳市", "市", 2022),
    card("衡阳23", "湖南省衡阳市", "市"),
    card("衡阳县", "湖南省衡阳市衡阳县", "县"),
    card("衡阳高新", "湖南省衡阳市衡阳高新区"),
    card("东湖", "湖北省武汉市武汉东湖新技术开发区"),
    card("海州甲", "辽宁省阜新市海州区", "县"),
    card("海州乙", "江苏省连云港市海州区", "县"),
    card("吉林省", "吉林省", "省"),
    card("吉林市", "吉林省吉林市", "市"),
    card("甘肃", "甘肃省", "省"),
    card("兵团", "新疆生产建设兵团", "省"),
    card("河口", "云南省曲靖市会泽县团结镇", "乡"),
)


@pytest.mark.parametrize(
    ("asked", "reports", "missing"),
    [
        ("衡阳高新区的企业有几家", ("衡阳高新",), ()),
        ("衡阳市高新技术产业开发区的企业", ("衡阳高新",), ()),
        ("湖南衡阳高新区的企业", ("衡阳高新",), ()),
        ("东湖高新区的企业", ("东湖",), ()),
        ("长沙高新区的企业", (), ("长沙高新区",)),
        ("兰州高新区引进了多少项目", ("甘肃",), ()),
        ("衡阳的信访件", ("衡阳22", "衡阳23"), ()),
        ("衡阳县的信访件", ("衡阳县",), ()),
        ("衡阳2022年的信访件", ("衡阳22",), ()),
        ("海州区的信访件", ("海州乙", "海州甲"), ()),
        ("阜新海州的信访件", ("海州甲",), ()),
        ("吉林的信访件", ("吉林省",), ()),
        ("吉林市的信访件", ("吉林市",), ()),
        ("兵团的信访件", ("兵团",), ()),
        ("各省的信访件", ("吉林省", "甘肃", "兵团"), ()),
        ("衡阳各县的信访件", ("衡阳县",), ()),
        ("东北三省的信访件", ("吉林省",), ("辽宁省", "黑龙江省")),
        ("陕甘两省的信访件", ("甘肃",), ("陕西省",)),
        ("甘信访件多少", ("甘肃",), ()),
        ("团结镇的信访件", ("河口",), ()),
    ],
)
def test_reports_of_a_place(asked: str, reports: tuple[str, ...], missing: tuple[str, ...]) -> None:
    """A zone is not its city, a city not its county, a group its members, a short name the highest place."""
    found = understand(asked, cards=CARDS)
    assert (found.reports, found.missing_regions) == (reports, missing)


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("长三角一体化有多少项任务", ("长三角一体化", "任务")),
        ("民族团结进步创建活动几次", ("民族团结", "进步", "创建活动")),
        ("新增就业多少人", ("城镇新增就业",)),
        ("青年志愿者多少名", ("青年", "志愿者")),
    ],
)
def test_words_that_are_no_places(asked: str, terms: tuple[str, ...]) -> None:
    """A matter with a group's name, a town named like a word, letters inside words: all reports stay."""
    found = understand(asked, cards=CARDS)
    assert (found.terms, len(found.reports)) == (terms, len(CARDS))


def test_a_report_that_is_left_out() -> None:
    """除了 … 其他 asks of all the others."""
    found = understand("除了衡阳县，其他地方的信访件有多少", cards=CARDS)
    assert found.scope == "all"
    assert set(found.reports) == {one.report for one in CARDS} - {"衡阳县"}


def test_a_library_is_looked_through_once() -> None:
    """The same cards, even in another tuple, give the same shelf."""
    assert shelf_of(CARDS) is shelf_of([*CARDS])


def test_thousands_of_reports_are_as_quick() -> None:
    """Over every place of the country a question is understood within 20 ms."""
    places = [place for place in map(place_with_code, (line.split("\t")[0] for line in lines("places.tsv"))) if place]
    library = tuple(
        card(f"{place.full}{year}", place.full, place.level, year) for place in places for year in (2021, 2022, 2023)
    )
    understand("衡阳市的信访件", cards=library)
    taken = []
    for asked in ("衡阳县2022年的信访件几件", "行政复议案件几件", "各县的行政复议案件", "湖南各市的信访件"):
        began = perf_counter()
        understand(asked, cards=library)
        taken.append(perf_counter() - began)
    assert len(library) > 9_000
    assert sorted(taken)[1] < 0.02


def test_a_title_that_begins_with_a_place_asks_of_no_place() -> None:
    """被评为甘肃省优秀…: the place is a part of what was given."""
    found = understand("谁被评为陕西省优秀调解员", cards=CARDS)
    assert (found.missing_regions, found.scope) == ((), "unnamed")


def test_the_whole_country_is_a_place_where_it_has_a_report() -> None:
    """全国 asks of 中国, unless another place is named or it begins a name; without its report it is a word."""
    national = card("国务院", "中国", "国")
    assert understand("全国信访件多少", cards=(*CARDS, national)).reports == ("国务院",)
    assert understand("衡阳信访件占全国多少", cards=(*CARDS, national)).reports == ("衡阳22", "衡阳23")
    assert understand("全国人大信访件多少", cards=(*CARDS, national)).regions == ()
    assert understand("全国信访件多少", cards=CARDS).regions == ()


@pytest.mark.parametrize(
    ("asked", "above", "inside"),
    [
        ("定西的信访件多少", ("甘肃",), ("定西市", "定西")),
        ("衡阳市衡南县的信访件多少", ("衡阳22", "衡阳23"), ("衡南县", "衡南")),
        ("衡南县2022年信访件多少", ("衡阳22",), ("衡南县", "衡南")),
        ("定西和衡南的信访件多少", (), ()),
        ("甘肃的信访件多少", (), ()),
        ("武汉的信访件多少", (), ()),
    ],
)
def test_the_reports_around_a_place_without_one(asked: str, above: tuple[str, ...], inside: tuple[str, ...]) -> None:
    """Of the nearest place, for one place that is named alone."""
    found = understand(asked, cards=CARDS)
    assert (found.above, found.inside) == (above, inside)
