"""The shared look holds together: pattern page, stylesheets, icons."""

import re
from pathlib import Path

import pytest
from jinja2 import meta, nodes

from fieldapp.templating.environment import COMPONENTS, create_environment
from fieldapp.templating.locale import ViewLocale, use_locale

FIELDAPP = Path(__file__).parents[2] / "fieldapp"
CSS = FIELDAPP / "static" / "css"
TEMPLATES = FIELDAPP / "templates"
ENTRIES = ("app.css", "technician.css", "office.css")
BLOCKS = sorted(path.stem for path in (CSS / "components").glob("*.css"))
FILES_OF_MACROS = sorted((TEMPLATES / COMPONENTS).glob("*.html"))
TAGGED = sorted(TEMPLATES.rglob("*.html"))


def pattern_page(theme):
    environment = create_environment(asset="/static/{}".format)
    with use_locale(ViewLocale("zh", "Asia/Shanghai")):
        return environment.get_template("patterns/index.html").render(theme=theme)


def icons_drawn():
    sprite = (FIELDAPP / "static" / "icons" / "sprite.svg").read_text(encoding="utf-8")
    return set(re.findall(r'id="i-([\w-]+)"', sprite))


@pytest.mark.parametrize("path", FILES_OF_MACROS, ids=lambda path: path.stem)
def test_a_component_names_nothing_of_a_page_so_it_is_made_once_for_all(path):
    environment = create_environment(asset="/static/{}".format)
    parsed = environment.parse(path.read_text(encoding="utf-8"))

    assert meta.find_undeclared_variables(parsed) <= set(environment.globals)
    # Nothing is worked out outside its macros, in the language of whoever came first.
    outside = [part for part in parsed.body if not isinstance(part, nodes.Macro | nodes.FromImport)]
    assert all(isinstance(part, nodes.Output) for part in outside)
    texts = [text for part in outside for text in part.nodes]
    assert all(isinstance(text, nodes.TemplateData) for text in texts)


@pytest.mark.parametrize("theme", ["light", "dark", "sun"])
def test_the_page_of_patterns_carries_its_theme(theme):
    page = pattern_page(theme)

    assert f'<html lang="zh-CN" data-theme="{theme}">' in page
    assert f'href="?theme={theme}" aria-current="page"' in page


def test_the_page_of_patterns_shows_each_mark_in_words():
    page = pattern_page("")

    for state, words in {"phone": "在手机上", "uploaded": "已上传", "verified": "已核对"}.items():
        assert re.search(rf'data-sync="{state}">\s*<svg.*?</svg>\s*{words}', page)


def test_every_icon_of_the_patterns_is_in_the_sprite():
    used = set(re.findall(r"sprite\.svg#i-([\w-]+)", pattern_page("")))

    assert used
    assert used <= icons_drawn()


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_is_listed_once_and_its_file_speaks_of_it(block):
    listed = sum(
        (CSS / entry).read_text(encoding="utf-8").count(f'"components/{block}.css"')
        for entry in ENTRIES
    )
    selectors = re.findall(
        r"^\s*([^@/{}]+)\{", (CSS / "components" / f"{block}.css").read_text("utf-8"), re.M
    )

    assert listed == 1
    assert any(re.search(rf"\.{re.escape(block)}(?![a-z])", selector) for selector in selectors)


@pytest.mark.parametrize("path", TAGGED, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_style_of_its_own(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style\b", text)
