"""Texts of scenarios: emphasis is shown, and whatever else stands in them can do no harm."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.scenario import load, shipped_names
from wargame.text.markdown import IN_A_LINE, IN_A_TEXT, block, inline, plain

WICKED = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](//evil.test)",
    "![x](http://evil.test/x.png)", "[x](<java\tscript:alert(1)>)", "[x][1]\n\n[1]: data:text/html,x",
    "<style>@import 'x'</style>", "<http://evil.test>", "[x](http://a.test '\"onclick=alert(1)')",
    "<svg/onload=alert(1)>", "<a data-act='begin'>", "**", "`", "'", '"', "&lt;", "\\<", "\n\n", "    ", "- ", "1. ",
    "> ", "# ", "```\n", "\x00", "![", "](", "--\x3e", "]]>",
)  # fmt: skip
texts = st.lists(st.sampled_from(WICKED) | st.text(max_size=8), max_size=12).map("".join)


class Tags(HTMLParser):
    """The tags of a piece of HTML, and the words between them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


@given(texts)
def test_no_text_brings_a_tag_or_an_attribute_of_its_own(words):
    for found, allowed in ((Tags(inline(words)), IN_A_LINE), (Tags(block(words)), IN_A_TEXT)):
        for tag, attributes in found.tags:
            assert tag in allowed
            assert set(attributes) <= ({"href", "rel", "target"} if tag == "a" else set())
            scheme, _, _ = attributes.get("href", "").partition(":")
            assert not attributes.get("href") or scheme in ("http", "https")


@given(texts)
def test_any_text_can_be_said_in_plain_words(words):
    assert isinstance(plain(words), str)


@given(st.lists(st.from_regex(r"[A-Z][a-zé,;:?%()0-9 ]{1,20}[a-z]", fullmatch=True), min_size=1).map(". ".join))
def test_words_without_marks_come_out_as_they_are(words):
    assert Tags(inline(words)).words == words
    assert plain(words) == words


def test_emphasis_is_shown_and_a_link_is_its_words_in_a_line():
    said = '*Tokyo* said **no**, as [the paper](https://paper.test) writes; it\'s "final".'
    assert inline(said) == "<em>Tokyo</em> said <strong>no</strong>, as the paper writes; it’s “final”."
    assert plain(said) == 'Tokyo said no, as the paper writes; it\'s "final".'


def test_a_brief_may_have_paragraphs_lists_and_links():
    html = block("You lead.\n\n- one\n- two\n\n[Read](https://paper.test)\n\n# No heading")
    assert "<p>You lead.</p>" in html
    assert "<li>one</li>" in html
    assert '<a href="https://paper.test" target="_blank" rel="noopener noreferrer">Read</a>' in html
    assert "<p><strong>No heading</strong></p>" in html


@pytest.mark.parametrize("make", [inline, block])
def test_html_and_pictures_are_words(make):
    html = make("<img src=x onerror=alert(1)> ![a map](http://evil.test/x.png)")
    assert Tags(html).words.strip() == "<img src=x onerror=alert(1)> a map"


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_texts_say_the_same_in_plain_words(name):
    """They have no marks so far, and no mark by accident."""
    scenario = load(name)
    roles = [getattr(scenario.roles, side) for side in ("china", "taiwan", "japan", "us")]
    lines = [scenario.summary, *scenario.debrief, *(inject.headline for inject in scenario.injects)]
    for words in (*lines, *(role.brief for role in roles), *(goal for role in roles for goal in role.goals)):
        assert plain(words) == words.strip()
