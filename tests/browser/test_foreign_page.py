"""A page of somebody else, open in the same browser as the game: it runs nothing, reads nothing and changes nothing."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

FRAME = """({ address, sandbox }) => {
  const frame = document.createElement('iframe');
  if (sandbox) frame.setAttribute('sandbox', sandbox);
  frame.src = address;
  document.body.append(frame);
}"""
# What the page tries: to open a line of its own and to have the server call a function that writes a file.
ATTACK = """async ({ address, marker }) => {
  const told = [];
  for (const host of [address, address.replace('127.0.0.1', 'localhost')]) {
    told.push(await new Promise((resolve) => {
      const line = new WebSocket(host.replace('http', 'ws') + 'jupyter/api/kernels/evil/channels?session_id=evil');
      let number = 0;
      const say = (kind, content) => line.send(JSON.stringify({
        header: { msg_id: 'm' + number++, msg_type: kind, username: '', session: 's', version: '5.3' },
        parent_header: {}, metadata: {}, content, channel: 'shell', buffers: [],
      }));
      line.onopen = () => {
        say('comm_open', { comm_id: 'c', target_name: 'solara.control', data: {} });
        say('comm_msg', { comm_id: 'c', data: { method: 'run', args: { path: '/' } } });
      };
      line.onmessage = ({ data }) => {
        const found = JSON.parse(data);
        if (found.header.msg_type !== 'comm_open') return;
        const props = { filename: marker, force: true };
        const content = { create_widget: ['logging', 'basicConfig'], id: 'w', props };
        say('comm_msg', { comm_id: found.content.comm_id, data: { method: 'custom', content } });
      };
      line.onclose = () => resolve('refused');
      line.onerror = () => resolve('refused');
      setTimeout(() => resolve('open'), 5000);
    }));
    told.push(await fetch(host, { credentials: 'include' }).then((answer) => answer.text(), () => 'unread'));
    told.push(await fetch(host + '_solara/api/close/x?session_id=y', { method: 'POST', credentials: 'include' })
      .then(() => 'read', () => 'unread'));
  }
  return told;
}"""


@pytest.fixture(scope="module")
def foreign():
    """A web server of somebody else on this machine: its port."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Cats</title><p>Cats.</p>")

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield served.server_address[1]
        served.shutdown()


@pytest.fixture(scope="module")
def browser(start_chromium):
    """A browser for which every name of example.org leads to this machine, as its owner can arrange."""
    return start_chromium("--host-resolver-rules=MAP *.example.org 127.0.0.1")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "cats.example.org"])
def test_a_page_of_another_port_or_another_name_runs_no_code(server, browser, foreign, host):
    marker = server.data / "marker"
    person = browser.new_context()
    game = person.new_page()
    game.goto(server.address)
    game.wait_for_selector("[data-act=begin]")  # the browser has its cookie now
    page = person.new_page()
    page.goto(f"http://{host}:{foreign}/")
    told = page.evaluate(ATTACK, {"address": server.address, "marker": str(marker)})
    assert told == ["refused", "unread", "unread"] * 2
    assert not marker.exists()
    assert "linchpin" not in page.evaluate("document.cookie")
    assert game.evaluate("document.cookie") == ""
    game.locator("[data-act=begin]").click()
    game.wait_for_selector("[data-act=end-turn]")
    person.close()


def test_a_name_of_somebody_else_that_leads_to_this_server_shows_no_game(server, browser):
    """Names are their owner's: a page may be served under one, and the same name then lead here."""
    page = browser.new_page()
    answer = page.goto(f"http://rebind.example.org:{server.port}/")
    assert answer.status == 421
    assert "does not answer to the name" in page.inner_text("body")
    page.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("sandbox", [None, "allow-scripts allow-popups allow-popups-to-escape-sandbox"])
def test_a_frame_of_another_page_shows_no_game_but_the_way_to_one(server, browser, foreign, host, sandbox):
    page = browser.new_page()
    page.goto(f"http://{host}:{foreign}/")
    page.evaluate(FRAME, {"address": f"{server.address}?scenario=eleven_days&lang=en", "sandbox": sandbox})
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading")).to_have_text("Linchpin does not run inside a page of another site")
    assert frame.locator("button, input, .v-application .panel.topbar").count() == 0
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="Open it in a tab of its own").click()
    game = opened.value
    game.wait_for_selector("[data-act=begin]")
    assert "scenario=eleven_days" in game.url
    game.close()
    page.close()


def test_a_browser_that_does_not_say_what_it_asks_for_shows_no_game_in_a_frame_either(server, browser, foreign):
    page = browser.new_page()
    answer = page.request.get(server.address)
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    page.route(server.address, lambda route: route.fulfill(response=answer))
    page.goto(f"http://127.0.0.1:{foreign}/")
    page.evaluate(FRAME, {"address": server.address, "sandbox": None})
    page.wait_for_timeout(1500)
    assert page.frame_locator("iframe").locator("[data-act]").count() == 0
    page.close()


def test_a_script_that_comes_into_a_page_does_not_run(server, browser):
    page = browser.new_page()
    page.goto(server.address)
    page.wait_for_selector("[data-act=begin]")
    page.evaluate("""() => {
        const inline = document.createElement('script');
        inline.textContent = 'window.ran = "inline"';
        document.body.append(inline);
        document.querySelector('.panel').insertAdjacentHTML('beforeend', '<img src=x: onerror="window.ran = 1">');
        const away = document.createElement('script');
        away.src = 'http://127.0.0.1:1/x.js';
        document.body.append(away);
    }""")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    page.close()
