import os
import threading

import pytest

from annotator.errors import InputError
from annotator.services.files.files import open_input, read_input, write_output


def write(path, content=b"new"):
    with write_output(path) as target:
        target.write(content)


def test_a_file_appears_whole_when_the_writing_ends(tmp_path):
    path = tmp_path / "a.jsonl"
    with write_output(path) as target:
        target.write(b"half")
        target.flush()
        assert not path.exists()
        target.write(b" and half")
    assert path.read_bytes() == b"half and half"
    assert os.listdir(tmp_path) == ["a.jsonl"]


@pytest.mark.parametrize("before", [None, b"old"])
def test_a_fault_while_writing_leaves_what_was_there(tmp_path, before):
    path = tmp_path / "a.jsonl"
    if before is not None:
        path.write_bytes(before)

    def fail():
        with write_output(path) as target:
            target.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert os.listdir(tmp_path) == ([] if before is None else ["a.jsonl"])
    assert before is None or path.read_bytes() == before


def test_a_file_that_is_replaced_keeps_its_permissions_and_a_link_stays_a_link(tmp_path):
    path, link = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write(link)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_that_the_system_gives_to_new_files(tmp_path):
    write(tmp_path / "a")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


@pytest.mark.parametrize(
    ("name", "fault"),
    [("none/a", "the folder .*none does not exist; make it first"), (".", "is a folder; name a file in it")],
)
def test_a_place_where_nothing_can_be_written_is_refused(tmp_path, name, fault):
    with pytest.raises(InputError, match=fault):
        write(tmp_path / name)


def test_a_long_file_name_can_be_written(tmp_path):
    path = tmp_path / ("x" * 250)
    write(path)
    assert path.read_bytes() == b"new"


def test_a_pipe_is_written_directly(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    got = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    write(tmp_path / "pipe")
    reader.join()
    assert got == [b"new"]


@pytest.mark.parametrize(("name", "fault"), [("none", "No such file"), (".", "Is a directory")])
def test_what_cannot_be_read_is_refused_by_name(tmp_path, name, fault):
    with pytest.raises(InputError, match=fault):
        read_input(tmp_path / name)
    with pytest.raises(InputError, match=fault), open_input(tmp_path / name):
        pass
