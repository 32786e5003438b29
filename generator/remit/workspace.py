"""Where a playbook's files stand. The only module that knows the names of folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from remit.findings import CannotGoOn, Where, error


@dataclass(frozen=True, slots=True)
class Workspace:
    """A playbook's folder: what people keep, and where outputs go."""

    root: Path

    @property
    def data(self) -> Path:
        """Records (YAML)."""
        return self.root / "data"

    @property
    def templates(self) -> Path:
        """Document kinds, clause library and house style."""
        return self.root / "contract_templates"

    @property
    def pages(self) -> Path:
        """Hand-written pages (Markdown)."""
        return self.root / "playbook"

    @property
    def site(self) -> Path:
        """Website configuration, theme overrides and assets."""
        return self.root / "site"

    @property
    def build(self) -> Path:
        """Every output; never under version control."""
        return self.root / "build"

    @property
    def documents(self) -> Path:
        """Where Word documents are written."""
        return self.build / "documents"

    @property
    def schemas(self) -> Path:
        """Where JSON Schemas for editors are written."""
        return self.build / "schemas"


def find(start: Path, root: Path | None = None) -> Workspace:
    """The workspace at ``root``, or the nearest folder from ``start`` upward that has data/playbook.yaml.

    Raises CannotGoOn if there is none.
    """
    candidates = [root] if root else [start, *start.parents]
    for folder in candidates:
        if (folder / "data" / "playbook.yaml").is_file():
            return Workspace(folder)
    looked = f"in {root}" if root else f"in {start} or any folder above"
    hint = "go into a playbook's folder, name it with --root, or make one with 'remit init FOLDER'"
    raise CannotGoOn(error("WS-001", f"there is no playbook {looked} (no data/playbook.yaml)", Where("data/playbook.yaml"), hint))
