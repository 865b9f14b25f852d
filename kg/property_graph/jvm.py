"""The Java machine that the embedded store runs in: one in a process, started at first use, and quiet.

`arcadedb_embedded` would start one itself, but that one writes warnings to standard error and crash logs into the
current folder, and takes up to 4 GB.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from pathlib import Path

from kg.errors import MissingExtra, StoreUnavailable

MAX_HEAP = "2g"

_starting = threading.Lock()


def start_jvm() -> None:
    """Start the Java machine unless it runs already.

    Raises MissingExtra where `arcadedb-embedded` is not installed, StoreUnavailable where it does not start.
    """
    try:
        import jpype
        from arcadedb_embedded.jvm import get_bundled_jre_lib_path, get_jar_path
    except ImportError:
        raise MissingExtra(
            "Cypher without a server needs the package arcadedb-embedded: pip install 'yilian-kg[cypher]'. "
            "Where it has no wheel, load the graph into Neo4j (`kg load`) and ask that."
        ) from None
    with _starting:
        if jpype.isJVMStarted():
            return
        try:
            jpype.startJVM(
                get_bundled_jre_lib_path(),
                *_arguments(),
                classpath=[str(jar) for jar in sorted(Path(get_jar_path()).glob("*.jar"))],
                interrupt=False,  # Ctrl-C stays Python's
            )
        except Exception as error:
            raise StoreUnavailable(f"The Java runtime within arcadedb-embedded does not start: {error}") from error
        if sys.platform == "win32":
            # The Java machine's own way to catch null pointers looks like a crash to Python's fault handler.
            import faulthandler

            faulthandler.disable()


def _arguments() -> list[str]:
    quiet = Path(__file__).with_name("logging.properties")
    crash_log = Path(tempfile.gettempdir()) / "yilian-java-%p.log"
    return [
        f"-Xmx{MAX_HEAP}",
        # Java guards the stack of the thread that starts it beyond this size. With its usual megabyte, numpy's linear
        # algebra, which needs more, would end the process.
        "-Xss8m",
        f"-XX:ErrorFile={crash_log}",
        f"-Djava.util.logging.config.file={quiet}",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        "-Dpolyglot.engine.WarnInterpreterOnly=false",
        "--enable-native-access=ALL-UNNAMED",
        # What the engine's own start script opens.
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
    ]
