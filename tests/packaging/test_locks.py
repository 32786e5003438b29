"""The locks pin all that the project asks for: with hashes, from no particular place, under free licences."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.repository.project import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock"]
_PERMITTED = re.compile(r"\b(MIT|BSD|Apache|ISC|MPL|Mozilla|LGPL|PSF|Python Software Foundation)\b")
_PIN = re.compile(r"^([a-z0-9.-]+)==([^\s;\\]+)", re.MULTILINE)


def _lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", _lock(lock), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry] == []


@pytest.mark.parametrize("lock", [*LOCKS, "tests/oracles/package-lock.json"])
def test_no_download_address_is_written_down(lock: str) -> None:
    assert not re.search(r"https?://|--index-url|--find-links|\"resolved\"", _lock(lock))


def test_what_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads(_lock("pyproject.toml"))
    groups = project["dependency-groups"]
    wanted = {"requirements.lock": [*project["project"]["dependencies"], *groups["build"]]}
    wanted["requirements-dev.lock"] = [entry for entry in groups["dev"] if isinstance(entry, str)]
    for lock, requirements in wanted.items():
        pinned = {_name(name) for name, _ in _PIN.findall(_lock(lock))}
        assert {_name(requirement) for requirement in requirements} <= pinned


def test_both_locks_agree() -> None:
    runtime, dev = (set(_PIN.findall(_lock(lock))) for lock in LOCKS)
    shared = {name for name, _ in runtime} & {name for name, _ in dev}
    assert {pin for pin in runtime if pin[0] in shared} == {pin for pin in dev if pin[0] in shared}


def test_what_the_product_needs_is_free_to_use() -> None:
    refused = []
    for name, _ in _PIN.findall(_lock("requirements.lock")):
        try:
            about = metadata(name)
        except PackageNotFoundError:
            continue  # pinned for another platform
        classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
        named = [
            text[:200] for field in ("License-Expression", "License") for text in about.get_all(field) or []
        ]
        said = " ".join([*named, *classifiers])
        if not _PERMITTED.search(said):
            refused.append(f"{name}: {said.strip()}")
    assert refused == []
