//! `_sre.SRE_Scanner`: matches one piece of a string after the other.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};
use taipan_sre::Mode;

use super::find::Finder;
use super::pattern::Pattern;

/// The payload.
#[pyclass(name = "_sre.SRE_Scanner")]
pub(super) struct Scanner {
    pattern: Value,
    string: Value,
    /// Keeps the memory of the string from moving, if it is another object's.
    view: Option<Value>,
    /// How far it has come; nothing while it is searching.
    progress: PyCell<Option<Progress>>,
}

#[derive(Clone, Copy)]
struct Progress {
    pos: usize,
    endpos: usize,
    next: usize,
    must_advance: bool,
    ended: bool,
}

pub(super) const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    methods: &[Scanner::METHODS],
    getset: &[Scanner::GETSET],
    ..Definition::of(&SCANNER)
};

pub(super) fn new(
    py: &mut Py,
    pattern: Borrowed<'_>,
    string: &Value,
    pos: isize,
    endpos: isize,
) -> PyResult<Value> {
    let Some(payload) = pattern.get::<Pattern>() else { return Ok(none()) };
    let finder = Finder::new(py, payload, string, pos, endpos)?;
    let (pos, endpos) = (finder.pos, finder.endpos);
    finder.finish(py, payload, Ok(()))?;
    let is_fixed = string.is_str() || string.get::<Bytes>().is_some();
    let view = match py.interpreter().hooks().views {
        Some(views) if !is_fixed => Some(py.call(&views.type_.to_value(), &[string])?),
        _ => None,
    };
    let progress = Progress { pos, endpos, next: pos, must_advance: false, ended: false };
    py.heap().object(Scanner {
        pattern: pattern.to_value(),
        string: string.clone(),
        view,
        progress: PyCell::new(Some(progress)),
    })
}

#[pymethods]
impl Scanner {
    /// Matches where the last match ended.
    #[pymethod("($self, /)", name = "match")]
    fn match_(&self, py: &mut Py) -> PyResult<Value> {
        self.step(py, Mode::Match)
    }

    /// Looks for the next match.
    #[pymethod("($self, /)")]
    fn search(&self, py: &mut Py) -> PyResult<Value> {
        self.step(py, Mode::Search)
    }

    #[pymember]
    fn pattern(&self) -> Value {
        self.pattern.clone()
    }
}

impl Scanner {
    fn step(&self, py: &mut Py, mode: Mode) -> PyResult<Value> {
        let Some(pattern) = self.pattern.get::<Pattern>() else { return Ok(none()) };
        let Some(mut progress) = self.progress.replace(py, None) else {
            return Err(exc::value_error(py, format_args!("regular expression scanner already executing")));
        };
        let result = self.search_on(py, pattern, &mut progress, mode);
        self.progress.replace(py, Some(progress));
        result
    }

    fn search_on(
        &self,
        py: &mut Py,
        pattern: &Pattern,
        progress: &mut Progress,
        mode: Mode,
    ) -> PyResult<Value> {
        if progress.ended {
            return Ok(none());
        }
        let mut finder =
            Finder::new(py, pattern, &self.string, progress.pos as isize, progress.endpos as isize)?;
        (finder.next, finder.must_advance) = (progress.next, progress.must_advance);
        let result = match finder.advance(py, pattern, mode) {
            Ok(true) => {
                (progress.next, progress.must_advance) = (finder.next, finder.must_advance);
                finder.match_(py, self.pattern.borrow(), pattern.groups)
            }
            Ok(false) => {
                progress.ended = true;
                Ok(none())
            }
            Err(raised) => Err(raised),
        };
        finder.finish(py, pattern, result)
    }
}
