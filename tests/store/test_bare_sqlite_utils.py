"""What opening a database keeps out of a process, and that nothing else is kept out."""

import subprocess
import sys
from threading import Thread

import pytest

from annotator.store.bare_sqlite_utils import Without

ALONE = """
import sys
before = list(sys.meta_path)
import annotator.store
assert "sqlite_utils" in sys.modules and not {"numpy", "pandas"} & set(sys.modules)
assert sys.meta_path == before
import numpy
"""


def test_the_store_loads_no_pandas_and_whoever_needs_numpy_gets_it_later():
    subprocess.run([sys.executable, "-c", ALONE], check=True)


def test_other_threads_get_meanwhile_what_sqlite_utils_does_not():
    without, found = Without(), []
    with pytest.raises(ModuleNotFoundError):
        without.find_spec("pandas")
    assert without.find_spec("click") is None
    other = Thread(target=lambda: found.append(without.find_spec("pandas")))
    other.start()
    other.join()
    assert found == [None]
