"""The table of the measurements can be read whole."""

from wargame.tools import bench

FIGURE = {"games": 1_000_000, "seconds": 1234.5, "games_per_second": 20_225.0, "peak_megabytes": 1455.0}


def test_no_figure_is_cut_where_the_terminal_is_narrow(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "40")
    name = "2 jobs, a million games"
    bench._show(
        {
            "scenario": "reset_2027", "seed": 7, "python": "3.11.7", "cores": 2, "load": 0.5,
            "figures": {name: FIGURE}, "times_batch_run": {name: 1234.5}, "examples": {}, "times_1_job": 1.7,
            "milliseconds_per_turn": 3.0,
        }
    )  # fmt: skip
    (row,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith(name)]
    assert row.removeprefix(name).split() == ["20,225", "1,234.5", "1,000,000", "1234.5", "1,455"]
