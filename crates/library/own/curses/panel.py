"""Windows that lie above each other. The functions are those of _curses_panel."""

from _curses_panel import *
