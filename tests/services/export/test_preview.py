import io
import zipfile

import pytest

from annotator.formats.registry import format_names
from annotator.services.export.preview import choices, download, preview
from annotator.store import open_store
from tests.services.building import accept_all, proposed, put


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with_store = open_store(tmp_path_factory.mktemp("gold") / "a.db")
    put(with_store, ("a", "Ada met Bo."), ("b", "=1+1 Bo met Cy."))
    proposed(with_store)
    accept_all(with_store, "a")
    accept_all(with_store, "b")
    yield with_store
    with_store.close()


@pytest.mark.parametrize("name", format_names())
def test_every_format_can_be_looked_at_and_downloaded(store, name):
    chosen = choices()[name]
    content = download(store, name)
    found = preview(store, name)
    assert (found.articles, bool(found.beginning)) == (2, True)
    if chosen.file_name.endswith(".zip"):
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert names
        assert ("gold.lost.csv" in names) == bool(found.losses)
    assert content == download(store, name)


def test_a_file_with_room_for_everything_is_downloaded_as_it_is(store):
    assert choices()["jsonl"].file_name == "gold.jsonl"
    assert download(store, "jsonl").startswith(b'{"format": "annotator/1"')
    assert preview(store, "jsonl").losses == {}
