//! Finding matches of a pattern in a text, one after the other.

use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};
use taipan_sre::{Machine, Mode};

use super::match_::Match;
use super::pattern::Pattern;
use super::subject::Subject;

/// The search for matches of a pattern in a text.
pub(super) struct Finder {
    pub(super) subject: Subject,
    pub(super) machine: Box<Machine>,
    /// Where the text begins and ends for the search.
    pub(super) pos: usize,
    pub(super) endpos: usize,
    /// Where the next match is looked for.
    pub(super) next: usize,
    /// Whether it must not be empty if it is found there, because the last one ended there and was.
    pub(super) must_advance: bool,
}

impl Finder {
    /// Prepares a search. `TypeError` if the pattern is for bytes and the text is none, or the other way round.
    pub(super) fn new(
        py: &mut Py,
        pattern: &Pattern,
        string: &Value,
        pos: isize,
        endpos: isize,
    ) -> PyResult<Self> {
        let subject = Subject::of(py, string)?;
        let mismatch = match pattern.is_bytes {
            Some(false) if subject.is_bytes() => Some("cannot use a string pattern on a bytes-like object"),
            Some(true) if !subject.is_bytes() => Some("cannot use a bytes pattern on a string-like object"),
            _ => None,
        };
        if let Some(mismatch) = mismatch {
            let raised = exc::type_error(py, format_args!("{mismatch}"));
            return subject.finish(py, Err(raised));
        }
        let within = |place: isize| usize::try_from(place).unwrap_or(0).min(subject.len());
        let (pos, endpos) = (within(pos), within(endpos));
        let machine = pattern.machine.replace(py, None).unwrap_or_default();
        Ok(Self { subject, machine, pos, endpos, next: pos, must_advance: false })
    }

    /// Finds one thing.
    #[inline]
    pub(super) fn find(&mut self, py: &mut Py, pattern: &Pattern, mode: Mode) -> PyResult<bool> {
        if mode == Mode::Search && self.next > self.endpos {
            return Ok(false);
        }
        self.machine.begin(mode, self.next, self.must_advance);
        self.subject.run(py, &mut self.machine, &pattern.program, self.endpos)
    }

    /// Finds the next match, which begins where the last one ended or later, and is not the same as that.
    #[inline]
    pub(super) fn advance(&mut self, py: &mut Py, pattern: &Pattern, mode: Mode) -> PyResult<bool> {
        if !self.find(py, pattern, mode)? {
            return Ok(false);
        }
        let (start, end) = self.machine.span();
        self.must_advance = start == end;
        self.next = end;
        Ok(true)
    }

    /// The match that was found.
    #[inline]
    pub(super) fn match_(&self, py: &Py, pattern: Borrowed<'_>, groups: usize) -> PyResult<Value> {
        Match::found(py, pattern, groups, self)
    }

    /// The text of a group of the match, counted from 1.
    pub(super) fn group(&self, py: &Py, group: usize) -> PyResult<Option<Value>> {
        match self.machine.group(group - 1) {
            None => Ok(None),
            Some((start, end)) if start <= end => self.subject.part(py, start, end).map(Some),
            Some(_) => Err(exc::system_error(
                py,
                format_args!("The span of capturing group is wrong, please report a bug for the re module."),
            )),
        }
    }

    /// Gives back what was borrowed.
    #[inline]
    pub(super) fn finish<R>(mut self, py: &mut Py, pattern: &Pattern, result: PyResult<R>) -> PyResult<R> {
        self.machine.trim();
        drop(pattern.machine.replace(py, Some(self.machine)));
        self.subject.finish(py, result)
    }
}
