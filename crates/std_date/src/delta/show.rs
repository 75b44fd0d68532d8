//! What spans look like.

use taipan_macros::pymethods;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{Delta, span_of};
use crate::line::Line;
use crate::span::Span;

/// `repr` and `str`.
pub(super) struct Show;

#[pymethods(Delta)]
impl Show {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let span = span_of(&this).unwrap_or(Span::ZERO);
        let mut line = Line::new();
        let parts = [("days", span.days), ("seconds", span.seconds), ("microseconds", span.microseconds)];
        for (name, part) in parts.into_iter().filter(|&(_, part)| part != 0) {
            if !line.as_bytes().is_empty() {
                line.text(", ");
            }
            line.text(name).byte(b'=').number(part, 1);
        }
        if line.as_bytes().is_empty() {
            line.byte(b'0');
        }
        py.text(format_args!("{}({})", this.type_().name(), line.as_str()))
    }

    #[pyslot]
    fn str(this: &Delta, py: &mut Py) -> PyResult<Value> {
        let Span { days, seconds, microseconds } = this.span;
        let mut line = Line::new();
        if days != 0 {
            let plural = if days.abs() == 1 { "" } else { "s" };
            line.number(days, 1).text(" day").text(plural).text(", ");
        }
        line.number(seconds / 3600, 1).byte(b':').two(seconds / 60 % 60).byte(b':').two(seconds % 60);
        if microseconds != 0 {
            line.byte(b'.').number(microseconds, 6);
        }
        line.finish(py)
    }
}
