"""What is told of trust agrees with the numbers beside it."""

from tests.worlds import shipped
from wargame.game.play import Game, end_turn, situation


def after_turns(name, seed, turns, seat="us"):
    game = Game(shipped(name), seed, seat)
    for _ in range(turns):
        game = end_turn(game, {d.order.key: d.recommended for d in situation(game).decisions})
    return situation(game)


def shown_trust(now):
    return next(shown for shown in now.indicators if shown.key == "public_trust")


def told(now):
    (sentence,) = (event.sentence for event in now.events if "ublic trust in the United States" in event.sentence)
    return sentence


def test_a_rise_after_bad_news_does_not_read_as_the_turn_of_the_whole_quarter():
    """The news of the tariff takes 3 points, of which the quarter brings 1 back."""
    now = after_turns("tariff_spiral", 4, 1)
    trust = shown_trust(now)
    assert trust.values[-1] < trust.values[-2]
    assert told(now) == "After the news: Public trust in the United States rose 1 point, to 20."


def test_where_no_news_moved_it_trust_is_told_as_the_numbers_show_it():
    before = after_turns("reset_2027", 11, 0)
    for turns in range(1, 6):
        now = after_turns("reset_2027", 11, turns)
        was, trust = (round(shown_trust(seen).values[-1]) for seen in (before, now))
        if "After the news" not in told(now):
            assert (f"{abs(trust - was)} point" if trust != was else "stayed") in told(now), turns
        assert f"{trust}." in told(now)
        before = now
