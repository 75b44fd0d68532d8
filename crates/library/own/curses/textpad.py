"""A window in which text is edited, with the keys of Emacs."""

import curses
import curses.ascii


def rectangle(win, uly, ulx, lry, lrx):
    """Draws a rectangle, given by its upper left and its lower right corner."""
    width, height = lrx - ulx - 1, lry - uly - 1
    win.vline(uly + 1, ulx, curses.ACS_VLINE, height)
    win.hline(uly, ulx + 1, curses.ACS_HLINE, width)
    win.hline(lry, ulx + 1, curses.ACS_HLINE, width)
    win.vline(uly + 1, lrx, curses.ACS_VLINE, height)
    for y, x, corner in ((uly, ulx, curses.ACS_ULCORNER), (uly, lrx, curses.ACS_URCORNER),
                         (lry, lrx, curses.ACS_LRCORNER), (lry, ulx, curses.ACS_LLCORNER)):
        win.addch(y, x, corner)


class Textbox:
    """A window that edits text.

    Ctrl-A      to the left edge
    Ctrl-B      back, over the edge to the line before
    Ctrl-D      deletes the character under the cursor
    Ctrl-E      to the right edge, or to the end of the line if stripspaces is set
    Ctrl-F      forward, over the edge to the next line
    Ctrl-G      ends, with the text
    Ctrl-H      deletes the character before the cursor
    Ctrl-J      ends if the window has one line, else to the next line
    Ctrl-K      deletes the line if it is blank, else what follows the cursor
    Ctrl-L      draws the window anew
    Ctrl-N, Ctrl-P   to the next line, to the line before
    Ctrl-O      makes a blank line at the cursor

    The arrow keys and backspace do what they say. Moves where there is nothing do nothing.
    """

    def __init__(self, win, insert_mode=False):
        self.win = win
        self.insert_mode = insert_mode
        self.stripspaces = True
        self.lastcmd = None
        self._update_max_yx()
        win.keypad(True)

    def _update_max_yx(self):
        height, width = self.win.getmaxyx()
        self.maxy, self.maxx = height - 1, width - 1

    def _end_of_line(self, y):
        """The column behind the last character of a line that is not a space."""
        self._update_max_yx()
        column = self.maxx
        while curses.ascii.ascii(self.win.inch(y, column)) == curses.ascii.SP:
            if column == 0:
                return 0
            column -= 1
        return min(self.maxx, column + 1)

    def _insert_printable_char(self, ch):
        """Puts a character at the cursor. When inserting, what was there moves on, to the next lines if need be."""
        self._update_max_yx()
        start = self.win.getyx()
        place = None
        while True:
            y, x = self.win.getyx()
            pushed = self.win.inch() if self.insert_mode else None
            if (y, x) >= (self.maxy, self.maxx):
                # Behind the last cell the cursor cannot go on, and the window must not scroll.
                self.win.insch(ch)
                break
            self.win.addch(ch)
            if not self.insert_mode or not curses.ascii.isprint(pushed & 0xff):
                break
            place = place or (self.win.getyx() if (y, x) == start else None)
            ch = pushed
        if place is not None:
            self.win.move(*place)

    def do_command(self, ch):
        """Does what a key says. Gives 0 when editing ends."""
        self._update_max_yx()
        y, x = self.win.getyx()
        self.lastcmd = ch
        backward = (curses.ascii.STX, curses.KEY_LEFT, curses.ascii.BS, curses.KEY_BACKSPACE, curses.ascii.DEL)
        if curses.ascii.isprint(ch):
            self._insert_printable_char(ch)
        elif ch == curses.ascii.SOH:
            self.win.move(y, 0)
        elif ch in backward:
            if x > 0:
                self.win.move(y, x - 1)
            elif y > 0:
                self.win.move(y - 1, self._end_of_line(y - 1) if self.stripspaces else self.maxx)
            if ch not in (curses.ascii.STX, curses.KEY_LEFT):
                self.win.delch()
        elif ch == curses.ascii.EOT:
            self.win.delch()
        elif ch == curses.ascii.ENQ:
            self.win.move(y, self._end_of_line(y) if self.stripspaces else self.maxx)
        elif ch in (curses.ascii.ACK, curses.KEY_RIGHT):
            if x < self.maxx:
                self.win.move(y, x + 1)
            elif y < self.maxy:
                self.win.move(y + 1, 0)
        elif ch == curses.ascii.BEL:
            return 0
        elif ch == curses.ascii.NL:
            if self.maxy == 0:
                return 0
            if y < self.maxy:
                self.win.move(y + 1, 0)
        elif ch == curses.ascii.VT:
            if x == 0 and self._end_of_line(y) == 0:
                self.win.deleteln()
            else:
                self.win.move(y, x)
                self.win.clrtoeol()
        elif ch == curses.ascii.FF:
            self.win.refresh()
        elif ch in (curses.ascii.SO, curses.KEY_DOWN):
            self._go_to_line(y + 1, x)
        elif ch in (curses.ascii.DLE, curses.KEY_UP):
            self._go_to_line(y - 1, x)
        elif ch == curses.ascii.SI:
            self.win.insertln()
        return 1

    def _go_to_line(self, y, x):
        if 0 <= y <= self.maxy:
            self.win.move(y, x)
            if x > self._end_of_line(y):
                self.win.move(y, self._end_of_line(y))

    def gather(self):
        """The text of the window."""
        self._update_max_yx()
        lines = []
        for y in range(self.maxy + 1):
            self.win.move(y, 0)
            end = self._end_of_line(y)
            if end == 0 and self.stripspaces:
                continue
            last = end if self.stripspaces else self.maxx
            line = (chr(curses.ascii.ascii(self.win.inch(y, x))) for x in range(min(last, self.maxx) + 1))
            lines.append("".join(line) + ("\n" if self.maxy > 0 else ""))
        return "".join(lines)

    def edit(self, validate=None):
        """Edits until the user ends it, and gives the text. validate() may change each key, or take it away."""
        while True:
            ch = self.win.getch()
            if validate:
                ch = validate(ch)
            if not ch:
                continue
            if not self.do_command(ch):
                break
            self.win.refresh()
        return self.gather()


if __name__ == "__main__":
    def _demo(screen):
        width, height, y, x = 9, 4, 15, 20
        screen.addstr(y - 2, x, "Use Ctrl-G to end editing.")
        rectangle(screen, y - 1, x - 1, y + height, x + width)
        screen.refresh()
        return Textbox(curses.newwin(height, width, y, x)).edit()

    print("Contents of text box:", repr(curses.wrapper(_demo)))
