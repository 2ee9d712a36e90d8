"""A PostgreSQL of the tests' own, on loopback, with nothing in it."""

import os
import shutil
import socket
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg

# PostgreSQL refuses to run as root.
_USERS = ("postgres", "nobody")


class Postgres:
    """A cluster in a temporary folder; ends with `close`."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._user = next(filter(_exists, _USERS)) if os.geteuid() == 0 else None
        # Not below pytest's folder, into which no other user may look.
        self._folder = Path(tempfile.mkdtemp(prefix="tripartite-postgres-"))
        if self._user:
            shutil.chown(self._folder, self._user)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._number = count()
        self._run(
            "initdb", "--auth=trust", "--username=tripartite", "--no-sync", "--encoding=UTF8", "--locale=C"
        )
        self.start()

    def start(self) -> None:
        options = (
            f"-h 127.0.0.1 -p {self.port} -k {self._folder} "
            "-c fsync=off -c full_page_writes=off -c max_connections=50"
        )
        self._run(
            "pg_ctl", "start", "--wait", "--silent", f"--log={self._folder}/log", f"--options={options}"
        )

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def new(self) -> str:
        """The URL of an empty database: a schema of its own, which is made faster than a database."""
        schema = f"empty_{next(self._number)}"
        with psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=tripartite dbname=postgres"
        ) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        return f"postgresql://tripartite@127.0.0.1:{self.port}/postgres?options=-csearch_path%3D{schema}"

    def _run(self, program: str, *arguments: str) -> None:
        # Into a file: what the server inherits as standard output would be waited for.
        with (self._folder / "messages").open("a+") as messages:
            done = subprocess.run(
                [self._programs / program, "--pgdata", self._folder / "data", *arguments],
                user=self._user, cwd=self._folder, stdout=messages, stderr=messages, check=False,
            )  # fmt: skip
            if done.returncode:
                messages.seek(0)
                raise RuntimeError(messages.read())


def programs() -> Path | None:
    """The folder with PostgreSQL's programs; Debian has them outside of the path, by version."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True
    )
    found = shutil.which("initdb")
    return next(
        (p for p in [*folders, *([Path(found).parent] if found else [])] if (p / "initdb").exists()), None
    )


def _exists(user: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
