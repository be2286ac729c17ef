"""No text that a scenario, a person or an address can give becomes HTML on a page."""

import json
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
import yaml

from tests.browser.conftest import Server
from tests.server.conftest import cookie_of, get
from wargame.scenario import load

HOSTILE = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>&lt;svg onload=alert(3)&gt;"
TURNS = 2  # of the short scenario with seed 11, in which Beijing waits
SEATS = ("china", "taiwan", "japan", "us")
TABS = ("happened", "why", "apply")
ADDRESSES = (
    "?scenario={}", "?seed={}", "?lang={}", "?page={}", "?game={}", "?game={}&replay={}", "?game={}&code={}",
    "?page=parameters&scenario={}", "?page=parameters&search={}", "?page=parameters&scenario=practice&search={}",
    "?page=compare&scenario={}&seed={}&worlds={}&stances={}", "?page=world&scenario={}&world={}&seed={}&set={}&vary={}",
)  # fmt: skip


class Tags(HTMLParser):
    """The names of tags and of attributes, as a browser reads them."""

    def __init__(self, html):
        super().__init__()
        self.found = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)
        self.found.update(name for name, _ in attrs)


def harmful(html):
    """What a hostile text would have brought about."""
    return {name for name in Tags(html).found if name in ("img", "script") or name.startswith("on")}


def hostile(said):
    """The same with every text hostile, in a scenario's form."""
    if isinstance(said, dict):
        return {key: said[key] if key in ("at", "date", "source") else hostile(said[key]) for key in said}
    if isinstance(said, list):
        return [hostile(each) for each in said]
    return f"{said} {HOSTILE}" if isinstance(said, str) else said


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    """A short scenario whose every text is hostile: its own, its briefs, its hints, names and translations."""
    known = load("practice").model_dump(mode="json", exclude_unset=True)
    texts = {name: known[name] for name in ("title", "summary", "injects", "coach", "debrief")}
    role = {"brief": "Brief", "goals": ["Goal"], "more": "More"}
    role["quiz"] = [{"ask": "Ask?", "answers": ["One", "Two"], "right": 1, "because": "Because"}]
    own = {
        **hostile(texts),
        "roles": {seat: hostile(role) for seat in SEATS},
        "actors": {seat: {"name": hostile("Name")} for seat in SEATS},
        "translations": {"ja": hostile({name: texts[name] for name in ("title", "summary", "debrief")})},
    }
    path = tmp_path_factory.mktemp("scenario") / "hostile.yaml"
    path.write_text(yaml.safe_dump({"extends": "practice", **own}), encoding="utf-8")
    assert HOSTILE in load(str(path)).title
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory, scenario):
    served = Server(tmp_path_factory.mktemp("data"), scenario)
    served.start()
    yield served
    served.stop()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_texts_of_a_scenario_and_of_a_person_stay_texts_from_the_lobby_to_the_debrief(server, dial, language):
    line, seen = dial(cookie := cookie_of(server)), []

    def look():
        seen.append(line.shows())
        assert not harmful(seen[-1])

    line.open(f"/?seed=11&lang={language}")
    look()
    line.press("open-game", "open-code", HOSTILE)
    look()
    line.press("seats-panel", "begin")
    look()
    for _ in range(TURNS):
        line.press("coach-panel", "coach", "1")
        line.press("ask", "choose", f"{HOSTILE}={HOSTILE}")
        line.press("footer", "forecast:attack", HOSTILE)
        look()
        line.press("footer", "end-turn")
        look()
    for tab in TABS:
        line.press("tabs-panel", "tab", tab)
        look()
    line.press("questions", "note", f"0:{HOSTILE}")
    look()
    again = dial(cookie)
    again.open("/?page=games")
    assert not harmful(again.shows())
    assert any("&lt;img src=x" in html for html in seen)  # it was there to be read


PRESSED = {
    "/": {"scenarios": ("scenario", "raw", "open"), "seats-panel": ("scenario", "seat"), "open-game": ("open-file",)},
    "/?page=compare": {"compare-controls": ("stance", "worlds", "seed", "watch"), "compare-panel": ("watch",)},
    "/?page=games": {"games-panel": ("delete", "undo", "restore", "export", "raw"), "deleted-panel": ("restore",)},
}


@pytest.mark.parametrize("value", ["", HOSTILE, "９９", "refuse:99999999999"])
def test_a_mark_with_a_value_that_no_page_writes_does_nothing(server, dial, value):
    cookie, log = cookie_of(server), server.data / "server.log"
    before = log.read_text()

    def press(line, kind, *acts):
        for act in acts:
            line.press(kind, act, value)
            assert not harmful(line.shows())

    for address, kinds in PRESSED.items():
        for kind, acts in kinds.items():
            line = dial(cookie)
            line.open(address)
            press(line, kind, *acts)  # what leads to another page comes last
            line.socket.close()
    line = dial(cookie)
    line.open("/?seed=11")
    line.press("seats-panel", "begin")
    press(line, "ask", "choose", "note", "coach")
    press(line, "footer", "forecast:attack", "forecast:", "choose")
    press(line, "estimate-panel", "options")
    for _ in range(TURNS):
        line.press("footer", "end-turn")
    press(line, "questions", "note")
    press(line, "tabs-panel", "tab", "replay")
    assert log.read_text().count("Traceback") == before.count("Traceback")


def test_what_an_address_says_stays_a_text(server, dial):
    for address in ADDRESSES:
        for said in (HOSTILE, f"practice{HOSTILE}", json.dumps(HOSTILE)):
            line = dial()
            line.open(f"/{address.replace('{}', quote(said))}")
            assert not harmful(line.shows()), address
            line.socket.close()


@pytest.mark.parametrize("path", ["/{}", "/?lang={}", "/static/{}", "/?game={}", "/jupyter/{}"])
def test_a_plain_page_says_nothing_of_an_address_as_html(server, path):
    before = get(server, "/")[2]
    _, _, page = get(server, path.replace("{}", quote(HOSTILE)))
    assert page.count("<img") == page.count("alert(") == 0
    assert page.count("<script") <= before.count("<script")


def test_the_search_for_harm_finds_it():
    assert harmful(f"<p title='{HOSTILE}'>") == {"img", "onerror", "script"}
    assert harmful("<p title='&quot;&lt;img&gt;'>") == set()
