"""Templates: what they are given is escaped, and where their lines end is no part of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from tests.text.test_markdown import WICKED
from wargame.installed import PACKAGE
from wargame.text.html import environment, joined, rich, text
from wargame.text.language import spoken
from wargame.text.phrase import say

TEMPLATES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.html"))


def drawn(source, **names):
    return environment().from_string(source).render(**names)


@given(st.text())
def test_whatever_a_template_is_given_stays_a_text(words):
    html = drawn("<p title='{{ words }}'>{{ words }}{{ words|text }}</p>", words=words)
    assert html.count("<") == 2
    assert html.count("'") == 2


def test_html_of_another_template_or_a_drawing_passes():
    assert drawn("<p>{{ mark }}</p>", mark=Markup("<svg></svg>")) == "<p><svg></svg></p>"


def test_words_are_in_the_language_of_the_page_and_set_as_in_print():
    with spoken("ja"):
        assert drawn("{{ tr('End turn') }}") != "End turn"
    assert drawn("{{ words|text }}", words="the 'word'") == "the ‘word’"


@pytest.mark.parametrize("words", WICKED)
def test_a_message_with_html_of_its_own_escapes_its_values(words):
    assert rich("<b>{words}</b>", words=words).count("<") == 2
    assert rich("<b>{words}</b>", words=say(words)).count("<") == 2
    assert "<" not in text(words)


def test_a_name_that_nobody_gave_is_refused():
    with pytest.raises(UndefinedError, match="'wods' is undefined"):
        drawn("<p>{{ wods }}</p>")


def test_line_ends_are_no_part_of_a_page_next_to_a_tag_or_a_block_and_one_space_within_a_text():
    assert drawn("<ul>\n  <li>\n    {{ 1 }}\n  </li>\n</ul>") == "<ul><li>1</li></ul>"
    assert drawn('<input type="radio"\n  name="a">two\n  words') == '<input type="radio" name="a">two words'
    assert drawn("{% if true %}\n  <p>a</p>\n{% endif %}\n<p>b</p>") == "<p>a</p><p>b</p>"
    assert drawn("<p>{{ tr(\n  'End turn'\n) }}</p>\n{#\n a comment #}\n<p>b</p>") == "<p>End turn</p><p>b</p>"


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "{{ 1 }}", "{{\n1 }}", "{#\n#}", "{% if true %}{% endif %}", "word", " ", "\n", "\n\n  "]
        )
    )
)
def test_an_error_names_the_line_that_it_is_on(parts):
    source = f"x{''.join(parts)}y"
    assert joined(source).count("\n") == source.count("\n")


@pytest.mark.parametrize("path", TEMPLATES)
def test_every_template_can_be_read_and_holds_macros_alone(path):
    """Words outside a macro would be drawn once, in the language of whoever came first."""
    template = environment().get_template(path)
    assert str(template.module).strip() == ""
    source = (PACKAGE / path).read_text(encoding="utf-8")
    assert "|safe" not in source.replace(" ", ""), "what is HTML is given as Markup"
