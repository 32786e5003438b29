"""The openxml-audit validator: package structure, schema, relationships and semantics."""

from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator, ValidationError, ValidationSeverity

# ECMA-376 Part 1, clause 11.3 permits these parts and requires none; Word and the SDK open a file without.
_OPTIONAL_PARTS = ("settings", "fontTable", "theme")


def audit_defects(path: Path) -> tuple[str, ...]:
    """What openxml-audit refuses in the file; empty for a sound one."""
    # A validator for each file: one that is used again takes what it knows of one file for another's.
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    return tuple(f"{e.part_uri or 'file'}: {e.description}" for e in result.errors if _counts(e))


def _counts(error: ValidationError) -> bool:
    optional = any(f"/{part}' is missing" in error.description for part in _OPTIONAL_PARTS)
    return error.severity is not ValidationSeverity.INFO and not optional
