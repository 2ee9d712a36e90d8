"""Everything that comes is kept with its request, once, whatever happens to the process."""

import gzip
import os
import subprocess
import sys
import textwrap
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pipeline.errors import TripartiteError
from pipeline.scraping.fetching.captures import Capture
from pipeline.scraping.fetching.exchange import Answer
from pipeline.scraping.fetching.keeping import kept_record, recover
from pipeline.scraping.fetching.warc_records import pair_of_records
from tests.pipeline.scraping.making import HASTY, NOON, DeclaredSource, MemoryLog
from tests.pipeline.scraping.server import page, redirect, versioned

SOURCE = DeclaredSource(politeness=HASTY)


def records(folder: Path) -> list[tuple[str, str, bytes]]:
    """Type, URL path and body of all records, warcinfo left out; all digests must be right."""
    found = []
    for path in sorted(folder.glob("*.warc.gz*")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                uri = record.rec_headers.get_header("WARC-Target-URI")
                body = record.content_stream().read()
                if record.rec_type != "warcinfo":
                    found.append((record.rec_type, "/" + uri.split("/", 3)[3], body))
    return found


def test_requests_answers_errors_redirects_and_robots_txt_are_kept(server, start, tmp_path, log):
    url = server.add("www.creuse.fr", "/a", redirect("/b"))
    server.add("www.creuse.fr", "/b", page("b"))
    with start(SOURCE) as fetcher:
        fetcher.fetch(url, source=SOURCE)
    assert records(tmp_path / "warc") == [
        ("request", "/robots.txt", b""),
        ("response", "/robots.txt", b"<h1>404</h1>"),
        ("request", "/a", b""),
        ("response", "/a", b""),
        ("request", "/b", b""),
        ("response", "/b", b"b"),
    ]
    assert [(c.http_status, c.note, bool(c.document)) for c in log.captures] == [
        (404, "robots.txt", False),
        (302, None, False),
        (200, None, True),
    ]
    assert [kept_record(tmp_path / "warc", capture).body for capture in log.captures] == [
        b"<h1>404</h1>",
        b"",
        b"b",
    ]


def test_a_request_is_kept_as_it_was_sent(server, start, tmp_path):
    with start(SOURCE, agent="tripartite/1 (+veille@exemple.fr)") as fetcher:
        fetcher.fetch(server.add("www.creuse.fr", "/a?page=2", page("a")), source=SOURCE)
    (path,) = (tmp_path / "warc").iterdir()
    with path.open("rb") as file:
        request = [r for r in ArchiveIterator(file) if r.rec_type == "request"][-1]
    assert request.http_headers.statusline == "/a?page=2 HTTP/1.1"
    assert request.http_headers.get_header("User-Agent") == "tripartite/1 (+veille@exemple.fr)"
    assert server.requests[-1].fields["user-agent"] == "tripartite/1 (+veille@exemple.fr)"


def test_a_header_is_kept_in_the_bytes_in_which_it_came(server, start, tmp_path):
    header = b"HTTP/1.1 200 Trouv\xe9\r\nX-Name: d\xc3\xa9lib\xe9ration.pdf\r\n"
    with start(SOURCE) as fetcher:
        fetcher.fetch(
            server.add("www.creuse.fr", "/a", header + b"content-length: 1\r\n\r\na"), source=SOURCE
        )
    (path,) = (tmp_path / "warc").iterdir()
    assert header in gzip.decompress(path.read_bytes())


def test_the_same_bytes_a_second_time_are_a_pointer_to_the_first(server, start, tmp_path, log):
    for path in ("/a", "/b"):
        server.add("www.creuse.fr", path, page("the same"))
    with start(SOURCE) as fetcher:
        for path in ("/a", "/b"):
            fetcher.fetch(server.url("www.creuse.fr", path), source=SOURCE)
    assert [record[0] for record in records(tmp_path / "warc")][2:] == [
        "request",
        "response",
        "request",
        "revisit",
    ]
    first, second = log.captures[-2:]
    assert first.document == second.document
    assert [kept_record(tmp_path / "warc", capture).body for capture in (first, second)] == [b"the same", b""]


MODIFIED = "Mon, 01 Jan 2024 00:00:00 GMT"


@pytest.mark.parametrize(
    "fields",
    [
        {"etag": '"1"'},
        {"last_modified": MODIFIED},  # a cache might guess that it holds for weeks
        {"last_modified": MODIFIED, "cache_control": "max-age=31536000"},  # said of a list, too often
        {"etag": '"1"', "cache_control": "private"},
    ],
)
def test_whether_a_page_has_changed_is_asked_each_time_and_costs_the_site_no_page(server, start, log, fields):
    url = server.add("www.creuse.fr", "/a", versioned("a", **fields))
    fetched = [start(SOURCE).fetch(url, source=SOURCE) for _ in range(2)]
    assert [(f.body, f.from_cache) for f in fetched] == [(b"a", False), (b"a", True)]
    assert [(c.http_status, c.size, bool(c.document)) for c in log.captures[1:]] == [
        (200, 1, True),
        (304, 0, False),
    ]
    assert "cache-control" not in server.requests[-1].fields
    server.add("www.creuse.fr", "/a", page("b"))
    assert start(SOURCE).fetch(url, source=SOURCE).body == b"b"


def test_a_page_that_must_not_be_stored_by_caches_is_asked_for_again(server, start):
    url = server.add(
        "www.creuse.fr", "/a", page("a", cache_control="no-store"), page("b", cache_control="no-store")
    )
    fetcher = start(SOURCE)
    assert [fetcher.fetch(url, source=SOURCE).body for _ in range(2)] == [b"a", b"b"]


def test_one_file_for_each_platform_and_run(server, start, tmp_path):
    aisne = DeclaredSource("aisne", "prefectures", ["www.aisne.gouv.fr"], HASTY)
    marne = DeclaredSource("marne", "prefectures", ["www.marne.gouv.fr"], HASTY)
    with start(aisne, marne, SOURCE) as fetcher:
        for source in (aisne, marne, SOURCE):
            fetcher.fetch(server.url(next(iter(source.hosts)), "/a"), source=source)
    assert sorted(path.name.split("-")[0] for path in (tmp_path / "warc").iterdir()) == [
        "creuse.fr",
        "prefectures",
    ]


def test_a_full_disk_ends_the_run_and_leaves_no_half_record(server, start, tmp_path, monkeypatch):
    first = server.add("www.creuse.fr", "/a", page("a"))
    second = server.add("www.creuse.fr", "/b", page("b"))
    with start(SOURCE) as fetcher:
        fetcher.fetch(first, source=SOURCE)

        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(TripartiteError, match="No space left on device"):
            fetcher.fetch(second, source=SOURCE)
        monkeypatch.undo()
        assert fetcher.fetch(second, source=SOURCE).body == b"b"
    assert [record[1] for record in records(tmp_path / "warc")] == ["/robots.txt"] * 2 + ["/a"] * 2 + [
        "/b"
    ] * 2


# A run in a process of its own, which kills itself at a chosen moment and goes on where it was when started again.
RUN = """
import os, signal, sys
from pathlib import Path
from pipeline.scraping.fetching import client, keeping
from tests.pipeline.scraping.making import HASTY, DeclaredSource, FakeClock, MemoryLog

folder, port, moment, after = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
noted = folder / "noted"

class Log(MemoryLog):
    def keep(self, capture):
        global after
        if moment == "before the note" and (after := after - 1) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        super().keep(capture)
        with noted.open("a") as file:
            file.write(f"{capture.uri}\\t{capture.warc}\\t{capture.warc_offset}\\n")

    def recorded(self, warc):
        lines = [line.split("\\t") for line in noted.read_text().splitlines()] if noted.exists() else []
        return {int(offset) for _, name, offset in lines if name == warc}

def killing(record):
    def written(*arguments, **settings):
        global after
        made = record(*arguments, **settings)
        if (after := after - 1) == 0:
            for path in (folder / "warc").iterdir():
                with path.open("ab") as file:
                    file.write(made.data[: len(made.data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return made
    return written

if moment == "in the middle of a record":
    keeping.pair_of_records = killing(keeping.pair_of_records)

source = DeclaredSource(politeness=HASTY)
with client.Fetcher(folder, Log(), [source], agent="t", clock=FakeClock(),
                    resolver=lambda host, port: ["127.0.0.1"]) as fetcher:
    for number in range(5):
        url = f"http://www.creuse.fr:{port}/{number}"
        if url not in (noted.read_text() if noted.exists() else ""):
            assert fetcher.fetch(url, source=source).problem is None
"""


@pytest.mark.parametrize(
    ("moment", "asked_twice"),
    [
        ("before the note", []),
        # What was not kept in full must be asked for again, and only that.
        ("in the middle of a record", ["www.creuse.fr/2"]),
    ],
)
def test_a_killed_run_loses_nothing_and_asks_for_nothing_twice(server, tmp_path, moment, asked_twice):
    for number in range(5):
        server.add("www.creuse.fr", f"/{number}", page(f"page {number}"))
    command = [sys.executable, "-c", textwrap.dedent(RUN), str(tmp_path), str(server.port), moment]
    killed = subprocess.run([*command, "4"], check=False)  # robots.txt, 0, 1, 2
    assert killed.returncode == -9
    assert len(server.asked) == 3
    subprocess.run([*command, "0"], check=True)
    assert sorted(server.asked) == sorted([f"www.creuse.fr/{n}" for n in range(5)] + asked_twice)
    kept = [
        path for kind, path, _ in records(tmp_path / "warc") if kind == "response" and path != "/robots.txt"
    ]
    assert sorted(kept) == [f"/{n}" for n in range(5)]
    noted = [line.split("\t") for line in (tmp_path / "noted").read_text().splitlines()]
    pages = [(uri, warc, int(offset)) for uri, warc, offset in noted if not uri.endswith("robots.txt")]
    assert len(pages) == 5
    for uri, warc, offset in pages:
        capture = Capture(uri, None, None, 200, None, None, 0, warc, offset)
        assert kept_record(tmp_path / "warc", capture).body == f"page {uri[-1]}".encode()


def test_files_that_another_process_is_writing_are_left_alone(server, start, tmp_path, log):
    fetcher = start(SOURCE)
    fetcher.fetch(server.add("www.creuse.fr", "/a", page("a")), source=SOURCE)
    before = len(log.captures)
    # As another process would see it: a lock belongs to an open file.
    assert recover(tmp_path / "warc", MemoryLog()) == 0
    assert fetcher.fetch(server.add("www.creuse.fr", "/b", page("b")), source=SOURCE).body == b"b"
    assert len(log.captures) == before + 1


@pytest.mark.parametrize("damage", [b"", b"\x00" * 5000, b"\x1f\x8b\x08\x00junk", b"no gzip at all"])
def test_recovery_cuts_off_what_is_no_record(server, start, tmp_path, damage):
    with start(SOURCE) as fetcher:
        fetcher.fetch(server.add("www.creuse.fr", "/a", page("a")), source=SOURCE)
    (path,) = (tmp_path / "warc").iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole + damage)
    path.rename(path.with_name(path.name + ".open"))
    log = MemoryLog()
    assert recover(tmp_path / "warc", log) == 2
    assert path.read_bytes() == whole
    assert [(capture.http_status, capture.source) for capture in log.captures] == [
        (404, "creuse"),
        (200, "creuse"),
    ]
    assert [kept_record(tmp_path / "warc", capture).body for capture in log.captures] == [
        b"<h1>404</h1>",
        b"a",
    ]


def test_recovery_notes_what_would_have_been_noted(server, start, tmp_path, log):
    host = "www.creuse.fr"
    server.add(host, "/redirect", redirect("/page"))
    server.add(host, "/page", page("a page"))
    server.add(host, "/again", page("a page"))
    server.add(host, "/empty", page(""))
    server.add(host, "/half", page("half", content_length="100"))
    server.add(host, "/error", page("<h1>Erreur</h1>", "500 Internal Server Error"))
    server.add(host, "/version", versioned("a version", etag='"1"'))
    with start(SOURCE) as fetcher:
        for path in (
            "/redirect",
            "/page",
            "/again",
            "/empty",
            "/half",
            "/error",
            "/version",
            "/version",
            "/none",
        ):
            fetcher.fetch(server.url(host, path), source=SOURCE)
    (path,) = (tmp_path / "warc").iterdir()
    path.rename(path.with_name(path.name + ".open"))
    recovered = MemoryLog()
    assert recover(tmp_path / "warc", recovered) == len(log.captures)
    assert recovered.captures == log.captures


def test_a_file_that_has_become_large_is_closed_and_another_one_begun(server, start, tmp_path, log):
    urls = [server.add("www.creuse.fr", f"/{n}", page(os.urandom(4_000).hex())) for n in range(4)]
    with start(SOURCE, warc_bytes=8_000) as fetcher:
        for url in urls:
            fetcher.fetch(url, source=SOURCE)
    # Two pages, of some 5,000 bytes with their requests, make one full.
    files = sorted((tmp_path / "warc").glob("*.warc.gz"))
    assert len(files) == len(list((tmp_path / "warc").iterdir())) == 2
    pages = [path for kind, path, _ in records(tmp_path / "warc") if kind == "response"]
    assert sorted(pages) == ["/0", "/1", "/2", "/3", "/robots.txt"]
    for capture, url in zip(log.captures[1:], urls, strict=True):
        assert capture.uri == url
        assert len(kept_record(tmp_path / "warc", capture).body) == 8_000
    # Each begins with what it is, as a file of its own must.
    for path in files:
        with path.open("rb") as file:
            assert next(iter(ArchiveIterator(file))).rec_type == "warcinfo"


def test_a_state_that_cannot_be_used_is_told(start, tmp_path):
    (tmp_path / "scraping.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(TripartiteError, match=r"scraping\.sqlite cannot be used"):
        start(SOURCE)


@settings(max_examples=40, deadline=None)
@given(share=st.floats(0, 1))
def test_wherever_a_file_is_cut_the_whole_records_before_are_noted_and_nothing_else(share):
    made = [pair_of_records(*exchanged(number), NOON).data for number in range(4)]
    ends = list(accumulate(map(len, made)))
    cut = int(ends[-1] * share)
    with TemporaryDirectory() as name:
        folder, log = Path(name), MemoryLog()
        (folder / "creuse-1.warc.gz.open").write_bytes(b"".join(made)[:cut])
        whole = sum(end <= cut for end in ends)
        assert recover(folder, log) == whole
        assert [kept_record(folder, capture).body for capture in log.captures] == [
            b"page %d" % n for n in range(whole)
        ]


def exchanged(number: int) -> tuple[httpx.Request, Answer]:
    body = b"page %d" % number
    return httpx.Request("GET", f"http://www.creuse.fr/{number}"), Answer(200, "OK", "HTTP/1.1", [], body)
