"""The languages: no message without its translation, and none that says other things."""

import pickle
import re
import sqlite3
import string
import threading
from contextlib import closing
from datetime import datetime
from functools import cache

import pytest
from babel.messages.pofile import read_po

from wargame.engine.orders import BY_KEY, check
from wargame.game.export import read
from wargame.game.play import Game, end_turn, situation
from wargame.game.share import decode
from wargame.game.store.games import Store, StoreError
from wargame.scenario import ScenarioFaults, load, shipped_names
from wargame.scenario.factors import cells
from wargame.scenario.json_schema import json_schema
from wargame.scenario.schema.scenario import Scenario
from wargame.text import language
from wargame.text.language import ENGLISH, LANGUAGES, catalogue, chosen, date_words, path, spoken, tr
from wargame.text.phrase import lowered, packed, plural, say, together, unpacked, words_of
from wargame.tools.catalogue import messages

OTHERS = [name for name in LANGUAGES if name != ENGLISH]


@cache
def known():
    """Every message of the code, by its words."""
    return {message.words: message for message in messages()}


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
    missing = [f"{words!r} of {message.file}" for words, message in known().items() if not catalogue(name).get(words)]
    assert not missing, f"run `make catalogue` and translate: {missing[:5]}"


@pytest.mark.parametrize("name", OTHERS)
def test_no_translation_is_of_a_message_that_is_gone_or_waits_for_a_second_look(name):
    found = catalogue_file(name)
    assert {message.id for message in found if message.id} <= known().keys()
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


def changed(sql):
    """Open a game whose file was changed past the store."""

    def cause(tmp_path):
        key = Store(tmp_path / "games.sqlite").begin("me", "reset_2027", "0" * 16, 1, None).key
        with closing(sqlite3.connect(tmp_path / "games.sqlite")) as file, file:
            file.execute(sql)
        Store(tmp_path / "games.sqlite").load(key)

    return cause


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
    "a damaged file": (opened_from_a_damaged_file, "games sqlite backup"),
    "a file of a newer version": (changed("PRAGMA user_version = 99"), "games sqlite Linchpin WARGAME DATA"),
    "a file of another program": (changed("PRAGMA application_id = 7"), "games sqlite WARGAME DATA"),
    "a game whose row is odd": (changed("UPDATE games SET notes = '{'"), "notes JSON"),
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


# Slips in a file that extends the flagship.
SLIPS = {
    "a number too large": "actors: {china: {start: {resolve: 7.5}}}",
    "a number in words": "actors: {china: {start: {resolve: very high}}}",
    "a number that is half": "forces: {us: {carriers: 1.5}}",
    "a number that is not finite": "bases: {Kadena: {latitude: .inf}}",
    "a spread that is none": "forces: {us: {lrasm: {unform: [0, 1]}}}",
    "a spread of one number": "forces: {us: {lrasm: {uniform: [1]}}}",
    "a spread the wrong way round": "forces: {us: {lrasm: {uniform: [400, 100]}}}",
    "a choice of no numbers": "forces: {us: {lrasm: {one_of: []}}}",
    "a base without a place": "bases: {Atlantis: {host: us}}",
    "an event without a date": "injects: [{headline: Nothing}]",
    "a key that is none": "minuts: 5",
    "a choice that is none": "difficulty: fiendish",
    "text where a list belongs": "bases: {Kadena: {runways: long}}",
    "a word where true or false belongs": "bases: {Kadena: {port: yes}}",  # the pages translate "yes"
    "nothing where words belong": "title:",
    "an empty text": "title: ''",
    "a quarter that is none": "calendar: {start: 2025 Q7}",
    "a war without a crisis": "calendar: {turns: 9, begins: war}",
    "an event after the end": "injects: [{date: 2036 Q2, headline: Nothing, effects: {}}]",
    "a state that is none": "relations: {Japan: {follows: {Atlantis: 0.5}}}",
    "a doctrine that is none": "actors: {japan: {doctrine: brave}}",
    "doctrines without weight": "actors: {japan: {doctrine: {hedging: 0, alliance_first: 0, autonomy: 0}}}",
    "a translation of other lines": "translations: {ja: {debrief: [one]}}",
    "too few bases": "bases: []",
    "nothing at all": None,
    "a list": "- one",
    "a tab": "\tminutes: 5",
    "a bracket left open": "sources: [one",
    "a quotation mark left open": 'title: "One',
    "a colon too many": "title: One: two",
    "a key given twice": "minutes: 5\nminutes: 5",
    "a number of a hundred digits": f"minutes: {'9' * 101}",
    "a key of YAML": "<<: 5",
    "a part that repeats itself": "sources: &all [*all]",
    "a parent that is none": "extends: reset_2O27",
    "a parent that is itself": "extends: broken.yaml",
    "no text": b"title: \xff",
}
FLAGSHIP = json_schema(Scenario)


def known_to_the_file(schema):
    """Keys and choices, which are the same in every language."""
    for name, part in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if isinstance(part, dict | list):
            yield from known_to_the_file(part)
            yield from part if name in ("properties", "enum", "$defs") else ()
        elif name == "const":
            yield part


def faults_of(slip, folder):
    path = folder / "broken.yaml"
    content = slip if isinstance(slip, bytes) else (slip or "").encode()
    path.write_bytes(content if slip is None or b"extends" in content else b"extends: reset_2027\n" + content)
    with pytest.raises(ScenarioFaults) as raised:
        load(path)
    return raised.value


@cache
def known_names():
    flagship = load("reset_2027")
    names = (*known_to_the_file(FLAGSHIP), *flagship.relations, *flagship.bases, *shipped_names())
    return " ".join(map(str, names))


def kept_words(slip):
    """Latin words that stand in a fault in every language: keys, choices, names, and what the file says."""
    written = slip.decode("latin-1") if isinstance(slip, bytes) else slip or ""
    said = f"{known_names()} broken.yaml name other uniform xff UTF MiB YAML Markdown Tab true false {written}"
    return set(re.findall(r"[A-Za-z]{3,}", said))


@pytest.mark.parametrize("slip", SLIPS)
def test_a_fault_of_a_scenario_is_told_in_the_language_of_the_page(slip, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    faults = faults_of(SLIPS[slip], tmp_path)
    for name in OTHERS:
        with spoken(name):
            said = tr(faults.told())
        assert set(re.findall(r"[A-Za-z]{3,}", said)) <= kept_words(SLIPS[slip]), said
        assert re.search(r"[\u3040-\u9fff]", said)
        first = faults.faults[0]
        assert said.startswith("broken.yaml")
        assert first.line is None or str(first.line) in said.partition("：")[0]


def test_a_page_says_of_a_fault_what_the_command_line_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    faults = faults_of("difficulty: hrd\nminutes: 0", tmp_path)
    assert str(faults).splitlines() == [
        "broken.yaml:2:13: difficulty: 'hrd' is not allowed; one of easy, medium, hard (did you mean hard?)",
        "broken.yaml:3:10: minutes: 0 is less than 1; a whole number from 1 to 600",
    ]
    assert faults.told().splitlines() == [
        "broken.yaml, line 2, column 13: difficulty: 'hrd' is not allowed; one of easy, medium, hard "
        "(did you mean hard?)",
        "broken.yaml, line 3, column 10: minutes: 0 is less than 1; a whole number from 1 to 600",
    ]
    with spoken("ja"):
        assert tr(faults.told()).splitlines()[1] == (
            "broken.yaml、3行目10文字目：minutes：0は1より小さい値です；1から600までの整数"
        )


def test_a_page_tells_the_first_faults_of_many(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    faults = faults_of("\n".join(f"no_such_{number}: 1" for number in range(30)), tmp_path)
    assert len(faults.told(most=8).splitlines()) == 9
    assert faults.told(most=8).endswith("and 22 more")
