"""The JSON Schema that editors read."""

import json

import yaml
from jsonschema import Draft202012Validator

from wargame.scenario.json_schema import json_schema, render


def faults(schema, text):
    return [error.message for error in Draft202012Validator(schema).iter_errors(yaml.safe_load(text))]


def test_a_valid_file_fits_the_schema(small, valid):
    Draft202012Validator.check_schema(json_schema(small))

    assert faults(json_schema(small), valid) == []


def test_a_file_that_extends_another_may_leave_anything_out(small):
    assert faults(json_schema(small), "extends: parent\nbases: {Kadena: {port: true}}\n") == []


def test_an_editor_marks_an_unknown_key_and_a_number_out_of_range(small):
    assert len(faults(json_schema(small), "truns: 3\nturns: 99\n")) == 2
    assert len(faults(json_schema(small), "bases: {Kadena: {aircrft: 3}}\n")) == 1


def test_an_editor_takes_an_uncertain_number_and_marks_a_misspelt_one(small):
    assert faults(json_schema(small), "sides: {china: {readiness: {uniform: [0.1, 0.2]}}}\n") == []
    assert len(faults(json_schema(small), "sides: {china: {readiness: {unifrom: [0.1, 0.2]}}}\n")) == 1
    assert render(small).count('"triangular"') == 2  # its key and that the key is needed, once


def test_an_editor_shows_the_meaning_and_unit_of_a_number(small):
    readiness = json_schema(small)["$defs"]["Side"]["properties"]["readiness"]

    assert readiness["description"] == "of what it was told to be able to do (share)"


def test_the_text_is_the_same_each_time_and_is_the_schema(small):
    assert render(small) == render(small)
    assert json.loads(render(small)) == json_schema(small)
    assert render(small).endswith("}\n")
