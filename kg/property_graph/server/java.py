"""A Neo4j server on this machine's Java, in a folder of its own, on the loopback address only."""

from __future__ import annotations

import http.client
import os
import secrets
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from kg.errors import StoreUnavailable
from kg.property_graph import browser
from kg.property_graph.server.address import BOLT_PORT, HOST, HTTP_PORT, Server, free_port
from kg.property_graph.server.maven import entry_point, jars, java

START_SECONDS = 120.0
STOP_SECONDS = 30.0
USER = "neo4j"

# What the launcher script of Neo4j passes; without it the server warns or fails on Java 17 and later.
_JAVA_OPTIONS = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dfile.encoding=UTF-8",
    "-XX:+UseParallelGC",  # a server with the machine's few cores to itself: more work done, pauses do not matter
)
# For a server that soon ends: code is compiled once, in a third of the time, and is never the fastest.
_QUICK_OPTIONS = ("-XX:TieredStopAtLevel=1",)

_SETTINGS = """\
server.default_listen_address={host}
server.bolt.listen_address={host}:{bolt}
server.bolt.advertised_address={host}:{bolt}
server.http.listen_address={host}:{http}
server.http.advertised_address={host}:{http}
server.https.enabled=false
server.memory.pagecache.size={page_cache}
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
client.allow_telemetry=false
"""


class JavaServer:
    """A server whose data, settings and log lie in `home`; what is there already is used again.

    Neo4j Browser comes with our style, guide and saved queries (see kg.property_graph.browser).
    The password is set before the first start and kept in a file that only this user can read. `heap` and
    `page_cache` are its memory, as Java and Neo4j write sizes; `settings` are more of Neo4j's own. `brief` is for a
    server that soon ends: it is up sooner, and slower in the long run. `version` is that of Neo4j, else pom.xml's.
    """

    def __init__(
        self,
        home: Path,
        *,
        ports: tuple[int, int] = (BOLT_PORT, HTTP_PORT),
        heap: str = "1g",
        page_cache: str = "256m",
        settings: Mapping[str, str] | None = None,
        brief: bool = False,
        version: str | None = None,
        say: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.home = home.resolve()
        self.log = self.home / "logs" / "console.log"
        self._heap, self._page_cache, self._say = heap, page_cache, say
        self._settings, self._brief, self._version = dict(settings or {}), brief, version
        self._process: subprocess.Popen[bytes] | None = None
        self._address: Server | None = None
        self._ending = threading.Lock()
        self._ports = ports

    @property
    def pid(self) -> int | None:
        """The process of the server that this object has started."""
        return self._process.pid if self._process else None

    @property
    def address(self) -> Server | None:
        """How the server that this object has started is reached."""
        return self._address if self._process else None

    def start(self) -> Server:
        """Start and wait until it answers, for Bolt and HTTP on `ports` where they are free, else on others.

        Raises MissingExtra (no Java, no Maven), StoreUnavailable where it does not come up.
        """
        program, libraries = java(self._version), jars(self._say, self._version)
        for name in ("conf", "data", "logs", "run"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        bolt = free_port(self._ports[0])
        web = free_port(self._ports[1], other_than=bolt)
        self._ports = bolt, web
        settings = self._put_browser(libraries, f"{HOST}:{web}") | self._settings
        (self.home / "conf" / "neo4j.conf").write_text(
            _SETTINGS.format(host=HOST, bolt=bolt, http=web, page_cache=self._page_cache)
            + "".join(f"{name}={value}\n" for name, value in settings.items()),
            encoding="utf-8",
        )
        classes = ["-cp", str(libraries / "*")]
        server = Server(
            uri=f"bolt://{HOST}:{bolt}",
            http_uri=f"http://{HOST}:{web}",
            user=USER,
            password=self._password(),
            kind="java",
            log=self.log,
        )
        options = [f"-Xms{self._heap}", f"-Xmx{self._heap}", *_JAVA_OPTIONS, *(_QUICK_OPTIONS if self._brief else ())]
        where = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"]
        self._say("starting Neo4j ...")
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [program, *options, *classes, entry_point(libraries), *where],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is for us; we stop the server in good order
            )
        try:
            self._wait(server)
        except BaseException:
            self.kill()
            raise
        self._address = server
        return server

    def restart(self, settings: Mapping[str, str] | None = None) -> Server:
        """Stop it if it runs, and start it with these settings on the ports that it had. Raises as `start`."""
        self.stop()
        self._settings = dict(settings or {})
        return self.start()

    def stop(self) -> None:
        """Let the server close its store, and wait for it; where another thread ends it, until it has."""
        with self._ending:
            if self._process is not None:
                stop_process(self._process.pid)
                self._process.wait()
                self._process = None

    def kill(self) -> None:
        """End the server at once, as a power cut would; where another thread ends it, wait until it has."""
        with self._ending:
            if self._process is not None:
                self._process.kill()
                self._process.wait()
                self._process = None

    def _put_browser(self, libraries: Path, address: str) -> dict[str, str]:
        """Put our Neo4j Browser into this home, where the libraries have one; the settings that it wants."""
        jar = max(libraries.glob("neo4j-browser-*.jar"), default=None)
        if jar is None:
            return {}
        browser.write_archive(jar, self.home / "web")
        return browser.settings(address)

    def admin(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What `neo4j-admin` does with these arguments to the data in this home; the server must not run."""
        return subprocess.run(  # noqa: S603
            [*self.admin_command(), *arguments],
            env={**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")},
            capture_output=True,
            text=True,
            check=False,
        )

    def admin_command(self) -> list[str]:
        """What `neo4j-admin` is, for a NEO4J_HOME and NEO4J_CONF of the environment."""
        program, libraries = java(self._version), jars(self._say, self._version)
        for name in ("conf", "data", "logs", "run"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        options = ["-cp", str(libraries / "*"), *_JAVA_OPTIONS, *_QUICK_OPTIONS]
        return [program, *options, "org.neo4j.server.startup.Neo4jAdminCommand"]

    def _password(self) -> str:
        """The password of this home, made and set the first time."""
        file = self.home / "password"
        if file.exists():
            return file.read_text(encoding="ascii")
        password = os.environ.get("NEO4J_PASSWORD") or secrets.token_hex(12)
        done = self.admin("dbms", "set-initial-password", password)
        if done.returncode != 0:
            reason = (done.stderr or done.stdout).replace(password, "…").strip().splitlines()
            raise StoreUnavailable(f"{self.home}: Neo4j does not take the password: {reason[0] if reason else '?'}")
        file.touch(mode=0o600)
        file.write_text(password, encoding="ascii")
        return password

    def _wait(self, server: Server) -> None:
        process = self._process
        assert process is not None  # noqa: S101
        deadline = time.monotonic() + START_SECONDS
        while not answers(server):
            if process.poll() is not None:
                raise StoreUnavailable(f"Neo4j ended at once: {self._last_words()} See {self.log}.")
            if time.monotonic() > deadline:
                raise StoreUnavailable(f"Neo4j did not come up within {START_SECONDS:.0f} s. See {self.log}.")
            time.sleep(0.2)

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        telling = [line for line in lines if "ERROR" in line or "Caused by" in line]
        return (telling or lines or ["it says nothing."])[-1][:300]


def answers(server: Server) -> bool:
    """Whether the server takes a log-in over Bolt and serves Neo4j Browser."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        with GraphDatabase.driver(server.uri, auth=(server.user, server.password), connection_timeout=2.0) as driver:
            driver.verify_connectivity()
    except AuthError:
        raise StoreUnavailable(
            f"{server.uri}: the server there does not take our password; is it another one?"
        ) from None
    except (DriverError, Neo4jError):
        return False
    if server.http_uri is None:
        return True
    address = urlsplit(server.http_uri)
    connection = http.client.HTTPConnection(address.hostname or HOST, address.port, timeout=2.0)
    try:
        connection.request("GET", "/browser/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def runs(pid: int, home: Path) -> bool:
    """Whether this process is a Neo4j of that home: a process id may have passed to another program since."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and any(str(home) in part for part in process.cmdline())
    except psutil.Error:
        return False


def stop_process(pid: int) -> None:
    """End a process in good order, or at once where it does not within STOP_SECONDS."""
    try:
        process = psutil.Process(pid)
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
    except psutil.NoSuchProcess:
        pass
