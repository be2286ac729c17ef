"""`wargame parameters`: the listing of all numbers."""

import json

from click.testing import CliRunner

from wargame.cli.app import commands


def run(*arguments):
    result = CliRunner().invoke(commands, ["parameters", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_number_is_told_with_unit_range_and_source():
    told = run("--search", "tariff_effect")
    assert "model.trust" in told
    assert "1.3 share per share  0 to 5" in told
    assert "[yomiuri2025]" in told


def test_the_share_of_judgement_is_counted_over_all_numbers():
    everything = json.loads(run("--json"))
    assumed = json.loads(run("--json", "--assumptions"))
    assert everything["of"] == len(everything["numbers"]) == assumed["of"]
    assert everything["judgement"] == assumed["judgement"] == len(assumed["numbers"])
    assert f"{everything['judgement']} of {everything['of']} numbers are judgement" in " ".join(run().split())


def test_an_uncertain_number_is_written_as_in_a_file():
    (escort,) = json.loads(run("reset_2027", "--json", "--search", "sorties.escort_need"))["numbers"]
    assert escort["value"] == {"uniform": [0.0, 1.0]}
    assert escort["changed"]


def test_a_word_that_matches_nothing_is_answered_with_the_nearest():
    assert "did you mean tariff_effect?" in run("--search", "tarif_efect")
