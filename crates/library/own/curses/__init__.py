"""curses: terminals as windows of characters. The functions are those of _curses, with what Python adds to them."""

from _curses import *
import os as _os
import sys as _sys

try:
    has_key
except NameError:
    from .has_key import has_key


def initscr():
    """Begins to use the terminal, and gives the window of the whole screen."""
    import _curses
    import curses

    # The C library would end the process where it does not know the terminal; this raises.
    setupterm(term=_os.environ.get("TERM", "unknown"), fd=_sys.__stdout__.fileno())
    screen = _curses.initscr()
    # What is known only now: characters of the terminal, and its size.
    for name, value in vars(_curses).items():
        if name.startswith("ACS_") or name in ("LINES", "COLS"):
            setattr(curses, name, value)
    return screen


def start_color():
    """Begins to use colours; COLORS and COLOR_PAIRS are known from here on."""
    import _curses
    import curses

    _curses.start_color()
    for name in "COLORS", "COLOR_PAIRS":
        if hasattr(_curses, name):
            setattr(curses, name, getattr(_curses, name))


def wrapper(func, /, *args, **kwds):
    """Calls func(window, ...) with the terminal ready for it, and leaves the terminal as it was, whatever happens."""
    screen = None
    try:
        screen = initscr()
        noecho()
        cbreak()
        # Keys that send several characters come as one number.
        screen.keypad(True)
        try:
            start_color()
        except error:
            pass  # a terminal without colours
        return func(screen, *args, **kwds)
    finally:
        if screen is not None:
            screen.keypad(False)
            echo()
            nocbreak()
            endwin()
