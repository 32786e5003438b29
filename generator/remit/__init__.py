"""Remit keeps the governance of outsourced clinical trials once and turns it into contracts and a playbook."""

__version__ = "0.1.0"

__all__ = ["__version__"]
