"""Our four packages have common names: nobody else may provide them."""

import importlib
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_NAMES = ["domain", "application", "adapters", "entrypoints"]


@pytest.mark.parametrize("name", _NAMES)
def test_a_package_comes_from_our_tree(name: str) -> None:
    file = importlib.import_module(name).__file__
    assert file is not None
    assert Path(file).resolve() == _ROOT / "src" / name / "__init__.py"


@pytest.mark.parametrize("name", _NAMES)
def test_no_other_distribution_provides_a_package_of_ours(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"guildpass"}


def test_the_source_tree_holds_these_packages_and_no_other() -> None:
    folders = {path.parent.name for path in (_ROOT / "src").glob("*/__init__.py")}
    assert folders == set(_NAMES)


def test_every_package_is_shipped_with_its_types() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text())
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert sorted(shipped) == sorted(f"src/{name}" for name in _NAMES)
    assert all((_ROOT / package / "py.typed").is_file() for package in shipped)


def test_no_folder_of_tests_can_be_taken_for_a_package_of_ours() -> None:
    # A folder tests/domain without tests/__init__.py would become "domain".
    assert (_ROOT / "tests" / "__init__.py").is_file()
    assert not {path.name for path in (_ROOT / "tests").iterdir()} & set(_NAMES)
