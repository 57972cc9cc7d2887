"""What was shown as saved is there after a power cut to the process, at any moment."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.core.model import Article
from annotator.services.health.doctor import examine
from annotator.store import open_store

ROOT = Path(__file__).parents[2]

WRITER = """
import sys, threading
from annotator.core.json_values import Path
from annotator.core.operations import parse_numbered
from annotator.errors import InputError
from annotator.services.review.review import apply_operations
from annotator.store import open_store

store = open_store(sys.argv[1])

def reviewer(client):
    number = 0
    while True:
        number += 1
        # adding and deleting in turn: the text never fills up
        start = (number - 1) // 2 % 20
        made = {"id": f"{client}-{number}", "start": start, "end": 40}
        wanted = {"op": "add_entity", "label": "PERSON", **made}
        if number % 2 == 0:
            wanted = {"op": "delete", "kind": "entity", "id": f"{client}-{number - 1}"}
        row = {"seq": number, "article_id": client, "revision": number - 1, **wanted}
        answer = apply_operations(store, client, client, [parse_numbered(row, Path(InputError))])
        assert not answer.refused, answer
        sys.stdout.write(f"{client} {answer.acked}\\n")
        sys.stdout.flush()

for client in sys.argv[2:]:
    threading.Thread(target=reviewer, args=(client,), daemon=True).start()
threading.Event().wait()
"""


@pytest.mark.parametrize("acknowledged", [1, 40, 300])
def test_every_acknowledged_decision_survives_kill_9(path, acknowledged):
    clients = ("ann", "bob", "cas")
    _ingest(path, clients)
    lines = _write_until_killed(path, clients, acknowledged)
    store = open_store(path)
    with store.read() as transaction:
        for client in clients:
            last = max((int(line.split()[1]) for line in lines if line.startswith(client)), default=0)
            assert (transaction.decisions.last_number(client) or 0) >= last
    assert examine(store).faults == []
    store.close()


def test_a_store_that_was_killed_again_and_again_goes_on(path):
    _ingest(path, ("ann", "bob", "cas"))
    for client in ("ann", "bob", "cas"):
        _write_until_killed(path, (client,), 5)
    store = open_store(path)
    store.write(lambda transaction: transaction.settings.put("a", "1"))
    assert examine(store).faults == []
    store.close()


def _ingest(path, clients):
    store = open_store(path)
    for client in clients:
        article = Article(client, f"{client}: " + "words and more words, " * 4)
        store.write(lambda transaction, article=article: transaction.articles.add(article))
    store.close()


def _write_until_killed(path, clients, acknowledged):
    """Run the writer until that many lines came, kill it in the middle of its work, return every line."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), *clients],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(acknowledged)]
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    assert process.wait(30) == -signal.SIGKILL
    return [line for line in [*lines, *rest.splitlines(keepends=True)] if line.endswith("\n")]
