//! Indentation: the columns of the open blocks, tabs measured in two ways, `INDENT` and `DEDENT`.

use super::{Fault, Lexer};
use crate::TokenKind;

/// A tab goes on to the next multiple of this.
const TAB: usize = 8;
/// One more than the number of blocks that can be open in each other.
const MAX_LEVELS: usize = 100;

/// How far a line is indented. With tabs of width 8 and of width 1 blocks must come out the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Level {
    column: usize,
    narrow: usize,
}

/// The levels of the open blocks, the module's own (0) not among them.
#[derive(Clone, Debug, Default)]
pub(super) struct Indentation {
    open: Vec<Level>,
    /// `INDENT`s to give out, or `DEDENT`s when below zero.
    pending: i32,
}

impl Indentation {
    /// Ends all blocks.
    pub(super) fn close_all(&mut self) {
        self.pending -= self.open.len() as i32;
        self.open.clear();
    }

    fn current(&self) -> Level {
        self.open.last().copied().unwrap_or_default()
    }

    /// Takes the level of a line that holds code.
    fn set(&mut self, level: Level) -> Result<(), Fault> {
        let current = self.current();
        if level.column > current.column {
            if self.open.len() + 2 > MAX_LEVELS {
                return Err(Fault::TooManyLevels);
            }
            if level.narrow <= current.narrow {
                return Err(Fault::Tabs);
            }
            self.open.push(level);
            self.pending += 1;
            return Ok(());
        }
        while level.column < self.current().column {
            self.open.pop();
            self.pending -= 1;
        }
        if level.column != self.current().column {
            return Err(Fault::Dedent);
        }
        if level.narrow == self.current().narrow { Ok(()) } else { Err(Fault::Tabs) }
    }
}

impl Lexer<'_> {
    /// Begins a line: passes its indentation and takes its level. True when the line holds no code.
    pub(super) fn indent(&mut self) -> Result<bool, Fault> {
        self.at_line_start = false;
        self.begin_line(true)?;
        let mut level = self.measure()?;
        let blank = match self.peek() {
            b'\n' if level.column == 0 && self.options.interactive => false,
            b'#' | b'\n' | b'\r' if self.options.interactive && self.line == 1 => {
                level = Level::default();
                false
            }
            b'#' | b'\n' | b'\r' => true,
            _ => false,
        };
        if !blank && self.brackets.is_empty() {
            let result = self.indentation.set(level);
            if result.is_err() {
                self.pos = self.current_line().end;
            }
            result?;
        }
        Ok(blank)
    }

    /// Passes white space at the start of a line. Where backslashes break it, the first one ends the measuring.
    fn measure(&mut self) -> Result<Level, Fault> {
        let rest = self.bytes.get(self.pos..).unwrap_or_default();
        let spaces = rest.iter().take_while(|&&byte| byte == b' ').count();
        self.pos += spaces;
        let mut level = Level { column: spaces, narrow: spaces };
        let mut broken_at = 0;
        loop {
            match self.peek() {
                b' ' => {
                    level.column += 1;
                    level.narrow += 1;
                }
                b'\t' => {
                    level.column = (level.column / TAB + 1) * TAB;
                    level.narrow += 1;
                }
                b'\x0c' => level = Level::default(),
                b'\\' => {
                    if broken_at == 0 {
                        broken_at = level.column;
                    }
                    self.continuation_line(true)?;
                    continue;
                }
                _ => break,
            }
            self.pos += 1;
        }
        Ok(if broken_at == 0 { level } else { Level { column: broken_at, narrow: broken_at } })
    }

    /// The next `INDENT` or `DEDENT` that is due.
    pub(super) fn pending_indentation(&mut self) -> Option<TokenKind> {
        let pending = self.indentation.pending;
        if pending == 0 {
            return None;
        }
        self.indentation.pending -= pending.signum();
        self.begin_token();
        if pending < 0 {
            return Some(TokenKind::Dedent);
        }
        if self.options.extra_tokens {
            self.start = self.line_start;
        }
        Some(TokenKind::Indent)
    }
}
