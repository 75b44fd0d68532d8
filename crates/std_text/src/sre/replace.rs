//! `sub` and `subn` of a pattern.

use taipan_macros::pymethods;
use taipan_object::types::singletons::is_none;
use taipan_object::{Borrowed, Py, PyResult, Value};
use taipan_sre::Mode;
use taipan_strings::Units;

use crate::calls;

use super::find::Finder;
use super::match_::Match;
use super::pattern::Pattern;
use super::subject::Subject;
use super::template::{self, Template};

/// Replacing.
pub(super) struct Replace;

#[pymethods(Pattern)]
impl Replace {
    /// The string with matches replaced: by repl, or by what it returns for each match.
    #[pymethod("($self, /, repl, string, count=0)")]
    fn sub(
        this: Borrowed<'_>,
        py: &mut Py,
        repl: &Value,
        string: &Value,
        count: Option<isize>,
    ) -> PyResult<Value> {
        Ok(substitute(py, this, repl, string, count)?.0)
    }

    /// The same as sub, and how many matches were replaced: a pair.
    #[pymethod("($self, /, repl, string, count=0)")]
    fn subn(
        this: Borrowed<'_>,
        py: &mut Py,
        repl: &Value,
        string: &Value,
        count: Option<isize>,
    ) -> PyResult<(Value, usize)> {
        substitute(py, this, repl, string, count)
    }
}

/// What stands in for a match.
enum Replacement {
    /// Always the same.
    Literal(Value),
    Template(Value),
    Function(Value),
}

fn substitute(
    py: &mut Py,
    this: Borrowed<'_>,
    repl: &Value,
    string: &Value,
    count: Option<isize>,
) -> PyResult<(Value, usize)> {
    let Some(pattern) = this.get::<Pattern>() else { return Ok((string.clone(), 0)) };
    let replacement = replacement(py, &this, repl)?;
    let mut finder = Finder::new(py, pattern, string, 0, isize::MAX)?;
    let result = replace_all(py, this, pattern, &mut finder, &replacement, count.unwrap_or(0));
    finder.finish(py, pattern, result)
}

fn replacement(py: &mut Py, pattern: &Value, repl: &Value) -> PyResult<Replacement> {
    if repl.type_().slots.call.get().is_some() {
        return Ok(Replacement::Function(repl.clone()));
    }
    if is_literal(py, repl)? {
        return Ok(Replacement::Literal(repl.clone()));
    }
    let compiled = template::compile(py, pattern, repl)?;
    let literal = compiled.exact::<Template>().and_then(Template::only_literal).cloned();
    Ok(literal.map_or(Replacement::Template(compiled), Replacement::Literal))
}

/// Whether a replacement stands for itself: a text without a backslash.
fn is_literal(py: &mut Py, repl: &Value) -> PyResult<bool> {
    let subject = match Subject::of(py, repl) {
        Ok(subject) => subject,
        Err(raised) => {
            py.discard(raised);
            return Ok(false);
        }
    };
    let is_literal = !taipan_strings::contains(subject.units(py), Units::Ascii(b"\\"));
    subject.give_back(py);
    Ok(is_literal)
}

fn replace_all(
    py: &mut Py,
    this: Borrowed<'_>,
    pattern: &Pattern,
    finder: &mut Finder,
    replacement: &Replacement,
    limit: isize,
) -> PyResult<(Value, usize)> {
    let mut parts: Vec<Value> = Vec::new();
    let (mut last, mut count) = (0, 0_usize);
    while (limit == 0 || (count as isize) < limit) && finder.advance(py, pattern, Mode::Search)? {
        let (start, end) = finder.machine.span();
        parts.try_reserve(2)?;
        if last < start {
            parts.push(finder.subject.part(py, last, start)?);
        }
        let item = match replacement {
            Replacement::Literal(literal) => literal.clone(),
            Replacement::Template(template) => {
                let found = finder.match_(py, this, pattern.groups)?;
                match found.get::<Match>() {
                    Some(found) => template::expand(py, template, found)?,
                    None => found,
                }
            }
            Replacement::Function(function) => {
                let found = finder.match_(py, this, pattern.groups)?;
                py.call(function, &[&found])?
            }
        };
        if !is_none(&item) {
            parts.push(item);
        }
        last = end;
        count += 1;
    }
    if last < finder.endpos {
        parts.try_reserve(1)?;
        parts.push(finder.subject.part(py, last, finder.endpos)?);
    }
    let joiner = finder.subject.part(py, 0, 0)?;
    let result = if parts.is_empty() { joiner } else { calls::join(py, &joiner, parts)? };
    Ok((result, count))
}
