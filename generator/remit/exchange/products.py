"""Which of a study's interventions is the product under investigation, and of what kind it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from remit.exchange.characters import shown
from remit.exchange.reading import DERIVED, Node
from remit.exchange.study_draft import StudyDraft
from remit.frozen import dataclass

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "DRUG": "drug",
        "BIOLOGICAL": "biologic",
        "DEVICE": "device",
        "PROCEDURE": "procedure",
        "BEHAVIORAL": "behavioural",
        "RADIATION": "other",
        "GENETIC": "other",
        "DIETARY_SUPPLEMENT": "other",
        "COMBINATION_PRODUCT": "other",
        "DIAGNOSTIC_TEST": "other",
        "OTHER": "other",
        "Pharmacologic Substance": "drug",
        "Biological Agent": "biologic",
        "Medical Device": "device",
        "Device": "device",
        "Procedure": "procedure",
        "Behavioral Intervention": "behavioural",
    }
)
"""Kinds of intervention of ClinicalTrials.gov, and types of CDISC's code list, as kinds of product."""

_NO_PRODUCT = re.compile(
    r"(?i)\b(placebo|sham|vehicle|no (treatment|intervention)|standard of care|usual care)\b"
)


@dataclass(frozen=True, slots=True)
class GivenIntervention:
    """Something that participants receive; ``tested`` where an experimental arm receives it."""

    name: str
    type: str
    tested: bool
    node: Node


def take_product(draft: StudyDraft, given: list[GivenIntervention], source: Node) -> None:
    """Set the product: what experimental arms receive, without placebo; several products are all named.

    The kind is that of the first; where kinds differ or have no counterpart, a note says what the file had.
    """
    products = (
        [one for one in given if one.tested and not _NO_PRODUCT.search(one.name)]
        or [one for one in given if one.tested]
        or given
    )
    if not products:
        draft.left_out(("product",), source)
        return
    names = list(dict.fromkeys(one.name for one in products))
    draft.take(("product", "name"), "; ".join(names), source)
    if len(names) > 1:
        source.note(
            DERIVED,
            f"the file has {len(names)} interventions under investigation; all are named",
            ("product", "name"),
        )
    first = products[0]
    types = list(dict.fromkeys(one.type for one in products))
    draft.take(("product", "kind"), KINDS.get(first.type), first.node["type"])
    if len({KINDS.get(type_) for type_ in types}) > 1:
        first.node.note(
            DERIVED,
            f"the kinds differ ({shown(', '.join(types))}); this is the kind of {shown(first.name)}",
            ("product", "kind"),
        )
    elif KINDS.get(first.type) == "other":
        first.node.note(
            DERIVED,
            f"the file has the kind '{shown(first.type)}'; decide whether it counts as drug, biologic or device",
            ("product", "kind"),
        )
