"""Remit keeps the governance of outsourced clinical trials once and turns it into contracts and a playbook."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """The version is looked up when somebody asks for it: that takes longer than many a command."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import version

    return version("remit")
