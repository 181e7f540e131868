"""Where the folders are, in a checkout and in an installed wheel."""

import ast
import inspect
from pathlib import Path

import pytest

from planner import paths


def test_the_folders_of_a_checkout_stand_beside_the_package() -> None:
    package = Path(inspect.getfile(paths)).parent
    assert paths.seed_folder() == package.parent / "seed"
    assert (paths.seed_folder() / "rules.yaml").is_file()
    assert paths.templates_folder().is_dir()
    assert paths.static_folder().is_dir()


def test_an_installed_wheel_uses_its_own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "planner"
    own = package / "_data" / "static"
    own.mkdir(parents=True)
    (package.parent / "static").mkdir()  # Left there by some other package.
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.static_folder() == own


def test_a_missing_folder_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "planner")
    with pytest.raises(FileNotFoundError) as caught:
        paths.templates_folder()
    assert str(caught.value) == (
        f'The folder "templates" is neither beside nor inside {tmp_path / "planner"};'
        " install Partnership Planner again."
    )


def test_paths_is_a_leaf() -> None:
    tree = ast.parse(inspect.getsource(paths))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert imported == {"pathlib"}
