"""The words of ClinicalTrials.gov's data model as a study record writes them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Words = Mapping[str, str]

STUDY_TYPES: Words = MappingProxyType(
    {
        "INTERVENTIONAL": "interventional",
        "OBSERVATIONAL": "observational",
        "EXPANDED_ACCESS": "expanded access",
    }
)
PHASES: Words = MappingProxyType(
    {
        "EARLY_PHASE1": "Early Phase 1",
        "PHASE1": "Phase 1",
        "PHASE1 PHASE2": "Phase 1/2",
        "PHASE2": "Phase 2",
        "PHASE2 PHASE3": "Phase 2/3",
        "PHASE3": "Phase 3",
        "PHASE4": "Phase 4",
        "NA": "not applicable",
    }
)
ALLOCATIONS: Words = MappingProxyType(
    {"RANDOMIZED": "randomised", "NON_RANDOMIZED": "non-randomised", "NA": "not applicable"}
)
MODELS: Words = MappingProxyType(
    {
        "SINGLE_GROUP": "single group assignment",
        "PARALLEL": "parallel assignment",
        "CROSSOVER": "crossover assignment",
        "FACTORIAL": "factorial assignment",
        "SEQUENTIAL": "sequential assignment",
        "COHORT": "cohort",
        "CASE_CONTROL": "case-control",
        "CASE_ONLY": "case-only",
        "CASE_CROSSOVER": "case-crossover",
        "ECOLOGIC_OR_COMMUNITY": "ecologic or community",
        "FAMILY_BASED": "family-based",
        "DEFINED_POPULATION": "defined population",
        "NATURAL_HISTORY": "natural history",
        "OTHER": "other",
    }
)
PERSPECTIVES: Words = MappingProxyType(
    {
        "RETROSPECTIVE": "retrospective",
        "PROSPECTIVE": "prospective",
        "CROSS_SECTIONAL": "cross-sectional",
        "OTHER": "other",
    }
)
MASKINGS: Words = MappingProxyType(
    {
        "NONE": "none (open label)",
        "SINGLE": "single",
        "DOUBLE": "double",
        "TRIPLE": "triple",
        "QUADRUPLE": "quadruple",
    }
)
MASKED: Words = MappingProxyType(
    {
        "PARTICIPANT": "participant",
        "CARE_PROVIDER": "care provider",
        "INVESTIGATOR": "investigator",
        "OUTCOMES_ASSESSOR": "outcomes assessor",
    }
)
PURPOSES: Words = MappingProxyType(
    {
        "TREATMENT": "treatment",
        "PREVENTION": "prevention",
        "DIAGNOSTIC": "diagnostic",
        "ECT": "educational, counselling or training",
        "SUPPORTIVE_CARE": "supportive care",
        "SCREENING": "screening",
        "HEALTH_SERVICES_RESEARCH": "health services research",
        "BASIC_SCIENCE": "basic science",
        "DEVICE_FEASIBILITY": "device feasibility",
        "OTHER": "other",
    }
)
SCHEMES: Words = MappingProxyType(
    {
        "EUDRACT_NUMBER": "EudraCT",
        "CTIS": "EU CT number",
        "NIH": "NIH",
        "FDA": "FDA",
        "VA": "VA",
        "AHRQ": "AHRQ",
        "SAMHSA": "SAMHSA",
    }
)
KEPT = frozenset(
    {
        "identificationModule",
        "statusModule",
        "sponsorCollaboratorsModule",
        "oversightModule",
        "conditionsModule",
        "designModule",
        "armsInterventionsModule",
        "contactsLocationsModule",
    }
)
DATES: Words = MappingProxyType(
    {
        "start": "startDateStruct",
        "primary_completion": "primaryCompletionDateStruct",
        "completion": "completionDateStruct",
    }
)
