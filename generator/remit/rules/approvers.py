"""GOV, continued: who approves a change of the records."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.fields import Meaning
from remit.model.ledger import Ledger
from remit.model.playbook import Playbook
from remit.rules.rule import Problem, listed, must
from remit.schema.nearest import nearest


@must("GOV-041")
def approvers_for_every_meaning(ledger: Ledger) -> Iterator[Problem]:
    """Approvers are named for what a change can mean, and for each of these meanings.

    Why: A change whose approver nobody named is approved by whoever merges it. A misspelt meaning names an approver of
    nothing.

    Wrong:
        # data/playbook.yaml
        approvers:
          monney: sponsor-executive

    Right:
        # data/playbook.yaml
        approvers:
          responsibility: sponsor-executive
          legal duty: sponsor-executive
          money: sponsor-executive
          time: sponsor-project-manager
          quality: sponsor-quality-lead
          people: sponsor-project-manager
          wording: sponsor-project-manager

    Source: delegation of authority practice.
    """
    meanings = [one.value for one in Meaning]
    for playbook in ledger.every(Playbook):
        named = playbook.approvers
        for meaning in named:
            if meaning not in meanings:
                hint = nearest(meaning, meanings) or f"there are: {', '.join(meanings)}"
                yield Problem(f"no change means '{meaning}'", playbook.at("approvers", meaning).key(), hint)
        missing = [meaning for meaning in meanings if meaning not in named]
        if named and missing:
            yield Problem(
                f"nobody approves a change that means {listed(missing)}",
                playbook.at("approvers").key(),
                "name a role for each",
            )


RULES = (approvers_for_every_meaning,)
