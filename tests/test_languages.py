"""The languages: no message without its translation, and none that says other things."""

import pickle
import re
import string
import threading
from datetime import datetime

import pytest
from babel.messages.pofile import read_po

from wargame import language
from wargame.export import read
from wargame.factors import cells
from wargame.game import Game, end_turn, situation
from wargame.language import ENGLISH, LANGUAGES, catalogue, chosen, date_words, path, spoken, tr
from wargame.messages import messages
from wargame.orders import BY_KEY, check
from wargame.phrase import lowered, packed, plural, say, together, unpacked, words_of
from wargame.scenario import load
from wargame.share import decode
from wargame.store import Store, StoreError

OTHERS = [name for name in LANGUAGES if name != ENGLISH]
MESSAGES = {message.words: message for message in messages()}


def catalogue_file(name):
    with path(name).open("rb") as file:
        return read_po(file)


def places(words):
    """What is filled in, with its form: {"worlds:,"}."""
    parsed = string.Formatter().parse(words)
    return {f"{field}:{form}" for _, field, form, _ in parsed if field is not None}


def tags(words):
    return sorted(re.findall(r"<[^>]+>", words))


@pytest.mark.parametrize("name", OTHERS)
def test_every_message_of_the_code_is_translated(name):
    missing = [f"{words!r} of {MESSAGES[words].file}" for words in MESSAGES if not catalogue(name).get(words)]
    assert not missing, f"run `make catalogue` and translate: {missing[:5]}"


@pytest.mark.parametrize("name", OTHERS)
def test_no_translation_is_of_a_message_that_is_gone_or_waits_for_a_second_look(name):
    found = catalogue_file(name)
    assert {message.id for message in found if message.id} <= MESSAGES.keys()
    assert not [message.id for message in found if message.fuzzy and message.id]
    assert not found.obsolete


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_fills_in_what_its_message_fills_in_and_keeps_its_marks(name):
    for words, translation in catalogue(name).items():
        assert places(translation) == places(words), words
        assert tags(translation) == tags(words), words
        assert words[:1].isspace() or not translation[:1].isspace(), words


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_may_stand_in_an_attribute(name):
    for words, translation in catalogue(name).items():
        assert "'" not in re.sub(r"<[^>]+>", "", translation), words
        assert '"' not in translation, words


def test_a_phrase_is_english_to_who_knows_nothing_of_languages():
    phrase = say("Week {week} of {turns}", week=3, turns=26)
    assert phrase == "Week 3 of 26"
    assert str(phrase) == f"{phrase}" == "Week 3 of 26"
    assert type(str(phrase)) is str
    assert pickle.loads(pickle.dumps(phrase)).template == "Week {week} of {turns}"


def test_a_phrase_within_a_phrase_is_translated_with_it():
    phrase = say("{date}, turn {turn} of {turns}", date=say("{year} Q{quarter}", year=2026, quarter=3), turn=4, turns=9)
    assert phrase == "2026 Q3, turn 4 of 9"
    with spoken("ja"):
        assert tr(phrase) == "2026年第3四半期、ターン4/9"


def test_sentences_stand_together_without_a_space_where_the_language_has_none():
    both = together([say("It was accepted."), "", say("It came too late.")])
    assert both == "It was accepted. It came too late."
    with spoken("zh-Hant-TW"):
        assert tr(both) == "獲得接受。來得太晚。"


def test_a_count_of_one_is_singular_where_there_is_a_singular():
    assert [plural("1", "week"), plural("2", "week")] == ["1 week", "2 weeks"]
    with spoken("ja"):
        assert [tr(plural("1", "week")), tr(plural("2", "week"))] == ["1週間", "2週間"]


def test_a_label_within_a_sentence_keeps_its_translation():
    label = lowered(say("Week {week}", week=3))
    assert label == "week 3"
    with spoken("zh-Hant-TW"):
        assert tr(label) == "第3週"


def test_what_the_catalogue_does_not_know_stays_as_it_is():
    with spoken("ja"):
        assert tr("A word of a scenario of one's own") == "A word of a scenario of one's own"


def test_a_phrase_is_kept_as_a_line_and_made_again():
    phrase = say("{date}, war turn {turn}", date=say("D-day"), turn=2)
    again = unpacked(packed(phrase))
    assert again == phrase
    with spoken("ja"):
        assert tr(again) == "Dデー、戦争ターン2"
    assert unpacked("2026 Q3, turn 4 of 9") == "2026 Q3, turn 4 of 9"
    assert unpacked('{"from": "another version"}') == '{"from": "another version"}'


def test_two_threads_speak_two_languages_at_once():
    heard, both = {}, threading.Barrier(2)

    def speak(name):
        with spoken(name):
            both.wait()
            heard[name] = [tr("War") for _ in range(200)]
            both.wait()

    threads = [threading.Thread(target=speak, args=(name,)) for name in OTHERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {"zh-Hant-TW": ["戰爭"] * 200, "ja": ["戦争"] * 200}
    assert language.language() == ENGLISH


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("ja", "zh-TW", "en"), "ja"),
        ((None, "zh-Hant-TW", "en"), "zh-Hant-TW"),
        ((None, None, "zh-TW,zh;q=0.9,en;q=0.8"), "zh-Hant-TW"),
        ((None, None, "fr-FR,ja;q=0.7,en;q=0.3"), "ja"),
        (("klingon", None, "de-DE"), "en"),
        ((None, None, None), "en"),
        (("", "", ""), "en"),
    ],
)
def test_the_first_language_that_there_is_wins(asked, found):
    assert chosen(*asked) == found


def test_a_date_is_written_as_the_language_writes_it():
    day = datetime(2026, 7, 3)
    said = {}
    for name in LANGUAGES:
        with spoken(name):
            said[name] = (date_words(day, "MMMMd"), date_words(day, "EEEE"))
    assert said == {"en": ("3 July", "Friday"), "zh-Hant-TW": ("7月3日", "星期五"), "ja": ("7月3日", "金曜日")}


def opened_in_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "file").write_text("")
    Store(tmp_path / "file" / "games.sqlite").load("some")


def opened_from_a_damaged_file(tmp_path):
    (tmp_path / "games.sqlite").write_bytes(b"no database at all" * 100)
    Store(tmp_path / "games.sqlite").load("some")


def given_twice(tmp_path):
    store = Store(tmp_path / "games.sqlite")
    key = store.begin("me", "reset_2027", "0" * 16, 1, None).key
    store.append(key, 0, {})
    store.append(key, 0, {})


def played_on_after_the_end(_):
    game = Game(load("first_battle_base"), 1)
    while situation(game).stage != "over":
        game = end_turn(game, {})
    end_turn(game, {})


# What goes wrong, and the names of files, keys and choices that it has to quote.
TROUBLES = {
    "a code that is none": (lambda _: decode("hello"), "reset AbC"),
    "letters of no code": (lambda _: decode("reset_2027~!!!!"), ""),
    "a code cut short": (lambda _: decode("reset_2027~AbCdEfGhIj"), ""),
    "a text that is no JSON": (lambda _: read("hello"), "JSON"),
    "JSON of something else": (lambda _: read("[]"), "Linchpin JSON"),
    "a file of another version": (lambda _: read('{"linchpin": 99}'), ""),
    "a file without orders": (lambda _: read('{"linchpin": 1}'), "orders"),
    "a file with a choice that is none": (
        lambda _: read('{"linchpin": 1, "orders": [{"japan.access": "maybe"}], "forecasts": []}'),
        "japan access maybe",
    ),
    "a game that is not saved": (lambda folder: Store(folder / "games.sqlite").load("some"), "some"),
    "a turn given in two tabs": (given_twice, ""),
    "a folder that is a file": (opened_in_a_folder_that_is_a_file, "file games sqlite WARGAME DATA"),
    "a damaged file": (opened_from_a_damaged_file, "games sqlite"),
    "an order that is none": (lambda _: check({"japan.acces": "join"}), None),
    "a choice that is none": (
        lambda _: check({"japan.access": "joyn"}),
        "japan access joyn refuse support combat join",
    ),
    "an order of another side": (lambda _: check({"japan.access": "join"}, "us"), "japan access"),
    "an order of another stage": (
        lambda _: check({"japan.access": "join"}, "japan", "crisis"),
        "japan access crisis war",
    ),
    "a turn after the end": (played_on_after_the_end, ""),
    "a factor that is none": (
        lambda _: cells("reset_2027", [("nothing", "1")]),
        "nothing japan access stance forces lrasm",
    ),
    "a factor given twice": (lambda _: cells("reset_2027", [("us.tariff", "10"), ("us.tariff", "15")]), "tariff"),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_goes_wrong_is_said_in_the_language_of_the_page(trouble, name, tmp_path):
    cause, quoted = TROUBLES[trouble]
    with pytest.raises((StoreError, ValueError)) as raised:
        cause(tmp_path)
    with spoken(name):
        said = tr(words_of(raised.value)).replace(str(tmp_path), "")
    names = set(re.findall(r"[A-Za-z]{3,}", " ".join(BY_KEY) if quoted is None else quoted))
    assert set(re.findall(r"[A-Za-z]{3,}", said)) <= names | {"acces"}
    assert re.search(r"[\u3040-\u9fff]", said)
