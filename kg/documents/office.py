"""Documents of older word processors (.doc, .wps, .rtf, .odt): LibreOffice makes Word documents of them.

LibreOffice runs without a window, with a profile of its own in which macros are off and nothing is fetched, in a
process group that is ended when it takes too long.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from kg.errors import UnreadableFile

SECONDS = 120
"""How long a document may take."""

_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
_OLE, _ZIP, _RTF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"
_CONTENTS = {".doc": (_OLE, _RTF), ".wps": (_OLE,), ".rtf": (_RTF,), ".odt": (_ZIP,)}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def soffice() -> str | None:
    """The program of LibreOffice on this machine, None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice") or next(filter(os.path.exists, _PLACES), None)


def to_docx(data: bytes, suffix: str) -> bytes:
    """A document of that suffix as a .docx.

    Raises UnreadableFile where LibreOffice is missing, or cannot read the document in two minutes.

    >>> to_docx(b"<html>", ".doc")
    Traceback (most recent call last):
    kg.errors.UnreadableFile: The file is no .doc document by its content. Give it the suffix that belongs to it.
    """
    if not data.startswith(_CONTENTS[suffix]):
        raise UnreadableFile(f"The file is no {suffix} document by its content. Give it the suffix that belongs to it.")
    program = soffice()
    if program is None:
        raise UnreadableFile(
            f"{suffix} files are read by LibreOffice, which is not installed: get it from libreoffice.org "
            "(Debian: libreoffice-writer-nogui), or save the file as .docx."
        )
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        given = Path(folder, f"document{suffix}")
        given.write_bytes(data)
        _convert(program, given)
        try:
            return given.with_suffix(".docx").read_bytes()
        except FileNotFoundError:
            raise UnreadableFile(
                "LibreOffice cannot read the document: it is damaged or encrypted. Save it as .docx without a password."
            ) from None


def _convert(program: str, given: Path) -> None:
    command = [
        *(program, f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore", "--nologo"),
        *("--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(given.parent), str(given)),
    ]
    # a group of its own: the program starts others, which would be left behind
    process = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableFile(f"LibreOffice has not read the document in {SECONDS} s. Save it as .docx.") from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@cache
def _profile() -> Path:
    """A folder of settings for this process alone, which goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="kg-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return folder
