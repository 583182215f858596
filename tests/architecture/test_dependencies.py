"""Dependencies are few, each with its purpose, and locked by hash."""

import json
import re
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.sources import ROOT, imported_modules, written_files

PYTHON_LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-node.lock")

#: Runtime dependencies nothing imports, each with the reason why it is needed all the same.
NEVER_IMPORTED = {"tzdata": "zoneinfo reads it where the operating system has no zones"}

#: What Flask is made of; it comes in the version Flask wants.
COMES_WITH_FLASK = {"jinja2", "markupsafe", "werkzeug"}


def requirements(lock: str) -> list[str]:
    """One string for each pinned requirement, its hashes included."""
    unfolded = (ROOT / lock).read_text().replace("\\\n", " ")
    return [line for line in unfolded.splitlines() if line and not line.lstrip().startswith("#")]


def names(lock: str) -> set[str]:
    return {normal(requirement) for requirement in requirements(lock)}


def normal(requirement: str) -> str:
    return re.match(r"[\w-]+", requirement)[0].lower().replace("_", "-")


def metadata() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_requirement_is_one_version_with_its_hashes(lock):
    loose = [
        requirement
        for requirement in requirements(lock)
        if not re.match(r"[\w-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement)
    ]

    assert requirements(lock)
    assert loose == []


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_a_lock_names_no_address(lock):
    assert "://" not in (ROOT / lock).read_text()


def test_the_locks_hold_all_that_is_declared():
    declared = metadata()
    runtime = {normal(requirement) for requirement in declared["dependencies"]}
    extras = declared["optional-dependencies"]
    test = {normal(requirement) for requirement in extras["test"] + extras["s3"]}

    assert runtime <= names("requirements.lock")
    assert runtime | test <= names("requirements-test.lock")


def test_tests_run_on_the_versions_a_server_runs_on():
    assert pinned("requirements.lock") <= pinned("requirements-test.lock")


def pinned(lock: str) -> set[str]:
    return {requirement.split()[0] for requirement in requirements(lock)}


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    quoted = re.compile(r'^  "[\w-]+(\[\w+\])?[><=]')

    silent = [line for line in lines if quoted.match(line) and "# " not in line]

    assert silent == []


def test_every_dependency_is_used_and_every_import_is_a_dependency():
    declared = {normal(requirement) for requirement in metadata()["dependencies"]}
    optional = {
        normal(requirement)
        for extra in ("postgresql", "s3")
        for requirement in metadata()["optional-dependencies"].get(extra, [])
    }

    assert imported() - optional - COMES_WITH_FLASK == declared - set(NEVER_IMPORTED)


def imported() -> set[str]:
    """Distributions whose modules ``fieldapp`` imports."""
    distributions = packages_distributions()
    modules = {
        module.partition(".")[0]
        for name in written_files("fieldapp/*.py")
        for module in imported_modules(name)
    }
    return {
        normal(distribution)
        for module in modules - {"fieldapp"}
        for distribution in distributions.get(module, [])
    }


def test_node_packages_are_locked_by_hash_and_without_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    packages.pop("")

    assert packages
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_a_server_needs_no_node():
    assert "dependencies" not in json.loads((ROOT / "package.json").read_text())
