//! Binding of arguments that fit, as those of calls in programs do: none is too many, and the function knows what to do with each
//! name. They go from where the caller has them straight to their places. Everything else is [`super::bind`]'s.

use taipan_bytecode::flags;
use taipan_object::types::dict::Dict;
use taipan_object::types::str_::{Str, is_interned};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, StackRef, Value};

use super::Function;
use super::bind::{clear, given_twice, last_of, missing, same_text};
use crate::code::Code;
use crate::unwind::drop_slots;

/// The most keywords of a call that are dealt with here.
const KEYWORDS: usize = 16;
/// The place of a keyword that is for `**kwargs`.
const EXTRA: u8 = u8::MAX;

/// Makes locals of arguments, as [`super::bind::bind`] does. False: they do not fit, and nothing has changed.
///
/// # Safety
/// As for [`super::bind::bind`]; `names` has as many strings as there are slots behind the positional ones, and there is room for
/// as many slots behind both locals and arguments.
pub(super) unsafe fn fit(
    py: &mut Py,
    function: &Function,
    code: &Code,
    locals: *mut StackRef,
    positional: usize,
    names: &[Value],
) -> PyResult<bool> {
    let parameters = code.arguments + code.keyword_only;
    let (has_rest, has_extra) = (code.has(flags::VARARGS), code.has(flags::VARKEYWORDS));
    let in_place = positional.min(code.arguments);
    if positional > in_place && !has_rest
        || names.len() > KEYWORDS
        || parameters >= usize::from(EXTRA)
        || !has_plain_defaults(py, function, code)
    {
        return Ok(false);
    }
    let mut places = [0_u8; KEYWORDS];
    let mut extras = 0;
    for (place, name) in places.iter_mut().zip(names) {
        match find(code, name) {
            Found::Parameter(index) if index >= in_place => *place = index as u8,
            Found::Nothing if has_extra => (*place, extras) = (EXTRA, extras + 1),
            _ => return Ok(false),
        }
    }
    let count = positional + names.len();
    // SAFETY: the caller's promise: each slot is taken once, and there is room for what is laid aside.
    unsafe {
        let rest = match has_rest {
            true => match py.heap().tuple_of_slots(locals.add(in_place), positional - in_place) {
                Ok(rest) => StackRef::owned(rest),
                Err(raised) => return Err(fail(locals, count, raised)),
            },
            false => StackRef::NULL,
        };
        // Where keywords lie other locals may be: they are laid aside.
        let aside = locals.add(code.locals.max(count));
        for index in 0..names.len() {
            aside.add(index).write(locals.add(positional + index).read());
        }
        for index in 0..in_place {
            let slot = locals.add(index);
            slot.write(slot.read().promote());
        }
        clear(locals, in_place, code.locals);
        if has_rest {
            locals.add(parameters).write(rest);
        }
        if has_extra {
            match extra_keywords(py, aside, names, &places, extras) {
                Ok(extra) => locals.add(parameters + usize::from(has_rest)).write(StackRef::owned(extra)),
                Err(raised) => {
                    close(aside, 0, names.len());
                    return Err(fail(locals, code.locals, raised));
                }
            }
        }
        for (index, name) in names.iter().enumerate() {
            let place = places[index];
            if place == EXTRA {
                continue;
            }
            let (value, local) = (aside.add(index).read(), locals.add(usize::from(place)));
            if !local.read().is_null() {
                // Only code made by hand has a name twice.
                let raised = given_twice(py, function, name);
                close(aside, index, names.len());
                return Err(fail(locals, code.locals, raised));
            }
            local.write(value.promote());
        }
        if in_place + names.len() - extras < parameters {
            fill_missing(py, function, code, locals, in_place)?;
        }
    }
    Ok(true)
}

/// Makes locals of an object for self, which may be null, and what stands behind the stars of a call: the items of a tuple and
/// those of a dict. False: they do not fit, and nothing has changed. `passed_on` says that nobody else has the dict, so that it
/// may become the callee's.
///
/// # Safety
/// There is room for all locals; the slot owns, and is taken over unless the result is false. The function is alive.
pub(super) unsafe fn fit_spread(
    py: &mut Py,
    function: &Function,
    locals: *mut StackRef,
    this: StackRef,
    items: &[Value],
    (keywords, passed_on): (Option<&Value>, bool),
) -> PyResult<bool> {
    // SAFETY: the caller's promise.
    unsafe {
        let code = function.code();
        let parameters = code.arguments + code.keyword_only;
        let (has_rest, has_extra) = (code.has(flags::VARARGS), code.has(flags::VARKEYWORDS));
        let given = usize::from(!this.is_null());
        if given + items.len() > code.arguments && !has_rest
            || given > code.arguments
            || !has_plain_defaults(py, function, code)
        {
            return Ok(false);
        }
        let (in_place, rest) = items.split_at(items.len().min(code.arguments - given));
        clear(locals, 0, code.locals);
        let first = locals.add(given);
        for (index, item) in in_place.iter().enumerate() {
            first.add(index).write(StackRef::owned(item.clone()));
        }
        let dict = keywords.and_then(|it| it.exact::<Dict>()).filter(|dict| !dict.is_empty(py));
        let (mut named, mut extras) = (0, 0);
        if let Some(dict) = dict {
            let fits = dict.texts(py).is_some_and(|mut texts| {
                texts.all(|(name, value)| match find(code, name) {
                    Found::Parameter(index) if index < given || !locals.add(index).read().is_null() => false,
                    Found::Parameter(index) => {
                        locals.add(index).write(StackRef::owned(value.clone()));
                        named += 1;
                        true
                    }
                    Found::Nothing if has_extra => {
                        extras += 1;
                        true
                    }
                    _ => false,
                })
            });
            if !fits {
                close(locals, given, code.locals);
                return Ok(false);
            }
        }
        if given != 0 {
            locals.write(this);
        }
        let add = |index: usize, made: PyResult<Value>| match made {
            Ok(value) => {
                locals.add(index).write(StackRef::owned(value));
                Ok(())
            }
            Err(raised) => Err(fail(locals, code.locals, raised)),
        };
        if has_rest {
            let rest = py.heap().tuple(rest.iter().cloned());
            add(parameters, rest)?;
        }
        if has_extra {
            let extra = match (keywords, dict) {
                (Some(keywords), Some(_)) if named == 0 && passed_on => Ok(keywords.clone()),
                (_, Some(dict)) if named == 0 => dict.copy(py),
                (_, Some(dict)) => extra_items(py, code, dict, extras),
                _ => py.dict(),
            };
            add(parameters + usize::from(has_rest), extra)?;
        }
        if given + in_place.len() + named < parameters {
            fill_missing(py, function, code, locals, given + in_place.len())?;
        }
    }
    Ok(true)
}

/// What a function has for a name.
enum Found {
    Parameter(usize),
    Nothing,
    /// It takes Python to tell.
    Unknown,
}

/// Finds the parameter that a name is for. Names in programs are interned, and so is that of a parameter, so that identity tells.
#[inline(always)]
fn find(code: &Code, name: &Value) -> Found {
    let first = code.tables.positional_only;
    let named = code.local_names.get(first..code.arguments + code.keyword_only).unwrap_or_default();
    for (index, own) in named.iter().enumerate() {
        if own.is(name) {
            return Found::Parameter(first + index);
        }
    }
    if is_interned(name) { Found::Nothing } else { find_by_text(named, first, name) }
}

#[cold]
#[inline(never)]
fn find_by_text(named: &[Value], first: usize, name: &Value) -> Found {
    if name.exact::<Str>().is_none() {
        return Found::Unknown;
    }
    match named.iter().position(|own| same_text(own, name)) {
        Some(index) => Found::Parameter(first + index),
        None => Found::Nothing,
    }
}

/// Whether looking up the default of a keyword-only parameter takes no Python.
#[inline(always)]
fn has_plain_defaults(py: &Py, function: &Function, code: &Code) -> bool {
    if code.keyword_only == 0 {
        return true;
    }
    // SAFETY: no borrow of the function's state exists.
    let state = unsafe { function.state.peek() };
    match &state.keyword_defaults {
        Some(defaults) => defaults.exact::<Dict>().is_some_and(|dict| dict.is_text(py)),
        None => true,
    }
}

/// A dict of the keywords that no parameter takes, whose values are taken out of their slots.
///
/// # Safety
/// There is a slot for each name.
unsafe fn extra_keywords(
    py: &mut Py,
    slots: *mut StackRef,
    names: &[Value],
    places: &[u8; KEYWORDS],
    count: usize,
) -> PyResult<Value> {
    let made = if count == 0 { py.dict()? } else { py.heap().dict_with_capacity(count, true)? };
    if count != 0
        && let Some(dict) = made.exact::<Dict>()
    {
        for (index, name) in names.iter().enumerate().filter(|(index, _)| places[*index] == EXTRA) {
            // SAFETY: the caller's promise.
            let value = unsafe { slots.add(index).replace(StackRef::NULL).promote().take() };
            drop(dict.set_str(py, name, value)?);
        }
    }
    Ok(made)
}

/// A dict of the items of another that no parameter takes.
fn extra_items(py: &mut Py, code: &Code, dict: &Dict, count: usize) -> PyResult<Value> {
    let made = if count == 0 { py.dict()? } else { py.heap().dict_with_capacity(count, true)? };
    let mut position = 0;
    while let Some((name, value, next)) = dict.next(py, position) {
        position = next;
        if let (Found::Nothing, Some(made)) = (find(code, &name), made.exact::<Dict>()) {
            drop(made.set_str(py, &name, value)?);
        }
    }
    Ok(made)
}

/// Puts defaults into the places of parameters without an argument, none of which is before `from`. Fails where there is none:
/// then the locals are gone.
///
/// # Safety
/// The locals are there; those behind the parameters hold nothing that is not owned.
unsafe fn fill_missing(
    py: &mut Py,
    function: &Function,
    code: &Code,
    locals: *mut StackRef,
    from: usize,
) -> PyResult<()> {
    // SAFETY: the caller's promise; no borrow of the function's state exists.
    unsafe {
        let state = function.state.peek();
        let defaults =
            state.defaults.as_ref().and_then(|it| it.exact::<Tuple>()).map_or(&[][..], Tuple::items);
        let defaults = last_of(defaults, code.arguments);
        let first = code.arguments - defaults.len();
        let mut complete = true;
        for index in from..code.arguments {
            if !locals.add(index).read().is_null() {
                continue;
            }
            match index.checked_sub(first).and_then(|at| defaults.get(at)) {
                Some(value) => locals.add(index).write(StackRef::owned(value.clone())),
                None => complete = false,
            }
        }
        let dict = state.keyword_defaults.as_ref().and_then(|it| it.exact::<Dict>());
        for index in code.arguments..code.arguments + code.keyword_only {
            if !locals.add(index).read().is_null() {
                continue;
            }
            let name = code.local_names.get(index);
            match dict.and_then(|dict| dict.get_str(py, name?)) {
                Some(value) => locals.add(index).write(StackRef::owned(value.to_value())),
                None => complete = false,
            }
        }
        if complete { Ok(()) } else { Err(lacking(py, function, code, locals, first)) }
    }
}

/// The error for parameters without argument. The locals go.
///
/// # Safety
/// As for [`fill_missing`].
#[cold]
#[inline(never)]
unsafe fn lacking(
    py: &mut Py,
    function: &Function,
    code: &Code,
    locals: *mut StackRef,
    first_default: usize,
) -> Raised {
    // SAFETY: the caller's promise.
    unsafe {
        let lacks = |index: usize| locals.add(index).read().is_null();
        let raised = if (0..first_default).any(lacks) {
            missing(py, function, code, lacks, 0..first_default, "positional")
        } else {
            let range = code.arguments..code.arguments + code.keyword_only;
            missing(py, function, code, lacks, range, "keyword-only")
        };
        fail(locals, code.locals, raised)
    }
}

/// Drops slots that nobody will use, the first first.
///
/// # Safety
/// They are there, and owned or null or borrowed.
#[cold]
#[inline(never)]
unsafe fn close(slots: *mut StackRef, from: usize, to: usize) {
    for index in from..to {
        // SAFETY: the caller's promise.
        unsafe { slots.add(index).replace(StackRef::NULL).close() };
    }
}

/// Drops locals before an exception goes on its way, the last first.
///
/// # Safety
/// As for [`close`].
#[cold]
unsafe fn fail(locals: *mut StackRef, count: usize, raised: Raised) -> Raised {
    // SAFETY: the caller's promise.
    unsafe { drop_slots(locals.add(count), locals) };
    raised
}

/// The items of a tuple of names, if there is one.
#[inline(always)]
pub(super) fn names_of(names: Option<Borrowed<'_>>) -> &[Value] {
    names.and_then(Borrowed::exact::<Tuple>).map_or(&[][..], Tuple::items)
}
