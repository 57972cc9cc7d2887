"""``annotator doctor``: is the database what its log says?"""

from __future__ import annotations

import argparse

from annotator.commands import FINE, NOT_ALL
from annotator.commands.options import add_database, add_json, existing_store
from annotator.commands.output import count, say, say_json, warn


def configure(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    add_database(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Examine, and list what is wrong; a warning is about gold to look at, and no reason to fail."""
    from annotator.services.health.doctor import examine

    report = examine(existing_store(arguments))
    if arguments.json:
        say_json(
            {
                "ok": not report.faults,
                "faults": list(report.faults),
                "warnings": list(report.warnings),
                "checked": dict(report.checked),
            }
        )
    else:
        for fault in report.faults:
            warn(fault)
        for warning in report.warnings:
            warn(f"warning: {warning}")
        checked = ", ".join(f"{number:,} {what}" for what, number in report.checked.items())
        say(f"checked: {checked}")
        say(count(report.faults, "fault") if report.faults else "no fault")
        if report.warnings:
            articles = count(report.warnings, "warning")
            say(f"{articles} about gold to look at again; the exit code stays as it is without them")
    return NOT_ALL if report.faults else FINE
