"""What goes wrong on the way ends as a problem that says so; it never ends the run, and what came is kept."""

import gzip
import socket
import ssl
import time
import zlib
from dataclasses import replace

import pytest
import trustme

from pipeline.scraping.fetching.exchange import FetchLimits
from pipeline.scraping.fetching.keeping import kept_record
from tests.pipeline.scraping.making import HASTY, DeclaredSource
from tests.pipeline.scraping.server import Reset, SiteServer, page, redirect

SOURCE = DeclaredSource(politeness=HASTY)
LIMITS = FetchLimits(bytes=100_000, redirects=3)
# Those who drip would go on for a minute.
HURRIED = replace(LIMITS, seconds=0.5)

HTML = "content-type: text/html\r\n"
HEAD = f"HTTP/1.1 200 OK\r\n{HTML}".encode()


def reset_at_once(asked):
    raise Reset


def reset_in_the_body(asked):
    yield HEAD + b"content-length: 100\r\n\r\nhalf of it"
    time.sleep(0.05)  # else the reset overtakes what was sent
    raise Reset


def dripping(asked):
    yield HEAD + b"content-length: 1000\r\n\r\n"
    for _ in range(1000):
        yield b"."
        time.sleep(0.05)


def dripping_header(asked):
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(1000):
        yield f"x-{number}: .\r\n".encode()
        time.sleep(0.05)


def endless(asked):
    yield HEAD + b"transfer-encoding: chunked\r\n\r\n"
    while True:
        yield b"2710\r\n" + b"." * 10_000 + b"\r\n"


def endless_header(asked):
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"x: " + b"." * 10_000 + b"\r\n"


def packed(data, encoding="gzip"):
    return page(data, content_encoding=encoding)


# name: answer, code of the problem, how often it is asked for, how the record says that it was cut
FAULTS = {
    "reset": (reset_at_once, "reset", 3, None),
    "reset in the body": (reset_in_the_body, "reset", 3, "disconnect"),
    "closed without an answer": (b"", "reset", 3, None),
    "half a body": (HEAD + b"content-length: 100\r\n\r\nhalf of it", "half_body", 3, "disconnect"),
    "half of the chunks": (HEAD + b"transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n", "half_body", 3, "disconnect"),
    "half of what is packed": (packed(gzip.compress(b"a" * 5000)[:30]), "half_body", 3, "disconnect"),
    "goes on after its length": (HEAD + b"content-length: 5\r\n\r\nhello, world", "wrong_length", 1, "unspecified"),
    "two lengths": (HEAD + b"content-length: 5\r\ncontent-length: 7\r\n\r\nhello", "not_http", 1, None),
    "a length that is none": (HEAD + b"content-length: many\r\n\r\nhello", "not_http", 1, None),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "not_http", 1, None),
    "too large by its own word": (page("." * 100_001), "too_large", 1, "length"),
    "too large": (HEAD + b"\r\n" + b"." * 100_001, "too_large", 1, "length"),
    "bomb": (packed(gzip.compress(b"\0" * 50_000_000)), "too_large", 1, "length"),
    "bomb in many streams": (packed(gzip.compress(b"\0" * 1000) * 1000), "too_large", 1, "length"),
    "packed as not asked for": (packed(zlib.compress(b"a"), "br"), "unknown_encoding", 1, "unspecified"),
    "not packed as it says": (packed(b"<h1>Actes</h1>"), "bad_encoding", 1, "unspecified"),
    "endless": (endless, "too_large", 1, "length"),
    "endless header": (endless_header, "not_http", 1, None),
    "slow drip": (dripping, "too_slow", 1, "time"),
    "slow drip of the header": (dripping_header, "too_slow", 1, None),
    "gateway": (page("", "502 Bad Gateway"), "bad_gateway", 3, None),
    "redirect to itself": (redirect("/a"), "redirect_loop", 1, None),
    "redirect to a file": (redirect("file:///etc/passwd"), "bad_url", 1, None),
    "redirect to nonsense": (redirect("http://[::1"), "bad_url", 1, None),
    "gone": (page("<h1>404</h1>", "404 Not Found"), "http_404", 1, None),
    "error of the site": (page("", "500 Internal Server Error"), "http_500", 1, None),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "code", "times", "truncated"), FAULTS.values(), ids=FAULTS)
def test_fault(server, start, log, tmp_path, answer, code, times, truncated):
    url = server.add("www.creuse.fr", "/a", answer)
    with start(SOURCE, limits=HURRIED if code == "too_slow" else LIMITS) as fetcher:
        fetched = fetcher.fetch(url, source=SOURCE)
        assert fetched.problem.code == code
        assert fetched.body == b""
        assert len(fetched.problem.message) > 20
        assert server.asked.count("www.creuse.fr/a") == times
        captures = [capture for capture in log.captures if capture.uri == url]
        assert [capture.document for capture in captures] == [None] * len(captures)
        if truncated:
            assert len(captures) == times
            record = (tmp_path / "warc" / (captures[0].warc + ".open")).read_bytes()[
                captures[0].warc_offset :
            ]
            assert f"WARC-Truncated: {truncated}".encode() in zlib.decompressobj(31).decompress(record)


def test_what_came_of_half_a_page_is_kept(server, start, log, tmp_path):
    url = server.add("www.creuse.fr", "/a", HEAD + b"content-length: 100\r\n\r\nhalf of it")
    start(SOURCE, limits=LIMITS).fetch(url, source=SOURCE)
    assert kept_record(tmp_path / "warc", log.captures[-1]).body == b"half of it"
    assert log.captures[-1].note == "half_body"


def test_what_broke_once_is_had_the_second_time(server, start, events):
    url = server.add("www.creuse.fr", "/a", reset_at_once, page("whole"))
    fetched = start(SOURCE).fetch(url, source=SOURCE)
    assert (fetched.body, fetched.problem) == (b"whole", None)
    assert [event for event in events if event == 10.0] == [10.0]


def test_a_redirect_that_goes_round_by_another_page(server, start):
    url = server.add("www.creuse.fr", "/a", redirect("/b"))
    server.add("www.creuse.fr", "/b", redirect("/a"))
    assert start(SOURCE).fetch(url, source=SOURCE).problem.code == "redirect_loop"
    assert server.asked == ["www.creuse.fr/a", "www.creuse.fr/b"]


def test_redirects_that_never_end(server, start):
    for number in range(10):
        server.add("www.creuse.fr", f"/{number}", redirect(f"/{number + 1}"))
    problem = start(SOURCE, limits=LIMITS).fetch(server.url("www.creuse.fr", "/0"), source=SOURCE).problem
    assert problem.code == "too_many_redirects"
    assert len(server.asked) == 4


def test_nobody_listens(server, start):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        problem = (
            start(SOURCE).fetch(f"http://www.creuse.fr:{unused.getsockname()[1]}/", source=SOURCE).problem
        )
    assert problem.code == "robots_unknown"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n\r\nwhole",  # no length: it ends with the connection
        b"HTTP/1.0 200 OK\r\ncontent-length: 5\r\n\r\nwhole",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nwh\r\n3\r\nole\r\n0\r\n\r\n",
        b"HTTP/1.1 200 Trouv\xe9\r\ncontent-length: 5\r\nx-name: d\xc3\xa9lib\xe9ration\r\n\r\nwhole",
        b"HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwhole",
        packed(gzip.compress(b"wh") + gzip.compress(b"ole")),
        packed(b"whole", "identity"),
    ],
)
def test_odd_answers_that_are_whole(server, start, log, tmp_path, answer):
    url = server.add("www.creuse.fr", "/a", answer)
    fetched = start(SOURCE, limits=LIMITS).fetch(url, source=SOURCE)
    assert (fetched.problem, fetched.body) == (None, b"whole")
    assert kept_record(tmp_path / "warc", log.captures[-1]).body == b"whole"


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


def secure(authority: trustme.CA, name: str) -> SiteServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return SiteServer(context=context)


@pytest.mark.parametrize(
    ("name", "believed", "had"),
    [
        ("www.creuse.fr", True, True),
        ("www.creuse.fr", False, False),  # signed by nobody who is believed
        ("www.autre.fr", True, False),  # the certificate of another
    ],
)
def test_tls_is_always_verified(start, tmp_path, authority, name, believed, had):
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with secure(authority, name) as server:
        server.add("www.creuse.fr", "/robots.txt", page(""))
        url = server.add("www.creuse.fr", "/a", page("secret"))
        fetcher = start(
            SOURCE, resolver=server.resolve, authorities=tmp_path / "authority.pem" if believed else None
        )
        fetched = fetcher.fetch(url, source=SOURCE)
    assert fetched.body == (b"secret" if had else b"")
    assert (fetched.problem is None) == had
