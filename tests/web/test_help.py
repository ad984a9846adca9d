"""Help pages: every page in both languages, reachable, and true about the names of buttons."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from sangkien.web.help import PAGES

TEMPLATES = Path(settings.PACKAGE) / "templates" / "help"

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["vi", "en"])
def reader(request, client):
    """A visitor who reads one of the languages."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = request.param
    client.language = request.param
    return client


def text_of(response):
    return response.content.decode()


def test_the_contents_page_links_to_every_page(reader):
    linked = re.findall(r'href="/tro-giup/([a-z-]+)/"', text_of(reader.get("/tro-giup/")))

    assert linked == list(PAGES)


@pytest.mark.parametrize("slug", PAGES)
def test_each_page_is_written_in_the_language_of_the_reader(reader, slug):
    said = {
        ("vi", "dang-ky"): "Đăng ký một sáng kiến",
        ("vi", "dang-nhap"): "Đăng nhập",
        ("vi", "bang-tien-do"): "Đọc bảng tiến độ",
        ("vi", "nhap-tu-excel"): "Nhập từ Excel",
        ("vi", "lam-sach"): "Xử lý trùng, sai đơn vị, sai thời gian",
        ("vi", "danh-sach"): "Danh sách của đơn vị",
        ("vi", "nhap-thay"): "Nhập thay đoàn viên và phản ánh",
        ("en", "nhap-thay"): "On behalf of a member, and objections",
        ("vi", "xem-lai-so-lieu"): "Số liệu cần xem lại",
        ("en", "xem-lai-so-lieu"): "Figures to look at again",
        ("vi", "soan-cong-van"): "Soạn công văn đôn đốc",
        ("vi", "doc-nhat-ky"): "Đọc nhật ký",
        ("vi", "giao-vai-tro"): "Giao vai trò, mở và đóng tài khoản",
        ("en", "doc-nhat-ky"): "Read the journal",
        ("en", "giao-vai-tro"): "Give roles, open and close log-ins",
        ("en", "dang-ky"): "Register an initiative",
        ("en", "dang-nhap"): "Logging in",
        ("en", "bang-tien-do"): "Read the progress table",
        ("en", "nhap-tu-excel"): "Import from Excel",
        ("en", "lam-sach"): "Decide duplicates, wrong units, wrong dates",
        ("en", "danh-sach"): "Lists of the units",
        ("en", "soan-cong-van"): "Write a reminder letter",
    }

    response = reader.get(f"/tro-giup/{slug}/")

    assert response.status_code == 200
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", text_of(response)) == [said[reader.language, slug]]
    assert f'<html lang="{reader.language}">' in text_of(response)


@pytest.mark.parametrize("slug", PAGES)
def test_the_list_of_sections_leads_to_every_section(reader, slug):
    page = text_of(reader.get(f"/tro-giup/{slug}/"))

    listed = re.findall(r'<li><a href="#([a-z-]+)">', page)
    assert listed == re.findall(r'<h2 id="([a-z-]+)">', page)
    assert listed


def test_vietnamese_is_what_a_reader_without_a_choice_gets(client):
    assert "<h1>Đăng ký một sáng kiến</h1>" in text_of(client.get("/tro-giup/dang-ky/"))


@pytest.mark.parametrize("slug", ["khong-co", "contents", "register", "..", "vi"])
def test_a_page_that_does_not_exist_answers_404(client, slug):
    assert client.get(f"/tro-giup/{slug}/").status_code == 404


def test_every_text_stands_in_both_languages_and_on_the_list():
    names = {"contents.html", *(f"{name}.html" for name in PAGES.values())}

    assert {file.name for file in (TEMPLATES / "vi").iterdir()} == names
    assert {file.name for file in (TEMPLATES / "en").iterdir()} == names


@pytest.mark.parametrize(
    "file", sorted(TEMPLATES.glob("??/*.html")), ids=lambda f: f.parent.name + f.stem
)
def test_a_button_that_help_names_exists_under_that_name(file):
    """Words in _() are those of another template or module: a renamed button fails here."""
    named = set(re.findall(r'_\("([^"]+)"\)', file.read_text()))
    others = [f for f in settings.PACKAGE.rglob("*.html") if "help" not in f.parts]
    others += list((settings.PACKAGE / "core").rglob("*.py"))
    written = "".join(f.read_text() for f in others)

    assert {words for words in named if f'_("{words}"' not in written} == set()
