"""The openxml-audit validator: package structure, schema, relationships and semantics."""

from functools import cache
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator, ValidationError, ValidationSeverity

# ECMA-376 Part 1, clause 11.3 permits these parts and requires none; Word and the SDK open a file without.
_OPTIONAL_PARTS = ("settings", "fontTable", "theme")


def audit_defects(path: Path) -> tuple[str, ...]:
    """What openxml-audit refuses in the file; empty for a sound one."""
    result = _validator().validate(path)
    return tuple(f"{e.part_uri or 'file'}: {e.description}" for e in result.errors if _counts(e))


def _counts(error: ValidationError) -> bool:
    optional = any(f"/{part}' is missing" in error.description for part in _OPTIONAL_PARTS)
    return error.severity is not ValidationSeverity.INFO and not optional


@cache
def _validator() -> OpenXmlValidator:
    # It loads its schemas on first use, which takes longer than a file.
    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
