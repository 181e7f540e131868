"""Where the templates, the front-end files and the reference data are.

In a checkout the three folders stand beside the package; a wheel carries them inside it, at
``planner/_data``. A leaf: it imports nothing of ours, so that everything may ask it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def seed_folder() -> Path:
    """Return the folder of the reference data and the demonstration plans.

    Raises FileNotFoundError with one sentence when this installation has none.
    """
    return _folder("seed")


def templates_folder() -> Path:
    """Return the folder of the page templates.

    Raises FileNotFoundError with one sentence when this installation has none.
    """
    return _folder("templates")


def static_folder() -> Path:
    """Return the folder of the style sheets, scripts and fetched front-end files.

    Raises FileNotFoundError with one sentence when this installation has none.
    """
    return _folder("static")


def front_end_files_are_there() -> bool:
    """Return whether the build has fetched the front-end files; raises as ``static_folder`` does."""
    return (static_folder() / "vendor/stamp").exists()


def _folder(name: str) -> Path:
    # The wheel's own copy comes first: beside an installed package stand other people's folders,
    # and one of those may well be called "static".
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f'The folder "{name}" is neither beside nor inside {_PACKAGE}; install Partnership Planner again.'
    )
