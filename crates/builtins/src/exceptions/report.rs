//! What is printed about an exception that nobody handled, as plain data, and the text that is made of it.
//!
//! ```text
//! exception ─► collect ─► Report ─► render ─► text
//!              asks Python  data    asks the parser where operators and brackets are
//! ```

pub mod collect;
pub mod frame;
mod group;
pub mod suggest;
mod syntax;
mod text;

use std::collections::HashSet;

pub use frame::{Expression, Frame, Parse, Range, Statement};
pub use syntax::{Column, SyntaxPlace};

/// An exception and all that it is chained to and that it contains.
#[derive(Default)]
pub struct Report {
    /// The exceptions; the first is the one that is reported. The others are referred to by their numbers, so that chains of
    /// any length are made and dropped without recursion.
    pub exceptions: Vec<Exception>,
}

/// An exception.
#[derive(Default)]
pub struct Exception {
    /// The name of its class, with the module unless that is `builtins` or `__main__`.
    pub class: String,
    /// Its text.
    pub message: String,
    /// The lines below the message.
    pub notes: Vec<String>,
    /// Where it came through, the outermost frame first.
    pub frames: Vec<Frame>,
    /// Of a `SyntaxError`, the place.
    pub syntax: Option<SyntaxPlace>,
    /// The exception that is shown before it.
    pub before: Option<(Link, usize)>,
    /// What a group contains.
    pub group: Option<Vec<usize>>,
}

/// Why another exception is shown before one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// `__cause__`
    Cause,
    /// `__context__`
    Context,
}

impl Link {
    fn message(self) -> &'static str {
        match self {
            Self::Cause => "\nThe above exception was the direct cause of the following exception:\n\n",
            Self::Context => "\nDuring handling of the above exception, another exception occurred:\n\n",
        }
    }
}

/// The sequences that switch colours on and off; empty texts for none.
#[derive(Clone, Copy, Default)]
pub struct Theme {
    /// The class of the exception.
    pub class: &'static str,
    /// Its message.
    pub message: &'static str,
    /// Names of files.
    pub file: &'static str,
    /// Numbers of lines.
    pub line: &'static str,
    /// Names of functions.
    pub function: &'static str,
    /// What carets stand under.
    pub highlight: &'static str,
    /// What tildes stand under.
    pub range: &'static str,
    /// Back to normal.
    pub reset: &'static str,
}

impl Theme {
    /// Python's colours of a terminal.
    pub const COLOURS: Self = Self {
        class: "\x1b[1;35m",
        message: "\x1b[35m",
        file: "\x1b[35m",
        line: "\x1b[35m",
        function: "\x1b[35m",
        highlight: "\x1b[1;31m",
        range: "\x1b[31m",
        reset: "\x1b[0m",
    };

    fn is_plain(&self) -> bool {
        self.reset.is_empty()
    }
}

/// Writes reports.
pub struct Renderer<'a> {
    report: &'a Report,
    theme: Theme,
    parse: &'a dyn Parse,
    out: String,
    /// How many groups deep we are.
    depth: usize,
    /// Whether the box of the group is still to be closed.
    open: bool,
}

/// The text of a report.
pub fn render(report: &Report, theme: Theme, parse: &dyn Parse) -> String {
    let mut renderer = Renderer { report, theme, parse, out: String::new(), depth: 0, open: false };
    renderer.chain(0);
    renderer.out
}

impl<'a> Renderer<'a> {
    /// An exception after those that it is chained to.
    fn chain(&mut self, number: usize) {
        let report = self.report;
        let (mut chain, mut seen) = (Vec::new(), HashSet::new());
        let mut next = Some((None, number));
        while let Some((link, number)) = next
            && let Some(exception) = report.exceptions.get(number)
            && seen.insert(number)
        {
            chain.push((exception, link));
            next = exception.before.map(|(link, number)| (Some(link), number));
        }
        // The link stands after the exception that it leads to.
        for (exception, link) in chain.into_iter().rev() {
            self.exception(exception);
            if let Some(link) = link {
                self.emit(Link::message(link), None);
            }
        }
    }

    fn exception(&mut self, exception: &'a Exception) {
        match &exception.group {
            Some(members) => self.group(exception, members),
            None => {
                if !exception.frames.is_empty() {
                    self.emit("Traceback (most recent call last):\n", None);
                    self.stack(&exception.frames);
                }
                self.last_lines(exception);
            }
        }
    }

    /// Class, message and notes.
    fn last_lines(&mut self, exception: &Exception) {
        let theme = &self.theme;
        let (class, message) = (&exception.class, &exception.message);
        let text = match &exception.syntax {
            Some(place) => place.render(theme, class),
            None if message.is_empty() => format!("{}{class}{}\n", theme.class, theme.reset),
            None => {
                format!("{}{class}{}: {}{message}{}\n", theme.class, theme.reset, theme.message, theme.reset)
            }
        };
        self.emit(&text, None);
        for note in &exception.notes {
            self.emit(&format!("{note}\n"), None);
        }
    }

    /// Frames; of many equal ones in a row only the first are shown.
    fn stack(&mut self, frames: &[Frame]) {
        const SHOWN: usize = 3;
        let mut rest = frames;
        while let Some(first) = rest.first() {
            let same = |frame: &&Frame| first.is_same_place(frame);
            let count = rest.iter().take_while(same).count().max(1);
            for frame in rest.iter().take(count.min(SHOWN)) {
                let text = frame.render(&self.theme, self.parse);
                self.emit(&text, None);
            }
            if let Some(more) = count.checked_sub(SHOWN).filter(|&more| more > 0) {
                let plural = if more > 1 { "s" } else { "" };
                self.emit(&format!("  [Previous line repeated {more} more time{plural}]\n"), None);
            }
            rest = rest.get(count..).unwrap_or_default();
        }
    }
}
