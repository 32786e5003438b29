"""Notes of an import are explained under their ids, with the weight that they have."""

from remit.exchange.reading import KINDS
from remit.rules import EXPLAINED


def test_every_kind_of_note_has_a_page_of_its_weight() -> None:
    pages = {rule.id: rule.severity for rule in EXPLAINED}
    assert {kind.id: kind.severity for kind in KINDS}.items() <= pages.items()
