"""A small invented playbook as a ledger, for the tests of imports."""

from types import MappingProxyType

from remit.load.records import read_records
from remit.model.ledger import Ledger

PLAYBOOK = """
title: Playbook
edition: "1"
effective_date: 2026-01-05
sponsor: aldena
owner: sponsor-lead
summary: A playbook.
currency: USD
regimes: [drug-us, drug-any, device-us, any-eu]
"""
PARTY = """
name: {name}
short_name: {short}
kind: {kind}
legal_form: limited company
address: {{street: 1 High Street, city: Cork, postal_code: T12, country: IE}}
"""
REGIME = """
title: {id}
short_title: {id}
product: {product}
countries: {countries}
instrument: A writing.
if_silent: The sponsor keeps the duty.
effect: duty moves
obligations: {{}}
"""


def ledger(sponsor: str = "Aldena Bio Ltd") -> Ledger:
    """One sponsor, one CRO, four regimes in force and one that is not."""
    regimes = {
        "drug-us": ("drug", "[US]"),
        "drug-any": ("drug", "[]"),
        "device-us": ("device", "[US]"),
        "any-eu": ("any", "[PL, ES]"),
        "drug-old": ("drug", "[]"),
    }
    files = {
        "data/playbook.yaml": PLAYBOOK,
        "data/parties/aldena.yaml": PARTY.format(name=sponsor, short="Aldena", kind="sponsor"),
        "data/parties/bright.yaml": PARTY.format(name="Brightwell CRO", short="Brightwell", kind="cro"),
    }
    for id, (product, countries) in regimes.items():
        files[f"data/obligations/{id}.yaml"] = REGIME.format(id=id, product=product, countries=countries)
    return read_records(MappingProxyType({name: text.encode() for name, text in files.items()}))[0]
