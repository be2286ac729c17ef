"""A click is dealt with once, is answered, and is answered the same way when it comes again."""

import pytest

from wargame.game.store import games
from wargame.ui.shared import clicks, scenario_cache, session

ODD = ["", "a b", "x" * 40, "a@b", "a@b@crisis3@c", "a@b@3crisis", "a@../etc@crisis1", "é@k@crisis1", None, [], "a\n"]


@pytest.fixture
def game(tmp_path, monkeypatch):
    monkeypatch.setenv("WARGAME_DATA", str(tmp_path))
    monkeypatch.setattr(session, "browser", lambda: "this browser")
    return session.open_game(session.begin(scenario_cache.FLAGSHIP, "japan", seed=11))


@pytest.fixture(autouse=True)
def _page_of_its_own(monkeypatch):
    monkeypatch.setattr(clicks, "answers", clicks.solara.reactive(clicks.Answers()))


def test_a_click_says_its_name_its_game_and_its_turn():
    click = clicks.Click.of({"click": "1x2y3z-17@AbC_-123@crisis3"})
    assert click == clicks.Click("1x2y3z-17", "AbC_-123", "crisis3")
    assert click.for_game("AbC_-123")
    assert not click.for_game("other")
    assert click.for_turn("crisis3")
    assert not click.for_turn("war3")


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_name_is_no_name(odd):
    assert clicks.Click.of({"click": odd}) == clicks.Click()
    assert clicks.Click.of({}) == clicks.Click()


def test_a_click_that_comes_again_is_answered_and_not_dealt_with_again():
    dealt = []
    deal = clicks.answered(lambda event: dealt.append(event["value"]))
    for value, name in (("first", "a-1"), ("second", "a-2"), ("late", "a-1"), ("late", "a-2")):
        deal({"act": "choose", "value": value, "click": name})
    assert dealt == ["first", "second"]
    assert clicks.answers.value == clicks.Answers(4, ("a-1", "a-2"))


def test_a_click_that_could_not_be_dealt_with_is_not_answered_and_is_dealt_with_when_it_comes_again():
    able = [False, True]
    deal = clicks.answered(lambda _: able.pop(0))
    deal({"act": "note", "value": "", "click": "a-1"})
    assert clicks.answers.value == clicks.Answers()
    deal({"act": "note", "value": "", "click": "a-1"})
    assert clicks.answers.value.names == ("a-1",)


def test_a_click_that_breaks_something_is_not_answered():
    def broken(_):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        clicks.answered(broken)({"act": "note", "value": "", "click": "a-1"})
    assert clicks.answers.value == clicks.Answers()


def test_an_act_without_a_name_is_dealt_with_every_time():
    dealt = []
    deal = clicks.answered(dealt.append)
    for _ in range(2):
        deal({"act": "coach", "value": "1"})
    assert len(dealt) == 2


def test_a_page_remembers_a_limited_number_of_clicks():
    deal = clicks.answered(lambda _: None)
    for number in range(clicks.REMEMBERED + 10):
        deal({"act": "choose", "value": "", "click": f"a-{number}"})
    assert len(clicks.answers.value.names) == clicks.REMEMBERED
    assert clicks.answers.value.names[-1] == f"a-{clicks.REMEMBERED + 9}"


@pytest.mark.parametrize(("said", "seconds"), [("", 15.0), ("4", 4.0), ("nonsense", 15.0), ("-1", 0.1)])
def test_the_seconds_until_a_page_says_that_an_answer_is_missing_can_be_set(monkeypatch, said, seconds):
    monkeypatch.setenv("WARGAME_ANSWER_SECONDS", said)
    assert clicks.patience() == seconds


def test_a_turn_whose_click_comes_again_is_played_once_and_nothing_is_wrong(game):
    after, problem = session.end_turn(game, {"japan.pledge": "combat"}, click="a-1")
    assert problem == ""
    # To the page as it was, as after a restart; and to the page as it is now.
    for page in (game, after):
        again, problem = session.end_turn(page, {"japan.pledge": "refuse"}, click="a-1")
        assert problem == ""
        assert [orders["japan.pledge"] for orders in again.game.orders] == ["combat"]
    assert games.Store().count(game.saved.key) == 1


def test_the_click_of_a_turn_that_was_not_saved_is_played_when_it_comes(game):
    reopened = session.open_game(game.saved.key)
    after, problem = session.end_turn(reopened, {"japan.pledge": "combat"}, click="a-1")
    assert (problem, len(after.game.orders)) == ("", 1)


def test_a_click_meant_for_one_turn_never_plays_another(game):
    after, _ = session.end_turn(game, {}, click="a-1")
    same, problem = session.end_turn(after, {}, click="b-1", other_turn=True)
    assert problem.startswith("This game has moved on in another tab")
    assert len(same.game.orders) == games.Store().count(game.saved.key) == 1


def test_the_same_click_begins_the_same_game_and_another_one_another(game):
    first, second, other = (
        session.begin(scenario_cache.PRACTICE, "japan", click=name) for name in ("c-1", "c-1", "c-2")
    )
    assert first == second != other
    assert len(games.Store().listed("this browser")) == 3


def test_the_same_click_of_another_browser_begins_another_game(game, monkeypatch):
    mine = session.begin(scenario_cache.PRACTICE, "japan", click="c-1")
    monkeypatch.setattr(session, "browser", lambda: "another browser")
    assert session.begin(scenario_cache.PRACTICE, "japan", click="c-1") != mine


def test_a_choice_that_could_not_be_kept_says_so(game, monkeypatch):
    def full(*_):
        raise games.StoreError

    assert session.keep(game, games.Draft(0, {"japan.pledge": "combat"}))
    monkeypatch.setattr(games.Store, "keep", full)
    assert not session.keep(game, games.Draft(0, {"japan.pledge": "refuse"}))
    assert session.open_game(game.saved.key).saved.draft.orders == {"japan.pledge": "combat"}
