"""The process that does the work: ``python -m annotator.services.background DATABASE JOB``.

Prints a line of JSON for each step, and one in the end: the outcome, or the fault in a sentence.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.services.background.jobs import do, job_from_text
from annotator.store import open_store


def main(database: str, job: str) -> None:
    """Do a job on a database."""
    # what a library prints must not come between the lines
    told, sys.stdout = sys.stdout, sys.stderr

    def tell(row: object) -> None:
        print(json.dumps(row), file=told, flush=True)

    store = open_store(Path(database))
    try:
        tell(
            {"outcome": do(job_from_text(job), store, lambda done, total: tell({"step": done, "of": total}))}
        )
    except AnnotatorError as error:
        tell({"fault": str(error)})
    finally:
        store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
