"""No name, redirect or second answer of a name server leads the program into a network that is not public."""

from ipaddress import ip_address

import pytest

from pipeline.scraping.fetching.public_addresses import is_public
from tests.pipeline.scraping.making import HASTY, DeclaredSource
from tests.pipeline.scraping.server import page, redirect

ALLOWED = DeclaredSource("allowed", politeness=HASTY)
PUBLIC_ONLY = DeclaredSource("public", politeness=HASTY.model_copy(update={"allow_addresses": ()}))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # this host
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # where clouds keep their secrets
        "100.64.0.1",  # carrier-grade NAT
        "192.0.2.1",  # documentation
        "198.18.0.1",  # benchmarks
        "224.0.0.1",  # multicast
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",  # IPv4 inside IPv6, in its many ways
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "172.32.0.1", "100.128.0.1", "2a01:e0a::1", "::ffff:93.184.215.14"]
)
def test_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("source", "code"),
    [(ALLOWED, None), (PUBLIC_ONLY, "address_not_public")],
)
def test_loopback_is_refused_unless_it_is_named(server, start, source, code):
    url = server.add("www.creuse.fr", "/a", page("a"))
    problem = start(source).fetch(url, source=source).problem
    assert (problem and problem.code) == code
    assert bool(server.requests) == (code is None)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::ffff:127.0.0.1]"])
def test_addresses_in_disguise(server, start, host):
    from pipeline.scraping.fetching.public_addresses import resolve

    fetcher = start(PUBLIC_ONLY, resolver=resolve)
    problem = fetcher.fetch(f"http://{host}:{server.port}/", source=PUBLIC_ONLY).problem
    assert problem.code == "address_not_public"
    assert server.requests == []


def test_a_name_that_leads_inside_the_second_time(server, start):
    # The first answer is public and allowed here by name; the second is not.
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    fetcher = start(ALLOWED, resolver=lambda host, port: next(answers))
    url = server.add("www.creuse.fr", "/a", page("a"))
    assert fetcher.fetch(url, source=ALLOWED).problem is None
    assert (
        fetcher.fetch(server.url("www.creuse.fr", "/b"), source=ALLOWED).problem.code == "address_not_public"
    )


def test_a_name_is_asked_for_once_for_each_connection(server, start):
    """The address that was checked is the one that is connected to: there is no second question to lie to."""
    asked: list[str] = []

    def resolver(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    url = server.add("www.creuse.fr", "/a", page("a"))
    assert start(ALLOWED, resolver=resolver).fetch(url, source=ALLOWED).problem is None
    assert asked == ["www.creuse.fr"] * 2  # robots.txt and the page


def test_one_address_that_is_not_public_among_others_is_enough(server, start):
    fetcher = start(PUBLIC_ONLY, resolver=lambda host, port: ["93.184.215.14", "127.0.0.1"])
    problem = fetcher.fetch(server.url("www.creuse.fr", "/a"), source=PUBLIC_ONLY).problem
    assert problem.code == "address_not_public"


def test_a_redirect_into_the_inside(server, start):
    """127.0.0.1 is allowed by name, so that the site can be asked; the address it leads to is not."""
    url = server.add("www.creuse.fr", "/a", redirect("http://intranet.creuse.fr/"))
    fetcher = start(
        ALLOWED, resolver=lambda host, port: ["10.0.0.1"] if host.startswith("intranet") else ["127.0.0.1"]
    )
    problem = fetcher.fetch(url, source=ALLOWED).problem
    assert problem.code == "address_not_public"
    assert "intranet.creuse.fr leads to 10.0.0.1" in problem.message
    assert "politeness.allow_addresses of the source" in problem.message  # the field as sources.yaml has it


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://www.creuse.fr/",
        "http:///a",
        "http://u:p@www.creuse.fr/",
        "http://a:99999/",
        "creuse.fr",
    ],
)
def test_urls_that_are_not_asked_for(server, start, url):
    assert start(ALLOWED).fetch(url, source=ALLOWED).problem.code == "bad_url"
