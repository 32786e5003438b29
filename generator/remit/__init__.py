"""Remit keeps the governance of outsourced clinical trials once and turns it into contracts and a playbook."""

from importlib.metadata import version

__version__ = version("remit")

__all__ = ["__version__"]
