"""Reading YAML text: what words mean, and what is refused with a place."""

import json
import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.scenario.file.reader import DEEPEST, LARGEST_FILE, read_bytes, read_file, read_text


def read(text):
    return read_text(text, "a.yaml").plain()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[(word, word) for word in ("NO", "no", "yes", "on", "off", "Y", "1:30", "2027-05-01", "1_000", "0o9")],
        *[("010", 10), ("-3", -3), ("+3", 3), ("0x1F", 31), ("0o17", 15)],
        *[("1e-3", 0.001), ("1.", 1.0), (".5", 0.5), ("-.inf", float("-inf")), ("1E3", 1000.0)],
        *[("true", True), ("False", False), ("null", None), ("~", None), ("", None)],
        *[("'400'", "400"), ('"true"', "true"), ("! 400", "400"), ("!!str 400", "400"), ("!!float 4", 4.0)],
    ],
)
def test_words_mean_what_the_core_schema_of_yaml_says(written, value):
    found = read(f"a: {written}")["a"]

    assert found == value
    assert type(found) is type(value)


def test_values_know_their_line_and_column():
    tree = read_text("bases:\n  Kadena: {aircraft: 80}\n", "a.yaml")
    kadena = tree.child("bases").child("Kadena")

    assert kadena.child("aircraft").place == ("a.yaml", 2, 22)
    assert tree.child("bases").key_places["Kadena"] == ("a.yaml", 2, 3)


def test_a_key_is_text_as_it_is_written():
    assert read("2027: a\nNO: b\n1.50: c\nnull: d") == {"2027": "a", "NO": "b", "1.50": "c", "null": "d"}


def test_a_part_may_be_repeated_by_an_alias():
    assert read("a: &part {x: 1}\nb: *part") == {"a": {"x": 1}, "b": {"x": 1}}


def test_an_empty_file_is_nothing():
    for text in ("", "\n\n", "# only a comment\n", "---\n", "---\n...\n"):
        assert read(text) is None


def test_a_byte_order_mark_does_not_move_the_columns():
    assert read_bytes(b"\xef\xbb\xbfa: 1", "a.yaml").key_places["a"] == ("a.yaml", 1, 1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3", "a.yaml:3:1: the key 'a' stands here again; it is given first on line 1"),
        ("[a]: 1", "a.yaml:1:1: a list as a key; a key is text"),
        ("{a: 1}: 1", "a.yaml:1:1: a mapping as a key; a key is text"),
        ("? \n: 1", "a.yaml:1:2: a value without a key; a key is text"),
        ("a: &x 1\n*x : 2", "a.yaml:2:1: an alias as a key; a key is text"),
        (
            "a: !!python/object:os.system {}",
            "a.yaml:1:4: the tag !!python/object:os.system; write plain values, without tags",
        ),
        ("a: !secret 3", "a.yaml:1:4: the tag !secret; write plain values, without tags"),
        ("a: !!set {x}", "a.yaml:1:4: the tag !!set; write plain values, without tags"),
        ("a: !!int x", "a.yaml:1:4: 'x' is not of the kind !!int; write it without the tag"),
        ("a: &a [*a]", "a.yaml:1:8: *a repeats itself; a part cannot hold itself"),
        ("a: *b", "a.yaml:1:4: *b repeats nothing; mark the part to repeat with &b above"),
        (
            "a: &x {y: 1}\nb:\n  <<: *x",
            "a.yaml:3:3: the merge key <<; to build on another scenario write `extends`",
        ),
        ("a: 1\n---\nb: 2", "a.yaml:2:1: a second document starts here; one to a file"),
        ("a:\n\tb: 1", "a.yaml:2:1: a tab; indent with spaces"),
        (
            "a: [1, 2\nb: 3",
            "a.yaml:1:4: a list opened with [ is not closed; put , between its items and ] after",
        ),
        (
            "a: {b: 1\nc: 3]",
            "a.yaml:1:4: a mapping opened with { is not closed; put , between its keys and } after",
        ),
        ("a: 'text", "a.yaml:1:4: a quotation mark that is never closed; close it"),
        (
            "a: b: c",
            "a.yaml:1:5: a colon that does not fit here; check the indentation, and put text that holds ': ' in quotes",
        ),
        (
            "a: 1\n b: 2",
            "a.yaml:2:3: a colon that does not fit here; check the indentation, and put text that holds ': ' in quotes",
        ),
        ("a: 1\nb\nc: 2", "a.yaml:2:1: a key without a colon; write `key: value`"),
        ("a: |b", "a.yaml:1:4: text cannot start with | or >; put it in quotes"),
        ("%YAML 9.0\n---\na: 1", "a.yaml:1:1: a line that starts with %; leave it out"),
        ("a: @b", "a.yaml:1:4: text cannot start with @; put it in quotes"),
        ("a: *", "a.yaml:1:4: text cannot start with * or &; put it in quotes"),
        ("a: - b", "a.yaml:1:4: a list item cannot start here; check the indentation"),
        (
            "- a\nb: 1",
            "a.yaml:2:1: this line does not continue what is above; check the indentation and the quotes",
        ),
        ('a: "\\q"', "a.yaml:1:6: an unknown escape after \\; use single quotes for text with \\"),
        ('a: "\\ud800"', "a.yaml:1:4: half of a character pair in an escape; write the character itself"),
        ('a: "\\UFFFFFFFF"', "a.yaml:1:2: an escape or directive that means nothing; leave it out"),
        ("a: 1\nb: \x07", "a.yaml:2:4: the character U+0007 cannot stand in YAML; leave it out"),
        ("a: " + "9" * 5000, "a.yaml:1:4: a number of 5000 digits; at most 100 digits"),
    ],
)
def test_broken_text_is_refused_at_its_place_in_plain_words(text, fault, faults_of):
    assert faults_of(read, text) == [fault]


def test_all_faults_of_a_file_are_told_at_once(faults_of):
    assert len(faults_of(read, "a: 1\na: 2\nb: !x 1\n[c]: 3")) == 3


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(opening, faults_of):
    (fault,) = faults_of(read, opening * 100_000)

    assert fault.endswith(f"nested too deeply; at most {DEEPEST} levels")


def test_deep_nesting_by_indentation_and_by_aliases_is_refused(faults_of):
    by_indentation = "".join(" " * depth + "a:\n" for depth in range(2000))
    by_aliases = "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 2000))

    assert "nested too deeply" in faults_of(read, by_indentation)[0]
    assert "nested too deeply" in faults_of(read, by_aliases)[0]


def test_aliases_that_multiply_are_refused_soon(faults_of):
    bomb = "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
    start = time.perf_counter()

    assert "more than 100000 values" in faults_of(read, bomb)[0]
    assert time.perf_counter() - start < 1


def test_text_that_is_not_utf8_names_the_byte_and_line(faults_of):
    (fault,) = faults_of(read_bytes, "a: 1\nb: é".encode("latin-1"), "a.yaml")

    assert fault == "a.yaml:2:4: byte 8 (0xe9) is not UTF-8 text; save the file as UTF-8"


def test_a_file_over_one_mebibyte_is_refused(folder, faults_of):
    (folder / "big.yaml").write_text("#" * (LARGEST_FILE + 1))

    assert faults_of(read_file, folder / "big.yaml", "big.yaml") == [
        "big.yaml: larger than 1 MiB; a file of 1 MiB at most"
    ]


def test_what_is_no_file_is_refused(folder, faults_of):
    os.mkfifo(folder / "pipe")

    assert faults_of(read_file, folder / "none.yaml", "none.yaml") == ["none.yaml: no such file"]
    assert faults_of(read_file, folder, "here") == ["here: a folder; give a file ending in .yaml"]
    assert faults_of(read_file, folder / "pipe", "pipe") == ["pipe: not an ordinary file"]
    assert faults_of(read_file, folder / ("a" * 5000), "long") == ["long: cannot be read: file name too long"]
    assert faults_of(read_file, folder / "a\0b", "zero")[0].startswith("zero: cannot be read")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read_is_refused(folder, faults_of):
    (folder / "a.yaml").write_text("a: 1")
    (folder / "a.yaml").chmod(0)

    assert faults_of(read_file, folder / "a.yaml", "a.yaml") == ["a.yaml: cannot be read: permission denied"]


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
@settings(max_examples=400, deadline=1000)
def test_any_bytes_give_a_value_or_faults(faults_if_any, content):
    faults_if_any(lambda: read_bytes(content, "a.yaml").plain())


@given(st.text(alphabet="ab1&*!|>%@-?:,[]{}#'\"\\ \n\t<~", max_size=80))
@settings(max_examples=800, deadline=1000)
def test_any_signs_of_yaml_give_a_value_or_faults_with_a_line(faults_if_any, text):
    assert all(fault.line for fault in faults_if_any(read, text))


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=9)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
@settings(deadline=1000)
def test_json_is_read_as_json(value):
    text = json.dumps(value, ensure_ascii=False)

    assert read(text) == value


def test_a_file_is_read_anew_once_it_has_changed(tmp_path):
    file = tmp_path / "mine.yaml"
    for minutes in ("20", "30"):
        file.write_text(f"minutes: {minutes}\n")
        tree = read_file(file, "mine.yaml")
        assert tree.plain() == {"minutes": int(minutes)}
    assert read_file(file, "mine.yaml") is tree  # and only then
    assert read_file(file, "yours.yaml").place.file == "yours.yaml"
