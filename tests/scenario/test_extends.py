"""Scenarios that build on others, and the names by which they are found."""

import pytest

from wargame.engine.parameters import Distribution
from wargame.installed import PACKAGE
from wargame.scenario import load_as, shipped_folder
from wargame.scenario.file import extends as extends_module


@pytest.fixture
def parent(folder, valid):
    (folder / "parent.yaml").write_text(valid)
    return folder / "parent.yaml"


def write(folder, name, text):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return name


@pytest.mark.parametrize("name", ["parent", "parent.yaml", "./parent.yaml"])
def test_a_child_changes_what_it_says_and_keeps_the_rest(name, folder, parent, load_file):
    child = write(folder, "child.yaml", f"extends: {name}\nturns: 4\nbases: {{Kadena: {{aircraft: 12}}}}\n")

    scenario = load_file(child)

    assert scenario.turns == 4
    assert scenario.title == "A small crisis"
    assert scenario.bases["Kadena"].aircraft == 12
    assert scenario.bases["Kadena"].runways == [3688, 3688]
    assert set(scenario.bases) == {"Kadena", "Misawa"}


def test_a_list_is_replaced_whole(folder, parent, load_file):
    child = write(folder, "child.yaml", "extends: parent\nbases: {Kadena: {runways: [2000]}}\n")

    assert load_file(child).bases["Kadena"].runways == [2000]


def test_an_uncertain_number_is_replaced_whole(folder, parent, load_file):
    text = "extends: parent\nbases:\n"
    text += "  Kadena: {aircraft: {one_of: [1, 2]}}\n  Misawa: {aircraft: {normal: [30, 5]}}\n"
    scenario = load_file(write(folder, "child.yaml", text))

    assert scenario.bases["Kadena"].aircraft == Distribution("one_of", (1, 2), 0, 1000)
    assert scenario.bases["Misawa"].aircraft == Distribution("normal", (30, 5), 0, 1000)


def test_a_parent_is_found_beside_its_child(folder, load_file, valid):
    write(folder, "far/parent.yaml", valid)
    write(folder, "far/middle.yaml", "extends: parent\nturns: 3\n")
    child = write(folder, "near/child.yaml", "extends: ../far/middle.yaml\ntempo: week\n")

    assert (load_file(child).turns, load_file(child).tempo) == (3, "week")


def test_a_fault_in_a_parent_names_the_parent(folder, load_file, faults_of, valid):
    write(
        folder,
        "parent.yaml",
        valid.replace("readiness: 0.7", "readiness: 1.4").replace("title: A", "titel: A"),
    )
    child = write(folder, "child.yaml", "extends: parent\nturns: 99\n")

    assert [fault.partition(";")[0] for fault in faults_of(load_file, child)] == [
        "child.yaml:1:1: title: missing",
        "child.yaml:2:8: turns: 99 is greater than 40",
        "parent.yaml:1:1: titel: unknown key",
        "parent.yaml:12:16: sides.china.readiness: 1.4 is greater than 1",
    ]


def test_a_slip_in_a_name_of_the_parent_is_one_fault_and_not_all_that_a_new_one_lacks(
    folder, load_file, faults_of, valid
):
    write(folder, "parent.yaml", valid)
    child = write(folder, "child.yaml", "extends: parent\nbases:\n  Kadenna: {port: true}\n  Q: {port: true}\n")

    assert faults_of(load_file, child) == [
        "child.yaml:3:3: bases.Kadenna: unknown name; a new one needs aircraft (did you mean Kadena?)",
        "child.yaml:4:6: bases.Q.aircraft: missing; a whole number from 0 to 1000, combat aircraft on D-day (aircraft)",
    ]


def test_a_child_may_correct_its_parent(folder, load_file, valid):
    write(folder, "parent.yaml", valid.replace("readiness: 0.7", "readiness: 1.4"))
    child = write(folder, "child.yaml", "extends: parent\nsides: {china: {readiness: 0.4}}\n")

    assert load_file(child).sides["china"].readiness == 0.4


def test_a_ring_names_its_members(folder, load_file, faults_of):
    write(folder, "a.yaml", "extends: b\n")
    write(folder, "b.yaml", "extends: c\n")
    write(folder, "c.yaml", "title: x\nextends: b\n")

    assert faults_of(load_file, "a.yaml") == [
        "c.yaml:2:10: extends: the scenarios extend each other in a ring: b.yaml -> c.yaml -> b.yaml"
    ]


def test_a_scenario_that_extends_itself_is_a_ring(folder, load_file, faults_of):
    write(folder, "a.yaml", "extends: a\n")

    assert faults_of(load_file, "a.yaml") == [
        "a.yaml:1:10: extends: the scenarios extend each other in a ring: a.yaml -> a.yaml"
    ]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            "parnt",
            "there is no scenario 'parnt'; one of child, parent, or the path of a file (did you mean parent?)",
        ),
        ("3", "3; the name or path of one scenario"),
        ("[parent]", "a list; the name or path of one scenario"),
        ("''", "an empty name; the name or path of a scenario"),
    ],
)
def test_a_parent_that_is_not_there_is_a_fault_where_it_is_named(
    written, fault, folder, parent, load_file, faults_of, monkeypatch
):
    monkeypatch.setattr(extends_module, "shipped_folder", lambda: folder / "none")
    child = write(folder, "child.yaml", f"extends: {written}\n")

    assert faults_of(load_file, child) == [f"child.yaml:1:10: extends: {fault}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("", "the file is empty"), ("- a", "the file holds a list"), ("a", "the file holds 'a'")],
)
def test_a_file_without_keys_is_a_fault(text, found, folder, load_file, faults_of):
    write(folder, "a.yaml", text)

    assert faults_of(load_file, "a.yaml") == [f"a.yaml:1:1: {found}; a scenario is a mapping, `key: value`"]


def test_a_shipped_scenario_is_found_by_name(folder, valid, small, monkeypatch, faults_of):
    shelf = folder / "shelf"
    write(folder, "shelf/reset_2027.yaml", valid)
    monkeypatch.setattr(extends_module, "shipped_folder", lambda: shelf)

    assert load_as(small, "reset_2027").turns == 12
    assert load_as(small, "reset_2027.yaml").turns == 12
    assert load_as(small, shelf / "reset_2027.yaml", {"turns": "3"}).turns == 3
    assert faults_of(load_as, small, "reset_2072") == [
        "reset_2072: there is no scenario 'reset_2072'; "
        "one of reset_2027, or the path of a file (did you mean reset_2027?)"
    ]


def test_a_folder_of_the_same_name_does_not_hide_a_shipped_scenario(folder, valid, small, monkeypatch):
    write(folder, "shelf/reset.yaml", valid)
    (folder / "reset").mkdir()
    monkeypatch.setattr(extends_module, "shipped_folder", lambda: folder / "shelf")

    assert load_as(small, "reset").turns == 12


@pytest.mark.parametrize("name", ["", " ", ".", "..", "/", "a\0b", "x" * 5000, "no/such/file.yaml", "/dev/null"])
def test_odd_names_are_faults(name, small, folder, faults_of):
    assert len(faults_of(load_as, small, name)) == 1


def test_the_shipped_folder_stands_at_the_top_of_the_repository():
    assert shipped_folder() == PACKAGE.parent / "scenarios"
