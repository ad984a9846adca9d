import pytest

from sangkien.core.letters.facts import Office
from sangkien.core.letters.office import NEEDED, missing_settings, read_office
from tests.letters import SETTINGS


def test_settings_of_a_campaign_make_an_office():
    assert read_office(SETTINGS) == Office(
        parent_body="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
        issuing_body="LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
        full_name="Liên đoàn Lao động tỉnh Lai Châu",
        short_name="LĐLĐ tỉnh",
        place="Lai Châu",
        symbol="LĐLĐ-CSPL&QHLĐ",
        board="Ban Chính sách Pháp luật và Quan hệ lao động",
        authority="TM. BAN THƯỜNG VỤ",
        addressees=("LĐLĐ các huyện, thành phố", "Công đoàn ngành, Công đoàn Viên chức"),
        archive="VT, CSPL&QHLĐ",
        recipients=("Tổng Liên đoàn Lao động Việt Nam",),
        position="PHÓ CHỦ TỊCH",
    )


def test_one_addressee_may_be_a_plain_text():
    assert read_office(SETTINGS | {"addressees": "LĐLĐ huyện Sìn Hồ"}).addressees == (
        "LĐLĐ huyện Sìn Hồ",
    )


def test_settings_that_mean_nothing_to_a_letter_are_left_aside():
    assert read_office(SETTINGS | {"variants": ["capital"]}) == read_office(SETTINGS)


@pytest.mark.parametrize("name", NEEDED)
def test_what_a_letter_cannot_go_without_is_named_when_it_is_empty(name):
    assert missing_settings(SETTINGS | {name: ""}) == (name,)


def test_an_empty_campaign_lacks_everything_a_letter_needs():
    assert missing_settings({}) == NEEDED
