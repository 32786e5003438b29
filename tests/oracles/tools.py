"""Finding the programs that the oracles run; a missing one is an error that says what to install, no skip."""

import shutil
from pathlib import Path

_FOLDER = Path(__file__).parent


class MissingToolError(RuntimeError):
    """A program or package that the tests need is not on this machine."""


def program(*names: str, package: str) -> str:
    """The path of the first program found under one of the names; `package` is the Debian package of it."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    raise MissingToolError(
        f"{names[0]} was not found. On Debian: apt-get install {package} (or run `make tools`)."
    )


def node_file(pattern: str) -> Path:
    """The one file below the pinned node_modules that matches the pattern."""
    found = sorted((_FOLDER / "node_modules").glob(pattern))
    if not found:
        raise MissingToolError(f"tests/oracles/node_modules has no {pattern}. Run `make tools`.")
    return found[0]
