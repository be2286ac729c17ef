"""Who turned to Beijing, as a picture, and a forecast beside what came."""

from wargame.charts.cascade import cascade
from wargame.charts.forecast import forecast

TIES = [("Thailand", "Malaysia", 0.4), ("Malaysia", "Thailand", 0.4), ("Singapore", "Malaysia", 0.4)]


def test_each_state_is_named_and_those_that_turned_are_numbered():
    svg = cascade({"Thailand": 1, "Malaysia": 2, "Singapore": 0}, TIES)

    assert all(f">{name}</text>" in svg for name in ("Thailand", "Malaysia", "Singapore"))
    assert "Turned, by wave: Thailand 1, Malaysia 2" in svg
    assert svg.count("<circle") == 1


def test_a_line_is_coloured_where_a_state_followed_another_over():
    """Malaysia turned after Thailand, which it follows; Thailand does not follow who turned later."""
    svg = cascade({"Thailand": 1, "Malaysia": 2, "Singapore": 0}, TIES)

    assert svg.count("stroke='var(--china)'") == 1
    assert svg.count("stroke='var(--line)'") == 2


def test_the_error_of_a_forecast_runs_from_what_was_said_to_what_came():
    came, not_known = forecast(0.75, True), forecast(0.75, None)

    assert "You said 75 of 100; it came" in came
    assert "M95.5 9H125.0" in came
    assert "You said 75 of 100'" in not_known
    assert "stroke-width='3'" not in not_known
