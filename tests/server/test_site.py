"""By which names a server may be called, and what a proxy may say."""

import pytest

from wargame.ui.guard.site import BadSite, Site

LOCAL = Site.of("127.0.0.1", 8765)
OPEN = Site.of("0.0.0.0", 8765, ["Lab-PC"])
BEHIND = Site.of("127.0.0.1", 8765, ["class.example.org"], "/linchpin", proxy=True)


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765"])
def test_a_local_server_answers_to_the_names_of_this_machine(host):
    assert LOCAL.host({"host": host}) == host.lower()


@pytest.mark.parametrize(
    "host",
    ["", "localhost", "localhost:80", "127.0.0.1:9999", "evil.example:8765", "localhost.evil.example:8765",
     "127.0.0.1:8765@evil.example", "127.0.0.1:8765/x", "localhost:8765:8765", "192.168.0.7:8765", "0.0.0.0:8765",
     "<script>:8765", "localhost:8765, evil.example"],
)  # fmt: skip
def test_a_local_server_answers_to_no_other_name(host):
    assert LOCAL.host({"host": host}) is None


def test_a_server_on_all_addresses_answers_to_addresses_and_to_names_it_was_given():
    for host in ("192.168.0.7:8765", "[fe80::1]:8765", "lab-pc:8765", "127.0.0.1:8765", "localhost:8765"):
        assert OPEN.host({"host": host}) == host
    for host in ("evil.example:8765", "lab-pc.evil.example:8765", "192.168.0.7:80"):
        assert OPEN.host({"host": host}) is None


def test_a_server_at_one_address_answers_to_that_one():
    site = Site.of("192.168.0.7", 8765)
    assert site.host({"host": "192.168.0.7:8765"})
    assert site.host({"host": "192.168.0.8:8765"}) is None


def test_what_a_proxy_would_say_counts_only_where_one_was_declared():
    said = {"host": "127.0.0.1:8765", "x-forwarded-host": "class.example.org", "x-forwarded-proto": "https",
            "x-forwarded-for": "203.0.113.9"}  # fmt: skip
    assert (LOCAL.host(said), LOCAL.scheme(said), LOCAL.client(said, "127.0.0.1")) == (
        "127.0.0.1:8765", "http", "127.0.0.1",
    )  # fmt: skip
    assert (BEHIND.host(said), BEHIND.scheme(said), BEHIND.client(said, "127.0.0.1")) == (
        "class.example.org", "https", "203.0.113.9",
    )  # fmt: skip


def test_a_visitor_cannot_put_a_name_before_what_the_proxy_adds():
    said = {
        "host": "x",
        "x-forwarded-host": "evil.example, class.example.org",
        "x-forwarded-for": "1.2.3.4, 203.0.113.9",
    }
    assert BEHIND.host(said) == "class.example.org"
    assert BEHIND.client(said, "127.0.0.1") == "203.0.113.9"
    assert BEHIND.host({"host": "x", "x-forwarded-host": "evil.example"}) is None
    assert BEHIND.client({"x-forwarded-for": "<script>"}, "127.0.0.1") == "127.0.0.1"


def test_headers_of_a_proxy_never_reach_the_pages():
    raw = [(b"host", b"x"), (b"x-forwarded-host", b"y"), (b"X-Script-Name", b"/z"), (b"script-name", b"/z"),
           (b"forwarded", b"for=1"), (b"accept", b"*/*"), (b"x-forwarded-prefix", b"/z")]  # fmt: skip
    assert [name for name, _ in LOCAL.cleaned(raw)] == [b"host", b"accept"]
    assert [name for name, _ in BEHIND.cleaned(raw)] == [b"host", b"accept"]


@pytest.mark.parametrize(
    ("origin", "own"),
    [("http://127.0.0.1:8765", True), ("https://127.0.0.1:8765", False), ("http://127.0.0.1:8766", False),
     ("http://localhost:8765", False), ("null", False), ("", False), ("http://127.0.0.1:8765.evil.example", False),
     ("http://evil@127.0.0.1:8765", False), ("file://", False)],
)  # fmt: skip
def test_a_page_of_this_server_comes_from_the_host_that_it_calls(origin, own):
    assert LOCAL.from_own_page({"origin": origin}, "127.0.0.1:8765") is own


def test_a_base_path_stands_before_every_path():
    assert BEHIND.path("/linchpin/") == "/"
    assert BEHIND.path("/linchpin/readyz") == "/readyz"
    for outside in ("/", "/linchpin", "/linchpinx/", "/other/"):
        assert BEHIND.path(outside) is None
    assert LOCAL.path("/readyz") == "/readyz"


@pytest.mark.parametrize("base_path", ["linchpin", "/a b", "//x", "/x'><script>", "/..", "http://x"])
def test_a_base_path_that_is_none_is_refused_in_words(base_path):
    with pytest.raises(BadSite, match="is no base path"):
        Site.of("127.0.0.1", 8765, base_path=base_path)


@pytest.mark.parametrize("name", ["http://x", "x:80", "a b", "<script>", ""])
def test_a_name_that_is_none_is_refused_in_words(name):
    with pytest.raises(BadSite, match="is no host name"):
        Site.of("127.0.0.1", 8765, [name])
