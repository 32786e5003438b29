"""A copy of the smallest playbook in which words can be changed, and the command run on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

MINIMAL = Path(__file__).parents[1] / "workspaces" / "minimal"
HOUSE = Path(__file__).parents[2] / "contract_templates" / "house.docx"
ORDER = "data/studies/al-101/work_orders/wo-101.yaml"


def sound(folder: Path) -> Path:
    """The smallest playbook with the shipped house style, so that nothing is wrong in it."""
    shutil.copytree(MINIMAL, folder)
    (folder / "contract_templates").mkdir()
    shutil.copyfile(HOUSE, folder / "contract_templates" / "house.docx")
    return folder


def change(root: Path, file: str, old: str, new: str) -> None:
    """Put other words into a file; all bytes around them stay."""
    path = root / file
    data = path.read_bytes()
    assert old.encode() in data, f"{old!r} is not in {file}"
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))


def remit(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command in a playbook's folder."""
    program = Path(sys.executable).parent / "remit"
    done = subprocess.run(
        [program, *arguments], cwd=root, capture_output=True, env={**os.environ, **environment}
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def outsourced(folder: Path) -> Path:
    """The smallest playbook with a study that is followed from decision to close-out."""
    sound(folder)
    shutil.copytree(MINIMAL.parent / "outsourced" / "data", folder / "data", dirs_exist_ok=True)
    return folder
