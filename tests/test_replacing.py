"""A folder is replaced only when the new one is whole, whatever happens in between."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import NotAGraph, StoreUnavailable
from kg.folder import EXTRACTIONS, MANIFEST, read_manifest, write_manifest
from kg.replacing import replacing


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


@pytest.fixture
def old(tmp_path):
    folder = tmp_path / "g"
    folder.mkdir()
    (folder / "part").write_text("old")
    return folder


def test_the_old_folder_stands_until_the_new_one_is_whole(old):
    with replacing(old) as workplace:
        (workplace / "part").write_text("new")
        assert contents(old) == {"part": "old"}
    assert contents(old) == {"part": "new"}
    assert [path.name for path in old.parent.iterdir()] == ["g"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_old_folder_and_nothing_else(old, error):
    with pytest.raises(error), replacing(old) as workplace:
        (workplace / "part").write_text("half")
        raise error
    assert contents(old) == {"part": "old"}
    assert [path.name for path in old.parent.iterdir()] == ["g"]


def test_a_users_own_files_come_along(old):
    (old / "notes.txt").write_text("mine")
    with replacing(old, parts={"part"}) as workplace:
        (workplace / "part").write_text("new")
    assert contents(old) == {"part": "new", "notes.txt": "mine"}


def test_parents_are_made(tmp_path):
    with replacing(tmp_path / "a" / "b" / "g") as workplace:
        (workplace / "part").write_text("new")
    assert contents(tmp_path / "a" / "b" / "g") == {"part": "new"}


def test_a_link_stays_a_link(old):
    link = old.with_name("link")
    link.symlink_to(old)
    with replacing(link) as workplace:
        (workplace / "part").write_text("new")
    assert link.is_symlink()
    assert contents(old) == {"part": "new"}


def test_two_at_once(old):
    with replacing(old), pytest.raises(StoreUnavailable, match="another process is writing it"), replacing(old):
        pass


WRITER = """
import sys, time
from kg.replacing import replacing
with replacing(sys.argv[1]) as workplace:
    (workplace / "part").write_text("half")
    print("writing", flush=True)
    time.sleep(60)
"""


def killed_writer(folder):
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "writing\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def test_what_a_killed_process_left_is_cleared_by_the_next(old):
    killed_writer(old)
    assert contents(old) == {"part": "old"}
    with replacing(old) as workplace:
        assert list(workplace.iterdir()) == []
        (workplace / "part").write_text("new")
    assert contents(old) == {"part": "new"}
    assert [path.name for path in old.parent.iterdir()] == ["g"]


def test_killed_between_the_two_renames(old):
    """The new folder is not yet in place: the next use first puts the old one back."""
    (old / "notes.txt").write_text("mine")
    old.rename(old.with_name(".g.previous"))
    with pytest.raises(ValueError), replacing(old):
        raise ValueError
    assert contents(old) == {"part": "old", "notes.txt": "mine"}


def test_killed_before_the_users_files_came_along(old):
    previous = old.with_name(".g.previous")
    previous.mkdir()
    (previous / "notes.txt").write_text("mine")
    (previous / "part").write_text("older")
    with replacing(old, parts={"part"}) as workplace:
        (workplace / "part").write_text("new")
    assert contents(old) == {"part": "new", "notes.txt": "mine"}
    assert not previous.exists()


def test_a_manifest_reads_back(tmp_path):
    (tmp_path / EXTRACTIONS).write_text("{}\n")
    written = write_manifest(tmp_path, reports=1, entities=2, relations=3)
    assert read_manifest(tmp_path) == written


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (None, "not a graph folder"),
        ("", "not a graph folder"),
        ("[]", "not a graph folder"),
        ('{"format": "other"}', "not a graph folder"),
        ('{"format": "yilian-graph", "format_version": 99, "kg_version": "9.0"}', "made by kg 9.0 in format 99"),
        ('{"format": "yilian-graph", "format_version": 1}', "is damaged"),
    ],
)
def test_what_is_no_manifest_of_ours(tmp_path, manifest, message):
    if manifest is not None:
        (tmp_path / MANIFEST).write_text(manifest)
    with pytest.raises(NotAGraph, match=message):
        read_manifest(tmp_path)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="Linux alone has a folder that takes no files of anyone")
def test_a_place_that_cannot_be_written_is_named():
    with pytest.raises(PermissionError) as refused, replacing("/proc/x"):
        pass
    assert refused.value.filename == "/proc/x"
