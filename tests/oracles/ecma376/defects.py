"""What a conformance check reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One violation: the kind of check, the package part ("" for the whole file), and what is wrong."""

    check: str
    part: str
    message: str

    def __str__(self) -> str:
        return f"{self.check}: {self.part or 'file'}: {self.message}"
