"""Which region's plans may answer."""

from dataclasses import replace

import pytest

from rag.question.scope import Scope, names, region_name
from rag.replies import UNKNOWN_REGION
from rag.schema import Draft, NoteKind, Question, Status, Turn
from tests.builders.answers import draft
from tests.builders.documents import document
from tests.builders.plans import LAKE_REGION, PINE_REGION

DAYAO = "云南省/楚雄彝族自治州/大姚县"
YAOAN = "云南省/楚雄彝族自治州/姚安县"


def scoped(regions: list[str], text: str, region: str | None = None) -> Draft:
    return Scope(regions)(draft(text, region=region))


@pytest.mark.parametrize("chosen", ["青石县", LAKE_REGION, f"/{LAKE_REGION}/", " 青石县 "])
def test_the_chosen_region_answers(chosen: str) -> None:
    done = scoped([LAKE_REGION, PINE_REGION], "高龄津贴多少", chosen)
    assert (done.status, done.regions, done.notes) == (None, (LAKE_REGION,), ())


@pytest.mark.parametrize("chosen", ["大姚", "大姚县", "楚雄州大姚县", DAYAO])
def test_a_known_division_is_found_by_each_of_its_names(chosen: str) -> None:
    assert Scope([YAOAN, DAYAO]).find(chosen) == DAYAO


@pytest.mark.parametrize("chosen", ["", "姚安县", "火星", UNKNOWN_REGION])
def test_a_region_without_a_plan_is_not_found(chosen: str) -> None:
    assert Scope([DAYAO]).find(chosen) is None


@pytest.mark.parametrize("words", ["大姚县", "大姚", "楚雄州大姚县"])
def test_the_region_that_the_question_names_beats_the_chosen_one(words: str) -> None:
    assert scoped([DAYAO, YAOAN], f"{words}低保多少", "姚安县").regions == (DAYAO,)


@pytest.mark.parametrize("chosen", [None, "松岭市"])
def test_a_region_outside_the_division_table_is_known_by_its_name(chosen: str | None) -> None:
    assert scoped([LAKE_REGION, PINE_REGION], "青石县的高龄津贴多少", chosen).regions == (LAKE_REGION,)


@pytest.mark.parametrize("words", ["云南省", "云南", "楚雄州", "楚雄彝族自治州"])
def test_an_ancestor_that_the_question_names_keeps_the_chosen_region(words: str) -> None:
    done = scoped([DAYAO, YAOAN], f"{words}的低保多少", "大姚县")
    assert (done.status, done.regions) == (None, (DAYAO,))


@pytest.mark.parametrize(
    ("text", "chosen", "named"),
    [
        ("姚安县低保多少", None, "姚安县"),
        ("姚安县低保多少", "大姚县", "姚安县"),
        ("昆明低保多少", "大姚县", "昆明"),
        ("低保多少", "姚安县", "姚安县"),
        ("低保多少", "火星", "火星"),
    ],
)
def test_a_region_without_a_plan_is_declined_and_the_known_ones_are_named(text: str, chosen: str, named: str) -> None:
    done = scoped([DAYAO, LAKE_REGION], text, chosen)
    assert done.status is Status.OTHER_REGION
    assert all(words in done.sentences[0].text for words in (named, "大姚县", "青石县"))
    assert done.regions == ()


@pytest.mark.parametrize(
    "text", ["医保定点医院有几家", "高中山区学生的补助", "客运城乡一体化", "推广安全用药", "服务平台中心", "初中卫生室"]
)
def test_a_city_inside_other_words_is_not_named(text: str) -> None:
    assert scoped([DAYAO], text).status is None


def test_a_namesake_in_another_province_gets_no_answer() -> None:
    done = scoped(["吉林省/长春市/朝阳区"], "北京市朝阳区低保多少")
    assert (done.status, done.regions) == (Status.OTHER_REGION, ())


def test_a_chosen_namesake_in_another_province_gets_no_answer() -> None:
    assert Scope(["吉林省/长春市/朝阳区"]).find("北京市朝阳区") is None


@pytest.mark.parametrize(("text", "chosen"), [("徐州市鼓楼区低保多少", None), ("低保多少", "徐州市鼓楼区")])
def test_of_two_namesakes_the_one_whose_city_is_named_answers(text: str, chosen: str | None) -> None:
    regions = ["江苏省/南京市/鼓楼区", "江苏省/徐州市/鼓楼区"]
    assert scoped(regions, text, chosen).regions == (regions[1],)


@pytest.mark.parametrize("chosen", [None, "大姚县"])
def test_of_a_province_and_its_county_the_county_answers_when_both_are_named(chosen: str | None) -> None:
    assert scoped(["云南省", DAYAO], "云南省大姚县低保多少", chosen).regions == (DAYAO,)


def test_the_only_region_answers_and_the_reader_is_told() -> None:
    done = scoped([LAKE_REGION], "高龄津贴多少")
    assert done.regions == (LAKE_REGION,)
    assert [note.kind for note in done.notes] == [NoteKind.REGION_INFERRED]
    assert "青石县" in done.notes[0].text


def test_where_none_is_named_every_region_may_answer() -> None:
    done = scoped([LAKE_REGION, PINE_REGION], "高龄津贴多少")
    assert (done.status, done.regions, done.region_named) == (None, (LAKE_REGION, PINE_REGION), False)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("青石县和松岭市的高龄津贴哪个高", (LAKE_REGION, PINE_REGION)),
        ("松岭市和青石县的高龄津贴各是多少", (PINE_REGION, LAKE_REGION)),
    ],
)
@pytest.mark.parametrize("chosen", [None, "青石县"])
def test_regions_that_are_compared_answer_in_the_questions_order(
    text: str, regions: tuple[str, ...], chosen: str | None
) -> None:
    done = scoped([LAKE_REGION, PINE_REGION], text, chosen)
    assert (done.status, done.regions, done.region_named) == (None, regions, True)


def conversed(text: str, *said: str, region: str | None = None) -> Draft:
    history = tuple(Turn(role="user", content=words) for words in said)
    question = Question(text=text, region=region, history=history)
    return Scope([LAKE_REGION, PINE_REGION])(Draft(question=question, text=text))


@pytest.mark.parametrize(
    ("text", "said", "region"),
    [
        ("那谁出钱", ("青石县高龄津贴多少",), LAKE_REGION),
        ("那谁出钱", ("青石县高龄津贴多少", "松岭市呢"), PINE_REGION),
        ("那谁出钱", ("青石县高龄津贴多少", "几月发"), LAKE_REGION),
        ("松岭市呢", ("青石县高龄津贴多少",), PINE_REGION),
    ],
)
def test_the_region_of_the_conversation_goes_on(text: str, said: tuple[str, ...], region: str) -> None:
    assert conversed(text, *said).regions == (region,)


def test_the_chosen_region_beats_the_conversations() -> None:
    assert conversed("那谁出钱", "青石县高龄津贴多少", region="松岭市").regions == (PINE_REGION,)


@pytest.mark.parametrize(
    ("region", "found"),
    [
        (DAYAO, {"云南省", "云南", "大姚县", "大姚"}),
        (LAKE_REGION, {"江南省", "临湖市", "青石县"}),
    ],
)
def test_people_call_a_region_and_those_above_it_by_these_names(region: str, found: set[str]) -> None:
    assert found <= set(names(region))


def test_documents_without_a_region_can_be_chosen_by_what_they_are_called() -> None:
    done = scoped(["", LAKE_REGION], "高龄津贴多少", UNKNOWN_REGION)
    assert (done.status, done.regions) == (None, ("",))


@pytest.mark.parametrize(("region", "name"), [(LAKE_REGION, "青石县"), ("云南省", "云南省"), ("", UNKNOWN_REGION)])
def test_a_region_is_called_by_its_last_name(region: str, name: str) -> None:
    assert region_name(region) == name


@pytest.mark.parametrize("text", ["转到武汉的大医院住院报销多少", "儿子去西藏当兵优待金多少", "我在昆明打工能领吗"])
def test_where_somebody_goes_is_not_the_region_asked_about(text: str) -> None:
    assert scoped([DAYAO, YAOAN], text, "大姚县").regions == (DAYAO,)


@pytest.mark.parametrize(
    ("text", "region"), [("姚安县2024年民生实事工作要点里养老床位几张", YAOAN), ("民生实事里养老床位几张", None)]
)
def test_a_plan_that_is_named_by_its_title_tells_the_region(text: str, region: str | None) -> None:
    titles = [("大姚县基本公共服务规划", DAYAO), ("2024年民生实事工作要点", YAOAN)]
    done = Scope([DAYAO, YAOAN], titles)(draft(text.removeprefix("姚安县")))
    assert (done.regions == (region,)) == (region is not None)
    assert any(note.kind is NoteKind.REGION_INFERRED for note in done.notes) == (region is not None)


@pytest.mark.parametrize("text", ["昆明市住院报销多少", "昆明市的医院有多少床位", "在昆明低保多少"])
def test_a_place_that_is_asked_about_is_the_region(text: str) -> None:
    assert scoped([DAYAO, YAOAN], text, "大姚县").status is Status.OTHER_REGION


def test_a_name_that_two_regions_of_the_index_share_is_asked_about() -> None:
    both = ["北京市/朝阳区", "吉林省/长春市/朝阳区"]
    asked = Scope(both)(draft("朝阳区高龄津贴多少？"))
    assert asked.status is Status.WHICH_REGION and "北京市朝阳区、长春市朝阳区" in asked.sentences[0].text
    assert Scope(both)(draft("北京市朝阳区高龄津贴多少？")).regions == ("北京市/朝阳区",)
    assert Scope(both)(draft("长春朝阳区高龄津贴多少？")).regions == ("吉林省/长春市/朝阳区",)
    assert Scope(both)(draft("朝阳区高龄津贴多少？", region="吉林省/长春市/朝阳区")).regions == (
        "吉林省/长春市/朝阳区",
    )


@pytest.mark.parametrize("said", [[], ["低保多少"], ["我在玉环"]])
def test_a_chosen_name_that_two_regions_share_is_asked_about_too(said: list[str]) -> None:
    both = ["北京市/朝阳区", "吉林省/长春市/朝阳区"]
    history = tuple(Turn(role="user", content=one) for one in said)
    asked = draft("高龄津贴多少？", region="朝阳区")
    asked = replace(asked, question=replace(asked.question, history=history))
    assert Scope(both)(asked).status is Status.WHICH_REGION


@pytest.mark.parametrize(
    ("text", "said", "region"),
    [
        ("北京市朝阳区高龄津贴多少？", "我在长春", "朝阳区"),  # the question goes before the conversation
        ("朝阳区高龄津贴多少？", "我在北京", None),
        ("我在北京，高龄津贴多少？", "", "朝阳区"),
    ],
)
def test_what_was_said_tells_which_of_two_is_meant(text: str, said: str, region: str | None) -> None:
    both = ["北京市/朝阳区", "吉林省/长春市/朝阳区"]
    asked = draft(text, region=region)
    asked = replace(asked, question=replace(asked.question, history=(Turn(role="user", content=said),)))
    assert Scope(both)(asked).regions == ("北京市/朝阳区",)


def test_a_region_of_the_plans_own_may_be_called_as_one_elsewhere() -> None:
    assert Scope(["江南省/临湖市/竹山县"]).find("竹山县") == "江南省/临湖市/竹山县"


def test_a_district_that_a_citys_text_names_is_answered_from_it() -> None:
    city = document("天河区、越秀区每户补贴300元。", region="广东省/广州市")
    scoped = Scope([city.region, DAYAO], (), [city])
    assert scoped(draft("天河区每户补贴多少？")).regions == (city.region,)
    assert scoped(draft("白云区每户补贴多少？")).status is Status.OTHER_REGION


def test_what_the_state_issues_stands_above_every_region() -> None:
    assert Scope([DAYAO, "全国", "云南省"])(draft("大姚县高龄津贴多少？")).above == ("云南省", "全国")


def test_a_name_that_a_plan_leaves_out_means_the_region_that_was_inferred() -> None:
    inferred = replace(document("XX省每户补贴300元。", region="云南省"), region_inferred=True)
    scope = Scope([DAYAO, "云南省"], (), [inferred])
    assert scope(draft("XX省的低保多少")).regions == ("云南省",)
    assert scope(draft("XX县的低保多少")).regions == (DAYAO, "云南省")


@pytest.mark.parametrize(
    ("text", "chosen", "regions"),
    [
        ("我是金碧镇的,低保多少", None, (DAYAO,)),
        ("我是金碧镇的,低保多少", "姚安县", (DAYAO,)),
        ("光禄镇的低保多少", None, (YAOAN,)),
        ("大姚县三台乡低保多少", None, (DAYAO,)),  # there are others of the name
        ("松坪镇的低保多少", "大姚县", (DAYAO,)),  # a town of nowhere near says nothing
        ("镇上低保多少", "大姚县", (DAYAO,)),
    ],
)
def test_a_town_leads_to_its_county(text: str, chosen: str | None, regions: tuple[str, ...]) -> None:
    assert scoped([DAYAO, YAOAN], text, chosen).regions == regions


def test_a_town_leads_to_the_prefecture_where_that_has_the_plan() -> None:
    prefecture = DAYAO.rpartition("/")[0]
    assert scoped([prefecture, PINE_REGION], "金碧镇的低保多少").regions == (prefecture,)
    assert not scoped(["云南省", PINE_REGION], "金碧镇的低保多少").region_named


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("姚安谁定得高", (DAYAO, YAOAN)),
        ("跟姚安比,哪个高?", (DAYAO, YAOAN)),
        ("比姚安县高多少", (DAYAO, YAOAN)),
        ("那姚安呢", (YAOAN,)),
        ("姚安小学和初中的补助哪个高", (YAOAN,)),
        ("姚安的低保比去年高多少", (YAOAN,)),
        ("姚安县低保多少", (YAOAN,)),
    ],
)
def test_a_region_that_is_held_against_the_one_spoken_of_stands_beside_it(text: str, regions: tuple[str, ...]) -> None:
    before = (Turn(role="user", content="大姚县低保多少"), Turn(role="assistant", content="每人每月500元。"))
    asked = draft(text)
    done = Scope([DAYAO, YAOAN])(replace(asked, question=replace(asked.question, history=before)))
    assert done.regions == regions


@pytest.mark.parametrize("text", ["大姚的低保跟姚安比谁高", "大姚县低保和姚安谁定得高", "大姚低保多少,姚安呢"])
def test_two_regions_by_their_short_names_are_both_in_scope(text: str) -> None:
    assert scoped([DAYAO, YAOAN], text).regions == (DAYAO, YAOAN)
