//! Exception groups: taking them apart, and what `except*` does with them.

use std::collections::HashSet;

use super::generated as types;
use super::matching::set_cause;
use super::payload::{BaseException, Group};
use super::raise::type_error;
use crate::protocol::iterate::is_sequence;
use crate::py::{Py, PyResult};
use crate::types::list::List;
use crate::types::singletons::{is_none, none};
use crate::types::tuple::Tuple;
use crate::value::Value;

/// Which exceptions of a group are wanted.
#[derive(Clone, Copy)]
pub enum Matcher<'a> {
    /// Those of a type, or of one of a tuple of types.
    Type(&'a Value),
    /// Those for which a function returns something true.
    Predicate(&'a Value),
    /// Those whose words are here; groups never.
    Leaves(&'a HashSet<usize>),
}

/// A group taken apart; `None` for what there is not.
#[derive(Default)]
pub struct Split {
    /// What matches.
    pub matching: Option<Value>,
    /// What does not.
    pub rest: Option<Value>,
}

/// The exceptions of a group.
pub fn exceptions(py: &Py, group: &Value) -> Option<Value> {
    group.get::<Group>().and_then(|group| group.exceptions.get(py).clone())
}

impl Matcher<'_> {
    fn matches(self, py: &mut Py, exception: &Value) -> PyResult<bool> {
        match self {
            Self::Type(target) => Ok(py.is_instance_of_any(exception, target)),
            Self::Predicate(function) => {
                let answer = py.call(function, &[exception])?;
                py.is_true(&answer)
            }
            Self::Leaves(words) => {
                Ok(exception.get::<Group>().is_none() && words.contains(&exception.word()))
            }
        }
    }
}

/// Takes an exception apart: as a whole where it matches, or, if it is a group, each of its exceptions. The groups that are
/// left of groups have their texts and circumstances. What does not match is collected only if it is wanted.
pub fn split(py: &mut Py, exception: &Value, matcher: Matcher<'_>, want_rest: bool) -> PyResult<Split> {
    if matcher.matches(py, exception)? {
        return Ok(Split { matching: Some(exception.clone()), rest: None });
    }
    let Some(nested) = exceptions(py, exception) else {
        return Ok(Split { matching: None, rest: want_rest.then(|| exception.clone()) });
    };
    let nested = nested.get::<Tuple>().map_or(&[][..], Tuple::items);
    let (mut matching, mut rest) = (Vec::new(), Vec::new());
    for exception in nested {
        py.check_stack("in exceptiongroup_split_recursive")?;
        let parts = split(py, exception, matcher, want_rest)?;
        matching.try_reserve(1)?;
        rest.try_reserve(1)?;
        matching.extend(parts.matching);
        rest.extend(parts.rest);
    }
    Ok(Split { matching: subset(py, exception, matching)?, rest: subset(py, exception, rest)? })
}

/// A group like another, of some of its exceptions.
fn subset(py: &mut Py, group: &Value, exceptions: Vec<Value>) -> PyResult<Option<Value>> {
    if exceptions.is_empty() {
        return Ok(None);
    }
    let exceptions = py.list(exceptions)?;
    let derive = py.heap().intern("derive")?;
    let derived = py.call_method(group, &derive, &[&exceptions])?;
    let (Some(new), Some(old)) = (derived.get::<Group>(), group.get::<Group>()) else {
        return Err(type_error(py, format_args!("derive must return an instance of BaseExceptionGroup")));
    };
    let (traceback, context, cause) = {
        let state = old.base.state.get(py);
        (state.traceback.clone(), state.context.clone(), state.cause.clone())
    };
    let mut state = new.base.state.get_mut(py);
    let old_traceback =
        if traceback.is_some() { std::mem::replace(&mut state.traceback, traceback) } else { None };
    let old_context = std::mem::replace(&mut state.context, context);
    drop(state);
    drop((old_traceback, old_context));
    set_cause(py, &derived, cause);
    copy_notes(py, group, &derived)?;
    Ok(Some(derived))
}

fn copy_notes(py: &mut Py, from: &Value, to: &Value) -> PyResult<()> {
    let name = py.heap().intern("__notes__")?;
    let Some(notes) = py.find_attribute(from, &name)? else { return Ok(()) };
    // Anything can have been assigned; what is no sequence is not copied.
    if is_sequence(&notes) {
        let notes = py.collect(&notes)?;
        let notes = py.list(notes)?;
        py.set_attribute(to, &name, &notes)?;
    }
    Ok(())
}

impl Py {
    /// A `BaseExceptionGroup` or `ExceptionGroup` of exceptions.
    pub fn exception_group(&mut self, message: &str, exceptions: Vec<Value>) -> PyResult<Value> {
        let exceptions = self.list(exceptions)?;
        self.group_of(message, &exceptions)
    }

    fn group_of(&mut self, message: &str, exceptions: &Value) -> PyResult<Value> {
        let message = self.str(message)?;
        self.call(&types::BASE_EXCEPTION_GROUP.to_value(), &[&message, exceptions])
    }

    /// What an `except*` clause with a type, or a tuple of types, catches of an exception, and what it leaves. An exception
    /// outside of a group is caught in one, whose traceback the caller sets.
    pub fn exception_group_match(&mut self, exception: &Value, target: &Value) -> PyResult<Split> {
        if is_none(exception) {
            return Ok(Split::default());
        }
        self.check_star_target(target)?;
        if self.is_instance_of_any(exception, target) {
            let caught = match exception.get::<Group>() {
                Some(_) => exception.clone(),
                None => {
                    let only = self.tuple([exception.clone()])?;
                    self.group_of("", &only)?
                }
            };
            return Ok(Split { matching: Some(caught), rest: None });
        }
        if exception.get::<Group>().is_none() {
            return Ok(Split { matching: None, rest: Some(exception.clone()) });
        }
        let name = self.heap().intern("split")?;
        let pair = self.call_method(exception, &name, &[target])?;
        let class = exception.type_().name();
        let Some(items) = pair.get::<Tuple>().map(Tuple::items) else {
            return Err(type_error(
                self,
                format_args!("{class}.split must return a tuple, not {}", pair.type_().name()),
            ));
        };
        // More than two are allowed, for groups that were written when that was not checked.
        let [matching, rest, ..] = items else {
            return Err(type_error(
                self,
                format_args!("{class}.split must return a 2-tuple, got tuple of size {}", items.len()),
            ));
        };
        let some = |value: &Value| (!is_none(value)).then(|| value.clone());
        Ok(Split { matching: some(matching), rest: some(rest) })
    }

    /// What is raised at the end of a `try` with `except*` clauses: the exceptions that the clauses raised, and those of
    /// the original one that they raised again or left, which keep their places in it. `None` if nothing is left.
    pub fn prepare_star_reraise(&mut self, original: &Value, exceptions: &Value) -> PyResult<Value> {
        let exceptions = match exceptions.get::<List>() {
            Some(list) => list.items.get(self).clone(),
            None => return Ok(none()),
        };
        if original.get::<Group>().is_none() {
            // A single exception: there is at most one clause that caught it.
            return Ok(exceptions.first().cloned().unwrap_or_else(none));
        }
        let (mut new, mut again) = (Vec::new(), Vec::new());
        for exception in exceptions.into_iter().filter(|exception| !is_none(exception)) {
            if same_circumstances(self, &exception, original) {
                again.push(exception);
            } else {
                new.push(exception);
            }
        }
        let mut leaves = HashSet::new();
        for exception in &again {
            collect_leaves(self, exception, &mut leaves)?;
        }
        new.extend(split(self, original, Matcher::Leaves(&leaves), false)?.matching);
        match new.len() {
            0 => Ok(none()),
            1 => Ok(new.pop().unwrap_or_else(none)),
            _ => self.exception_group("", new),
        }
    }
}

/// Whether two exceptions were raised in the same circumstances: parts of a group that was only taken apart were.
fn same_circumstances(py: &Py, one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (one.get::<BaseException>(), other.get::<BaseException>()) else {
        return false;
    };
    let (one, other) = (one.state.get(py), other.state.get(py));
    let same = |one: &Option<Value>, other: &Option<Value>| match (one, other) {
        (Some(one), Some(other)) => one.is(other),
        (one, other) => one.is_none() && other.is_none(),
    };
    same(&one.traceback, &other.traceback)
        && same(&one.cause, &other.cause)
        && same(&one.context, &other.context)
}

fn collect_leaves(py: &mut Py, exception: &Value, leaves: &mut HashSet<usize>) -> PyResult<()> {
    let Some(nested) = exceptions(py, exception) else {
        leaves.insert(exception.word());
        return Ok(());
    };
    py.check_stack("in collect_exception_group_leaf_ids")?;
    for exception in nested.get::<Tuple>().map_or(&[][..], Tuple::items) {
        collect_leaves(py, exception, leaves)?;
    }
    Ok(())
}
