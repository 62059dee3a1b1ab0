"""Places below the county lead to their county."""

import pytest

from ingest.identity.divisions import divisions
from ingest.identity.towns import towns_named

DAYAO = "云南省/楚雄彝族自治州/大姚县"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("我是金碧镇的村民", ["金碧镇"]),
        ("从金碧镇搬到石羊镇", ["金碧镇", "石羊镇"]),
        ("小城镇建设和乡镇卫生院", []),
        ("街道办事处", []),
        ("赵家店镇", ["赵家店镇"]),
        ("", []),
    ],
)
def test_towns_are_found_in_order(text: str, names: list[str]) -> None:
    assert [name for name, _ in towns_named(text)] == names


def test_a_town_lies_in_its_county_and_a_common_name_in_many() -> None:
    ((_, one),) = towns_named("赵家店镇")
    ((_, many),) = towns_named("城关镇")
    assert one == {DAYAO} and len(many) > 50


def test_every_county_of_the_table_is_a_division() -> None:
    paths = {division.path for division in divisions()}
    (_, many), *_ = towns_named("太平镇")
    assert many <= paths
