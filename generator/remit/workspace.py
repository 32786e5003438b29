"""Where a playbook's files stand. The only module that knows the names of folders."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from remit.files import for_asked
from remit.findings import CannotGoOn, Where, error
from remit.frozen import dataclass

DATA, TEMPLATES = "data", "contract_templates"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A playbook's folder: what people keep, and where outputs go."""

    root: Path

    @property
    def data(self) -> Path:
        """Records (YAML)."""
        return self.root / DATA

    @property
    def templates(self) -> Path:
        """Document kinds, clause library and house style."""
        return self.root / TEMPLATES

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
    raise CannotGoOn(
        error(
            "WS-001",
            f"there is no playbook {looked} (no data/playbook.yaml)",
            Where("data/playbook.yaml"),
            hint,
        )
    )


FRAME: tuple[str, ...] = ("data/agreements/", "data/studies/")
"""What an empty playbook leaves out of the example."""

_PARTS = ("data", "contract_templates", "playbook", "site")
_STARTER: Mapping[str, str] = {
    "README.md": "README.md",
    "playbook.sh": "ci/playbook.sh",
    "github.yml": ".github/workflows/playbook.yml",
    "gitlab.yml": ".gitlab-ci.yml",
    "pre-commit.yaml": ".pre-commit-config.yaml",
    "gitattributes": ".gitattributes",
}
"""What a repository of a new playbook works with: the file that the tool ships, and where it goes."""
_IGNORE = "# Everything Remit makes; never edit it by hand.\nbuild/\n"


def example() -> Path:
    """The folder of the example playbook: inside the installed package, or the source tree of an editable install."""
    installed = Path(str(files("remit"))) / "example"
    return installed if installed.is_dir() else Path(str(files("remit"))).parents[1]


def write_frame(
    source: Path, target: Path, leave_out: tuple[str, ...] = (), instead: Mapping[str, bytes] | None = None
) -> int:
    """Copy a playbook into a new folder; the folder appears only when it is whole. Returns the number of files.

    ``leave_out`` names folders (with a closing slash) that are not copied; ``instead`` has contents for some of the files.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as trouble:
        raise for_asked(trouble, target) from None
    try:
        count = sum(_copy_part(source, beside, part, leave_out) for part in _PARTS)
        for name, content in (instead or {}).items():
            (beside / name).write_bytes(content)
        (beside / ".gitignore").write_text(_IGNORE, encoding="utf-8")
        count += sum(_start(beside / place, name) for name, place in _STARTER.items())
        beside.chmod(0o755)
        if target.exists():
            target.rmdir()
        beside.replace(target)
    except BaseException as stop:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(stop, OSError):
            raise for_asked(stop, target) from None
        raise
    return count + 1


def _start(target: Path, name: str) -> int:
    """Write a file that the tool ships; a script may be run."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes((files("remit") / "starter" / name).read_bytes())
    target.chmod(0o755 if target.suffix == ".sh" else 0o644)
    return 1


def _copy_part(source: Path, target: Path, part: str, leave_out: tuple[str, ...]) -> int:
    count = 0
    for path in sorted((source / part).rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.is_file() and not name.startswith(leave_out or ("\0",)) and "__pycache__" not in name:
            copy = target / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            count += 1
    return count
