"""The text of a scenario that is kept with a game, and the digest that says whether a game goes on in it."""

import json

import pytest

from tests.worlds import SHIPPED, differences, play, shipped
from wargame.game.export import play_digest, said_digest
from wargame.scenario import ScenarioFaults, load, load_text
from wargame.scenario.opening import open_theatre
from wargame.scenario.schema.scenario import Scenario

every_scenario = pytest.mark.parametrize("name", SHIPPED)


@every_scenario
def test_a_kept_text_gives_the_same_scenario_without_any_file(name):
    again = load_text(shipped(name).text(), "kept")
    assert again == shipped(name)
    assert (again.said(), again.played(), again.text()) == (
        shipped(name).said(),
        shipped(name).played(),
        shipped(name).text(),
    )
    assert differences(play(again, worlds=4), play(name, worlds=4)) == []


def leaves(value, at=()):
    """Every single value of a scenario, with its place."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, (dict, list)):
        yield at, value
    for key, inner in items:
        yield from leaves(inner, (*at, key))


def changed(tree, at, value):
    copy = json.loads(json.dumps(tree))
    inner = copy
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = value
    return copy


def test_every_text_that_only_people_read_may_change_and_all_games_come_out_the_same():
    """All at once: were one of them read by a game, this would play otherwise, or have another digest."""
    scenario = shipped()
    tree = json.loads(scenario.text())
    del tree["translations"]
    words = {"title", "summary", "brief", "more", "goals", "ask", "answers", "because", "headline", "name", "debrief"}
    found = [at for at, value in leaves(tree) if isinstance(value, str) and words & set(map(str, at))]
    assert len(found) > 40
    other = tree
    for at in found:
        other = changed(other, at, "Other words.")
    other |= {"minutes": 1, "difficulty": "easy", "sources": [], "coach": [{"at": "map", "words": "Look."}]}
    del other["utilities"]
    again = load_text(json.dumps(other), "other")
    assert said_digest(again) != said_digest(scenario)
    assert play_digest(again) == play_digest(scenario)
    assert differences(play(again, worlds=8), play(scenario, worlds=8)) == []


def test_every_number_that_a_game_reads_changes_the_digest():
    whole, read = (dict(leaves(json.loads(text))) for text in (shipped().model_dump_json(), shipped().played()))
    left_out = {at for at, value in whole.items() if not isinstance(value, str) and value is not None} - set(read)
    assert {at[0] for at in left_out} == {"minutes", "utilities", "roles"}  # of roles, which answer is right
    assert len(read) > 400
    # Through the checker, for some: the file says another number, and the digest is another.
    for at, value in (
        (("forces", "us", "lrasm"), 1),
        (("calendar", "war_turns"), 3),
        (("bases", "Kadena", "parking"), 7),
        (("model", "sorties", "escort_need"), 0.111),
        (("actors", "japan", "start", "cabinet"), 0.111),
        (("relations", next(iter(shipped().relations)), "threshold"), 0.111),
    ):
        text = json.loads(shipped().model_dump_json(exclude_none=True))
        assert play_digest(load_text(json.dumps(changed(text, at, value)), "x")) != play_digest(shipped()), at


def test_the_order_of_bases_is_part_of_what_a_game_reads():
    """Each base has dice by its place in the list."""
    text = json.loads(shipped().text())
    text["bases"] = dict(reversed(text["bases"].items()))
    other = load_text(json.dumps(text), "x")
    assert open_theatre(other).bases != open_theatre(shipped()).bases
    assert play_digest(other) != play_digest(shipped())


def test_comments_and_spacing_and_numbers_written_otherwise_are_the_same_scenario(tmp_path):
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text("extends: reset_2027\nforces: {us: {lrasm: 400}}\nmodel: {defence: {munitions_lag: 8}}\n")
    other.write_text("# a comment\nextends: reset_2027\nforces:\n    us:\n        lrasm: 400.0   # here too\n")
    assert play_digest(load(one)) == play_digest(load(other))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("{", "not JSON"),
        ('{"title": "x"' + " " * (1 << 22) + "}", "the text is too long"),
        ('{"titel": "x"}', "titel"),
        ("3", ""),
    ],
)
def test_a_text_that_is_no_scenario_is_refused_in_words(text, words):
    with pytest.raises(ScenarioFaults) as refused:
        load_text(text, "the scenario kept with the game")
    assert words in str(refused.value)
    assert "the scenario kept with the game" in str(refused.value)


def test_a_kept_text_has_what_its_scenario_extends(tmp_path):
    (tmp_path / "parent.yaml").write_text("extends: reset_2027\ntitle: Parent\nforces: {us: {lrasm: 17}}\n")
    (tmp_path / "child.yaml").write_text("extends: parent\ntitle: Child\n")
    text = load(tmp_path / "child.yaml").text()
    for path in tmp_path.iterdir():
        path.unlink()
    found = load_text(text, "kept")
    assert (found.title, found.forces.us.lrasm) == ("Child", 17)
    assert isinstance(found, Scenario)
