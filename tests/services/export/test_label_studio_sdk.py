"""What Label Studio's own checks say of gold and proposals of real articles, by our configuration."""

import json

import pytest
from label_studio_sdk.label_interface import LabelInterface

from annotator.core.model import ExtractorName
from annotator.services.export.contents import Exported
from annotator.services.export.export import export_to
from annotator.services.imports.import_records import ImportOptions, import_records
from tests.services.building import REAL_GOLD, with_real_gold


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The tasks of gold and of proposals, and the checks of the configuration that went with them."""
    folder = tmp_path_factory.mktemp("label-studio")
    store = with_real_gold(folder)
    import_records(store, REAL_GOLD, ImportOptions("proposals", ExtractorName("other", "1")))
    export_to(store, "label-studio", folder / "gold.json")
    export_to(store, "label-studio", folder / "proposals.json", Exported("proposals"))
    store.close()
    checks = LabelInterface((folder / "gold.config.xml").read_text("utf-8"))
    checks.validate()
    return (*(json.loads((folder / f"{name}.json").read_bytes()) for name in ("gold", "proposals")), checks)


def test_every_task_annotation_and_prediction_is_sound(exported):
    gold, proposals, checks = exported
    assert len(gold) == len(proposals) == 12
    for task in (*gold, *proposals):
        assert checks.validate_task({"data": task["data"]})
    assert [checks._validate_object(task["annotations"][0], return_errors=True) for task in gold] == [[]] * 12
    predictions = [task["predictions"][0] for task in proposals]
    assert [checks.validate_prediction(found, return_errors=True) for found in predictions] == [[]] * 12
    assert sum(one["type"] == "relation" for task in gold for one in task["annotations"][0]["result"]) > 100


def test_the_checks_find_another_label_and_a_relation_to_nothing(exported):
    gold, _, checks = exported
    label, relation = (json.loads(json.dumps(gold[0]["annotations"][0])) for _ in range(2))
    label["result"][0]["value"]["labels"] = ["NONE"]
    next(one for one in relation["result"] if one["type"] == "relation")["to_id"] = "nothing"
    assert not checks.validate_annotation(label)
    assert not checks.validate_annotation(relation)
