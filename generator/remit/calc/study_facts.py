"""The facts of a study on which prices rest, under the ids by which work orders assume them."""

from __future__ import annotations

from collections.abc import Mapping

from remit.findings import Where
from remit.model.studies import Study

Fact = tuple[int | None, Where]
"""A number, if the study tells it, and where it stands."""


def assumed_facts(study: Study) -> Mapping[str, Fact]:
    """Numbers of sites, participants, screened participants and countries by the id of the assumption."""
    numbers = study.participants
    return {
        "sites": (study.sites, study.at("sites")),
        "participants": (numbers.enrolled, numbers.at("enrolled")),
        "screened": (numbers.screened, numbers.at("screened")),
        "countries": (len(study.countries), study.at("countries")),
    }
