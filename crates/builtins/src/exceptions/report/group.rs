//! Groups: each of the exceptions in a box.
//!
//! ```text
//!   + Exception Group Traceback (most recent call last):
//!   |   …
//!   | ExceptionGroup: message (2 sub-exceptions)
//!   +-+---------------- 1 ----------------
//!     | ValueError: 1
//!     +---------------- 2 ----------------
//!     | TypeError: 2
//!     +------------------------------------
//! ```

use super::text::indent;
use super::{Exception, Renderer};

/// Exceptions of a group that are shown.
const WIDTH: usize = 15;
/// Groups in groups that are shown.
const DEPTH: usize = 10;

impl<'a> Renderer<'a> {
    /// Writes text with the margin of the box that we are in.
    pub(super) fn emit(&mut self, text: &str, margin: Option<char>) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        let prefix = format!("{}{} ", "  ".repeat(self.depth), margin.unwrap_or('|'));
        indent(&mut self.out, text, &prefix, true);
    }

    pub(super) fn group(&mut self, group: &'a Exception, members: &'a [usize]) {
        if self.depth > DEPTH {
            self.emit(&format!("... (max_group_depth is {DEPTH})\n"), None);
            return;
        }
        let outermost = self.depth == 0;
        if outermost {
            self.depth = 1;
        }
        if !group.frames.is_empty() {
            self.emit("Exception Group Traceback (most recent call last):\n", outermost.then_some('+'));
            self.stack(&group.frames);
        }
        self.last_lines(group);
        self.members(members);
        if outermost {
            self.depth = 0;
        }
    }

    fn members(&mut self, members: &[usize]) {
        let boxes = if members.len() <= WIDTH { members.len() } else { WIDTH + 1 };
        self.open = false;
        for (index, &member) in members.iter().take(boxes).enumerate() {
            let last = index + 1 == boxes;
            if last {
                // A group within the last box may close it.
                self.open = true;
            }
            let hidden = index >= WIDTH;
            let title = if hidden { "...".to_owned() } else { (index + 1).to_string() };
            let corner = if index == 0 { "+-" } else { "  " };
            self.line(&format!("{corner}+---------------- {title} ----------------\n"));
            self.depth += 1;
            if hidden {
                let more = members.len() - WIDTH;
                let plural = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{plural}\n"), None);
            } else {
                self.chain(member);
            }
            if last && self.open {
                self.line("+------------------------------------\n");
                self.open = false;
            }
            self.depth -= 1;
        }
    }

    /// Writes a line without the margin.
    fn line(&mut self, text: &str) {
        self.out.push_str(&"  ".repeat(self.depth));
        self.out.push_str(text);
    }
}
