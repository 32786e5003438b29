"""`print_many.py PLAYBOOK COUNT`: prints as many work orders one by one, the same again when they run out."""

import itertools
import sys
from pathlib import Path

from remit.documents.subjects import subjects
from remit.pipeline import load, load_templates, print_documents, stamp_of
from remit.workspace import Workspace

workspace, count = Workspace(Path(sys.argv[1])), int(sys.argv[2])
loaded, (templates, _) = load(workspace), load_templates(workspace)
stamp = stamp_of(loaded, templates)
orders = [subject for subject in subjects(loaded.ledger) if subject.kind == "work_order"]
wanted = itertools.islice(itertools.cycle(orders), count)
printed = sum(
    outcome.rendered is not None
    for outcome in print_documents(loaded, templates, wanted, draft=False, stamp=stamp)
)
sys.exit(0 if printed == count else 1)
