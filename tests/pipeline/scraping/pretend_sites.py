"""Sites on loopback that imitate real ones: the préfectures' platform, a département's CMS, a feed, a list.

Each is made of announcements, and answers for them as its original does; what changes is changed on them and
published again. The texts are ours.
"""

from dataclasses import dataclass, field, replace
from itertools import count

from tests.pipeline.scraping.server import Asked, SiteServer, page

_visits = count(1)


@dataclass(frozen=True)
class Announcement:
    """A page of a site: `day` is written as in 2026-03-05, `files` are the names of what is attached."""

    name: str
    title: str
    day: str
    text: str
    files: tuple[str, ...] = ()

    @property
    def french_day(self) -> str:
        year, month, day = self.day.split("-")
        return f"{day}/{month}/{year}"


def pdf(text: str) -> bytes:
    """A file that a PDF reader would take for a damaged one: what is in it is no matter of the crawl."""
    return b"%PDF-1.4\n1 0 obj\n" + text.encode() + b"\nendobj\n%%EOF\n"


@dataclass
class Prefecture:
    """A site of the préfectures' platform: cards, ten a page, no robots.txt, a session in every link.

    Some of them list the oldest first.
    """

    server: SiteServer
    host: str
    oldest_first: bool = False
    announcements: list[Announcement] = field(default_factory=list)
    page_size: int = 10

    def publish(self, *announcements: Announcement) -> None:
        """Put announcements on the site; one of the same name takes the place of the earlier one."""
        names = [announcement.name for announcement in announcements]
        kept = [announcement for announcement in self.announcements if announcement.name not in names]
        self.announcements = sorted([*kept, *announcements], key=lambda a: (a.day, a.name))
        for announcement in announcements:
            path = f"/Actualites/{announcement.name}"
            # A function, because no two answers are the same.
            self.server.add(self.host, path, lambda asked, a=announcement: self._article(a))
            for file in announcement.files:
                self.server.add(
                    self.host,
                    f"/contenu/telechargement/4242/{file}",
                    page(pdf(file), content_type="application/pdf"),
                )
        shown = self.announcements if self.oldest_first else self.announcements[::-1]
        pages = range(-(-len(shown) // self.page_size))
        for number in pages:
            some = shown[number * self.page_size : (number + 1) * self.page_size]
            path = f"/Actualites/(offset)/{number * self.page_size}" if number else "/Actualites"
            self.server.add(
                self.host, path, lambda asked, some=some, last=pages[-1]: self._listing(some, last)
            )

    def withdraw(self, name: str) -> None:
        """Take an announcement off the site."""
        self.server.add(self.host, f"/Actualites/{name}", page("<h1>Page introuvable</h1>", "404 Not Found"))

    def _listing(self, announcements: list[Announcement], last: int) -> bytes:
        session = f";jsessionid=P{next(_visits)}"
        cards = "".join(
            f"""<div class="fr-card fr-enlarge-link"><div class="fr-card__body">
            <h2 class="fr-card__title"><a class="fr-card__link menu-item-link"
            href="/Actualites/{a.name}{session}">{a.title}</a></h2>
            <p class="fr-card__desc">{a.text[:60]}</p><p class="fr-card__detail">Publié le {a.french_day}</p>
            </div></div>"""
            for a in announcements
        )
        pager = "".join(
            f'<li><a class="fr-pagination__link" href="/Actualites/(offset)/{number * self.page_size}{session}">'
            f"{number + 1}</a></li>"
            for number in range(1, last + 1)
        )
        return self._framed(
            "Actualités", f"{cards}<nav class='fr-pagination'><ul>{pager}</ul></nav>", session
        )

    def _article(self, announcement: Announcement) -> bytes:
        session = f";jsessionid=P{next(_visits)}"
        files = "".join(
            f'<p><a class="fr-link--download" href="/contenu/telechargement/4242/{file}">Télécharger {file}</a></p>'
            for file in announcement.files
        )
        body = f"""<h1>{announcement.title}</h1><p>Publié le {announcement.french_day}</p>
        <div class="fr-highlight__rte"><p>{announcement.text}</p>{files}</div>"""
        return self._framed(announcement.title, body, session)

    def _framed(self, title: str, body: str, session: str) -> bytes:
        """Every page says when it was asked for, and by whom."""
        return page(
            f"""<!doctype html><html lang="fr"><head><title>{title} - Les services de l'État</title></head><body>
            <header class="fr-header"><p>Visite n° {next(_visits)}</p><nav><ul>
            <li><a href="/Actualites{session}">Actualités</a></li><li><a href="/Demarches{session}">Démarches</a></li>
            <li><a href="/contenu/telechargement/1/plan.pdf">Plan d'accès</a></li></ul></nav></header>
            <main role="main" id="content">{body}</main>
            <footer><p>Préfecture</p><a href="/Mentions{session}">Mentions légales</a></footer></body></html>"""
        )


@dataclass
class Departement:
    """A département's CMS: a listing with dates in words and a link to the next page, robots.txt with rules."""

    server: SiteServer
    host: str
    announcements: list[Announcement] = field(default_factory=list)
    page_size: int = 5

    def __post_init__(self) -> None:
        self.server.add(
            self.host,
            "/robots.txt",
            page("User-agent: *\nDisallow: /admin/\nCrawl-delay: 5\n", content_type="text/plain"),
        )

    def publish(self, *announcements: Announcement) -> None:
        """Put announcements on the site, the newest first."""
        names = [announcement.name for announcement in announcements]
        kept = [announcement for announcement in self.announcements if announcement.name not in names]
        self.announcements = sorted([*kept, *announcements], key=lambda a: (a.day, a.name), reverse=True)
        pages = range(-(-len(self.announcements) // self.page_size))
        for number in pages:
            some = self.announcements[number * self.page_size : (number + 1) * self.page_size]
            items = "".join(
                f'<article class="node--actualite"><time datetime="{a.day}">{a.french_day}</time>'
                f'<h3><a href="/actualites/{a.name}?utm_source=liste">{a.title}</a></h3></article>'
                for a in some
            )
            following = f'<a rel="next" href="?page={number + 1}">Suivant</a>' if number < pages[-1] else ""
            path = f"/actualites?page={number}" if number else "/actualites"
            self.server.add(self.host, path, page(f"<main>{items}<div class=pager>{following}</div></main>"))
        for a in announcements:
            files = "".join(f'<p><a href="/sites/default/files/{file}">{file}</a></p>' for file in a.files)
            self.server.add(
                self.host,
                f"/actualites/{a.name}",
                page(f"<main><h1>{a.title}</h1><p>{a.text}</p>{files}</main>"),
            )
            for file in a.files:
                self.server.add(
                    self.host, f"/sites/default/files/{file}", page(pdf(file), content_type="application/pdf")
                )


@dataclass
class Feed:
    """A site with an RSS feed of its announcements."""

    server: SiteServer
    host: str
    announcements: list[Announcement] = field(default_factory=list)

    def publish(self, *announcements: Announcement) -> None:
        self.announcements = [*announcements, *self.announcements]
        items = "".join(
            f"<item><title>{a.title}</title><link>{self.server.url(self.host, f'/{a.name}')}</link>"
            f"<pubDate>{a.day}</pubDate></item>"
            for a in self.announcements
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Fil</title>{items}</channel></rss>'
        self.server.add(self.host, "/rss.xml", page(feed, content_type="application/rss+xml"))
        for a in announcements:
            self.server.add(self.host, f"/{a.name}", page(f"<main><h1>{a.title}</h1><p>{a.text}</p></main>"))


@dataclass
class Deliberations:
    """A list of deliberations in the SCDL format; each is a PDF."""

    server: SiteServer
    host: str
    announcements: list[Announcement] = field(default_factory=list)

    def publish(self, *announcements: Announcement) -> None:
        self.announcements = [*self.announcements, *announcements]
        rows = "".join(
            f'Département,{a.name},{a.day},"{a.title}",{self.server.url(self.host, f"/delib/{a.name}.pdf")}\r\n'
            for a in self.announcements
        )
        header = "COLL_NOM,DELIB_ID,DELIB_DATE,DELIB_OBJET,DELIB_URL\r\n"
        self.server.add(self.host, "/deliberations.csv", page(header + rows, content_type="text/csv"))
        for a in announcements:
            self.server.add(
                self.host, f"/delib/{a.name}.pdf", page(pdf(a.text), content_type="application/pdf")
            )


def revised(announcement: Announcement, text: str) -> Announcement:
    """The same announcement with another text."""
    return replace(announcement, text=text)


def paths(asked: list[Asked]) -> list[str]:
    """What was asked for, robots.txt included, as host and path."""
    return [f"{a.host}{a.path}" for a in asked]
