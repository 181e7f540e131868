"""What keeps a serving process small: it is often one of several on a small machine."""

import ctypes
import gc
import sys

#: After how many new objects garbage is looked for. Commands that end soon look less often.
_NEW_OBJECTS = 5_000
_MOST_ARENAS = -8  # M_ARENA_MAX of the GNU C library.
#: Flask-Security loads this if it is installed, for a way of signing in that we do not use; with it come
#: eight megabytes. Our own way to identity providers uses other parts of the package.
_UNUSED = "authlib.integrations.flask_client"


def keep_small() -> None:
    """Leave out what is never used, and let threads share the memory that they give back.

    Each thread would otherwise keep memory of its own for the largest page that it ever made. Call this
    before the application is loaded; where the system knows no such wish, nothing changes.
    """
    if _UNUSED not in sys.modules:
        sys.modules[_UNUSED] = None  # type: ignore[assignment]  # So the import system says "not there".
    if sys.platform == "linux":
        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option is not None:
            set_option(_MOST_ARENAS, 1)


def settle() -> None:
    """Look for garbage from now on as a server must, and never again among what was loaded to stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 10, 10)
