"""Translations that a scenario file carries: what they say, what they inherit, and what is wrong with them."""

import pytest

from wargame.scenario import ScenarioFaults, load, shipped_names
from wargame.scenario.schema.scenario import Scenario
from wargame.text import language
from wargame.text.language import LANGUAGES, spoken, tr
from wargame.text.markdown import first_sentence

CHILD = """\
extends: reset_2027

title: A warmer autumn
summary: Washington drops the tariff. Tokyo takes its time.
debrief: ["What changed?"]

translations:
  ja:
    title: 暖かい秋
    summary: >-
      ワシントンが関税を下げます。
      東京は時間をかけます。
    debrief: [何が変わったか。]
"""


@pytest.fixture
def child(tmp_path):
    def write(text=CHILD):
        path = tmp_path / "child.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_scenario_says_its_texts_in_another_language(child):
    said = load(child()).translated()["ja"]

    assert said["A warmer autumn"] == "暖かい秋"
    assert said["What changed?"] == "何が変わったか。"


def test_a_line_folded_within_a_japanese_text_leaves_no_space(child):
    said = load(child()).translated()["ja"]

    assert said["Washington drops the tariff. Tokyo takes its time."] == (
        "ワシントンが関税を下げます。東京は時間をかけます。"
    )


def test_a_child_keeps_translations_of_what_it_keeps(child):
    said = load(child()).translated()["ja"]

    assert said["Keep the cabinet in office."] == "内閣を保つ。"
    assert said["China bans exports of dual-use goods to Japan."] == "中国が軍民両用品の対日輸出を禁止。"


def test_a_child_that_says_a_text_otherwise_does_not_keep_its_parents_translation(child):
    said = load(child(CHILD.partition("translations:")[0])).translated()

    assert "リセット" not in said["ja"].values()
    assert "A warmer autumn" not in said["ja"]
    assert "何が変わったか。" not in said["ja"].values()


def test_a_setting_that_takes_a_text_away_takes_its_translation_along():
    said = load("reset_2027", {"injects": "[]", "title": "Another autumn"}).translated()["ja"]

    assert "China bans exports of dual-use goods to Japan." not in said
    assert "Another autumn" not in said
    assert said["Keep the cabinet in office."] == "内閣を保つ。"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  ja:\n", "  fr:\n", r":8:3: translations.fr: unknown key; one of zh-Hant-TW, ja"),
        ("    title: 暖かい秋", "    titel: 暖かい秋", r":9:5: translations.ja.titel: unknown key.*did you mean title"),
        (
            "[何が変わったか。]",
            "[何が変わったか。, もう一つ。]",
            r":13:14: translations.ja.debrief: 2 lines; 1, one for each",
        ),
        ("title: 暖かい秋", "title: 5", r":9:12: translations.ja.title: 5 is a number"),
    ],
)
def test_a_fault_in_a_translation_is_told_with_its_place(old, new, fault, child):
    assert old in CHILD
    with pytest.raises(ScenarioFaults, match=fault):
        load(child(CHILD.replace(old, new)))


def test_translations_change_nothing_of_what_a_game_rests_on(child):
    with_them, without = load(child()), load(child(CHILD.partition("translations:")[0]))

    assert with_them.said() == without.said()
    assert "暖かい秋" not in with_them.said()


def test_a_page_reads_a_scenario_in_its_language_and_english_where_it_has_none(child):
    for name, words in load(child()).translated().items():
        language.learn(name, words)

    with spoken("ja"):
        assert tr("A warmer autumn") == "暖かい秋"
        assert tr("Washington drops the tariff.") == "ワシントンが関税を下げます。"
    with spoken("zh-Hant-TW"):
        assert tr("A warmer autumn") == "A warmer autumn"


def test_a_first_sentence_ends_where_its_language_ends_one():
    assert first_sentence("One. Two.") == "One."
    assert first_sentence("一つ。二つ。") == "一つ。"


@pytest.mark.parametrize("name", shipped_names())
def test_every_scenario_of_the_lobby_is_there_in_every_language(name):
    scenario = load(name)
    texts = [scenario.title, scenario.summary, *scenario.debrief, *(inject.headline for inject in scenario.injects)]
    texts += [mark.words for mark in scenario.coach]
    for side in ("china", "taiwan", "japan", "us"):
        role = getattr(scenario.roles, side)
        texts += [role.brief, role.more, *role.goals]
        texts += [text for quick in role.quiz for text in (quick.ask, quick.because, *quick.answers)]
    for said in (scenario.translated()[name] for name in LANGUAGES if name != "en"):
        assert not [text for text in texts if text and text not in said]


def test_the_languages_of_scenarios_are_those_of_the_pages():
    allowed = Scenario.model_json_schema()["properties"]["translations"]["propertyNames"]["enum"]
    assert {"en", *allowed} == set(LANGUAGES)
