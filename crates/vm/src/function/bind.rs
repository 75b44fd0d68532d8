//! From the arguments of a call to the locals of a frame, with CPython's errors.
//!
//! The arguments lie where the locals will be: positional ones first, then the values of keywords. What is in place stays;
//! everything else is taken out and put where it belongs.

use taipan_bytecode::flags;
use taipan_object::types::dict::Dict;
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, StackRef, Value, exception as exc};

use super::Function;
use super::fit::{fit, fit_spread, names_of};
use crate::code::Code;
use crate::unwind::drop_slots;

/// Makes locals of arguments: `positional` slots from `locals` on, and after them one for each name. Owned slots are taken
/// over, whether it succeeds or not; afterwards all locals are initialised.
///
/// # Safety
/// The slots are there and in nobody else's use; there is room for all locals, and behind locals and arguments for as many slots
/// as there are names. The function is alive.
#[inline]
pub(crate) unsafe fn bind(
    py: &mut Py,
    function: &Function,
    locals: *mut StackRef,
    positional: usize,
    names: Option<Borrowed<'_>>,
) -> PyResult<()> {
    // SAFETY: the caller's promise.
    unsafe {
        let code = function.code();
        if names.is_none() && code.simple && positional == code.arguments {
            for index in 0..positional {
                let slot = locals.add(index);
                slot.write(slot.read().promote());
            }
            clear(locals, positional, code.locals);
            return Ok(());
        }
        bind_names(py, function, locals, positional, names_of(names))
    }
}

/// The same for any function.
///
/// # Safety
/// As for [`bind`].
#[inline(never)]
pub(crate) unsafe fn bind_names(
    py: &mut Py,
    function: &Function,
    locals: *mut StackRef,
    positional: usize,
    names: &[Value],
) -> PyResult<()> {
    // SAFETY: the caller's promise.
    unsafe {
        let code = function.code();
        if fit(py, function, code, locals, positional, names)? {
            return Ok(());
        }
        // Each of the arguments is taken once.
        let mut args: Vec<Value> =
            (0..positional + names.len()).map(|index| locals.add(index).read().take()).collect();
        let keywords = args.split_off(positional);
        bind_values(py, function, locals, args, names, keywords)
    }
}

/// The same for a function that makes a tuple of what its parameters do not take ([`Code::gathers`]) and, perhaps, a dict that is
/// empty: there is an argument for each of the parameters.
///
/// # Safety
/// As for [`bind`].
#[inline(never)]
pub(crate) unsafe fn gather(py: &mut Py, code: &Code, locals: *mut StackRef, total: usize) -> PyResult<()> {
    // SAFETY: the caller's promise.
    unsafe {
        let place = locals.add(code.arguments);
        let rest = match py.heap().tuple_of_slots(place, total - code.arguments) {
            Ok(rest) => rest,
            Err(raised) => {
                drop_slots(locals.add(total), locals);
                return Err(raised);
            }
        };
        for index in 0..code.arguments {
            let slot = locals.add(index);
            slot.write(slot.read().promote());
        }
        place.write(StackRef::owned(rest));
        clear(locals, code.arguments + 1, code.locals);
        if code.has(flags::VARKEYWORDS) {
            match py.dict() {
                Ok(extra) => place.add(1).write(StackRef::owned(extra)),
                Err(raised) => {
                    drop_slots(place.add(1), locals);
                    return Err(raised);
                }
            }
        }
    }
    Ok(())
}

/// Makes locals of an object for self, which may be null, and what stands behind the stars of a call: a tuple and a dict, or null.
///
/// # Safety
/// There is room for all locals. The slots are not null but where that is said, and what they hold is alive; `this` owns, and is
/// taken over, whether it succeeds or not. The function is alive.
#[inline(never)]
pub(crate) unsafe fn bind_spread(
    py: &mut Py,
    function: &Function,
    locals: *mut StackRef,
    this: StackRef,
    args: StackRef,
    keywords: StackRef,
) -> PyResult<()> {
    // SAFETY: the caller's promise.
    unsafe {
        let items = args.exact::<Tuple>().map_or(&[][..], Tuple::items);
        let mapping = keywords.try_get();
        let mapping = mapping.as_deref();
        let passed_on =
            !keywords.is_borrow() && mapping.is_some_and(|mapping| mapping.reference_count() == Some(1));
        if fit_spread(py, function, locals, this, items, (mapping, passed_on))? {
            return Ok(());
        }
        let mut values = Vec::new();
        let dict = mapping.and_then(|mapping| mapping.exact::<Dict>());
        let named = dict.map_or_else(Vec::new, |dict| dict.items(py));
        let reserved = values.try_reserve_exact(items.len() + 1);
        if !this.is_null() {
            values.push(this.take());
        }
        reserved?;
        if named.iter().any(|(name, _)| !name.is_str()) {
            return Err(exc::type_error(py, format_args!("keywords must be strings")));
        }
        values.extend(items.iter().cloned());
        let (names, keywords): (Vec<Value>, Vec<Value>) = named.into_iter().unzip();
        bind_values(py, function, locals, values, &names, keywords)
    }
}

/// Whether a function without keyword-only parameters and the like has defaults for those behind the first `total`.
///
/// # Safety
/// No borrow of the function's state exists.
#[inline(always)]
pub(crate) unsafe fn has_defaults(function: &Function, code: &Code, total: usize) -> bool {
    // SAFETY: the caller's promise.
    let defaults = unsafe { function.state.peek() }.defaults.as_ref().and_then(|it| it.exact::<Tuple>());
    total < code.arguments && total + defaults.map_or(0, Tuple::len) >= code.arguments
}

/// Appends the defaults of a function without keyword-only parameters and the like to `total` arguments in their places. False:
/// they do not fit, and nothing has changed.
///
/// # Safety
/// There is room for all locals; no borrow of the function's state exists.
#[inline]
pub(crate) unsafe fn add_defaults(
    function: &Function,
    code: &Code,
    locals: *mut StackRef,
    total: usize,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let state = function.state.peek();
        let Some(defaults) = state.defaults.as_ref().and_then(|it| it.exact::<Tuple>()) else { return false };
        let defaults = defaults.items();
        let Some(missing) = code.arguments.checked_sub(total) else { return false };
        let Some(first) = defaults.len().checked_sub(missing) else { return false };
        for (index, value) in defaults[first..].iter().enumerate() {
            locals.add(total + index).write(StackRef::owned(value.clone()));
        }
        true
    }
}

/// Makes slots from `from` to `to` empty.
///
/// # Safety
/// The slots are there, and what they held is not needed.
#[inline(always)]
pub(crate) unsafe fn clear(locals: *mut StackRef, from: usize, to: usize) {
    for index in from..to {
        // SAFETY: the caller's promise. The optimiser would call `memset` for the few that there are.
        unsafe { locals.add(index).write_volatile(StackRef::NULL) };
    }
}

/// Makes locals of any arguments, with whatever is wrong about them.
///
/// # Safety
/// There is room for all locals.
#[cold]
#[inline(never)]
unsafe fn bind_values(
    py: &mut Py,
    function: &Function,
    locals: *mut StackRef,
    args: Vec<Value>,
    names: &[Value],
    keywords: Vec<Value>,
) -> PyResult<()> {
    // SAFETY: the function is alive.
    let code = unsafe { function.code() };
    let mut places: Vec<Option<Value>> = Vec::new();
    let result = fill(py, function, code, &mut places, args, names, keywords);
    // SAFETY: there is room for all locals.
    unsafe { clear(locals, 0, code.locals) };
    if let Err(raised) = result {
        // As locals die: the last first.
        while places.pop().is_some() {}
        return Err(raised);
    }
    for (index, value) in places.into_iter().enumerate() {
        if let Some(value) = value {
            // SAFETY: there are no more parameters than locals.
            unsafe { locals.add(index).write(StackRef::owned(value)) };
        }
    }
    Ok(())
}

/// Puts each argument into its place.
fn fill(
    py: &mut Py,
    function: &Function,
    code: &Code,
    places: &mut Vec<Option<Value>>,
    mut args: Vec<Value>,
    names: &[Value],
    keywords: Vec<Value>,
) -> PyResult<()> {
    let parameters = code.arguments + code.keyword_only;
    let (has_rest, has_keywords) = (code.has(flags::VARARGS), code.has(flags::VARKEYWORDS));
    places.resize_with(parameters + usize::from(has_rest) + usize::from(has_keywords), || None);
    let given = args.len();
    let rest = if given > code.arguments { args.split_off(code.arguments) } else { Vec::new() };
    for (place, value) in places.iter_mut().zip(args) {
        *place = Some(value);
    }
    match places.get_mut(parameters) {
        Some(place) if has_rest => *place = Some(py.tuple(rest)?),
        _ => drop(rest),
    }
    let extra = if has_keywords { Some(py.dict()?) } else { None };
    if let (Some(place), true) = (places.last_mut(), has_keywords) {
        place.clone_from(&extra);
    }
    for (name, value) in names.iter().zip(keywords) {
        take_keyword(py, function, code, places, extra.as_ref(), name, value, names)?;
    }
    if given > code.arguments && !has_rest {
        return Err(too_many(py, function, code, places, given));
    }
    fill_defaults(py, function, code, places, given)
}

/// Whether two names have the same text.
pub(super) fn same_text(a: &Value, b: &Value) -> bool {
    matches!((a.get::<Str>(), b.get::<Str>()), (Some(a), Some(b)) if a.equals(b))
}

/// The place of a parameter by name. A name that is not exactly a string is asked whether it is equal.
fn find(py: &mut Py, code: &Code, name: &Value) -> PyResult<Option<usize>> {
    let from = code.tables.positional_only;
    let parameters = code.arguments + code.keyword_only;
    let Some(candidates) = code.local_names.get(from..parameters) else { return Ok(None) };
    if let Some(index) = candidates.iter().position(|candidate| candidate.is(name)) {
        return Ok(Some(index + from));
    }
    for (index, candidate) in candidates.iter().enumerate() {
        let same = match name.exact::<Str>() {
            Some(_) => same_text(candidate, name),
            None => py.equal(name, candidate)?,
        };
        if same {
            return Ok(Some(index + from));
        }
    }
    Ok(None)
}

#[expect(clippy::too_many_arguments, reason = "the parts of one binding")]
fn take_keyword(
    py: &mut Py,
    function: &Function,
    code: &Code,
    places: &mut [Option<Value>],
    extra: Option<&Value>,
    name: &Value,
    value: Value,
    names: &[Value],
) -> PyResult<()> {
    if !name.is_str() {
        let shown = function.state.get(py).qualified_name();
        return Err(exc::type_error(py, format_args!("{shown}() keywords must be strings")));
    }
    match find(py, code, name)? {
        Some(index) => {
            let Some(place) = places.get_mut(index) else { return Ok(()) };
            if place.is_some() {
                return Err(given_twice(py, function, name));
            }
            *place = Some(value);
            Ok(())
        }
        None => match extra.and_then(|extra| extra.get::<Dict>()) {
            Some(extra) => extra.set(py, name, value),
            None => Err(unexpected(py, function, code, name, names)),
        },
    }
}

/// The error for a second argument for a parameter.
#[cold]
pub(super) fn given_twice(py: &Py, function: &Function, name: &Value) -> Raised {
    let shown = function.state.get(py).qualified_name();
    exc::type_error(py, format_args!("{shown}() got multiple values for argument '{name}'"))
}

#[cold]
fn unexpected(py: &mut Py, function: &Function, code: &Code, name: &Value, names: &[Value]) -> Raised {
    let shown = function.state.get(py).qualified_name();
    let only = code.local_names.get(..code.tables.positional_only).unwrap_or_default();
    let taken: Vec<String> = only
        .iter()
        .filter(|own| names.iter().any(|name| same_text(own, name)))
        .map(ToString::to_string)
        .collect();
    if !taken.is_empty() {
        return exc::type_error(
            py,
            format_args!(
                "{shown}() got some positional-only arguments passed as keyword arguments: '{}'",
                taken.join(", ")
            ),
        );
    }
    let candidates: Vec<String> = code
        .local_names
        .iter()
        .take(code.arguments + code.keyword_only)
        .skip(only.len())
        .map(ToString::to_string)
        .collect();
    let suggestion =
        py.interpreter().hooks().suggest.and_then(|suggest| suggest(&candidates, &name.to_string()));
    match suggestion {
        Some(suggestion) => exc::type_error(
            py,
            format_args!(
                "{shown}() got an unexpected keyword argument '{name}'. Did you mean '{suggestion}'?"
            ),
        ),
        None => exc::type_error(py, format_args!("{shown}() got an unexpected keyword argument '{name}'")),
    }
}

#[cold]
fn too_many(py: &mut Py, function: &Function, code: &Code, places: &[Option<Value>], given: usize) -> Raised {
    let state = function.state.get(py);
    let shown = state.qualified_name();
    let defaults = state.defaults.as_ref().and_then(|it| it.get::<Tuple>()).map_or(0, Tuple::len);
    drop(state);
    let keyword_only =
        places.iter().skip(code.arguments).take(code.keyword_only).filter(|place| place.is_some()).count();
    let (plural, signature) = if defaults > 0 {
        // There may be more defaults than parameters: then the least is below zero.
        (true, format!("from {} to {}", code.arguments as isize - defaults as isize, code.arguments))
    } else {
        (code.arguments != 1, code.arguments.to_string())
    };
    let keywords = if keyword_only > 0 {
        let s = |count: usize| if count == 1 { "" } else { "s" };
        format!(
            " positional argument{} (and {keyword_only} keyword-only argument{})",
            s(given),
            s(keyword_only)
        )
    } else {
        String::new()
    };
    let verb = if given == 1 && keyword_only == 0 { "was" } else { "were" };
    exc::type_error(
        py,
        format_args!(
            "{shown}() takes {signature} positional argument{} but {given}{keywords} {verb} given",
            if plural { "s" } else { "" }
        ),
    )
}

/// Of more defaults than parameters the last ones count.
pub(super) fn last_of(defaults: &[Value], parameters: usize) -> &[Value] {
    &defaults[defaults.len().saturating_sub(parameters)..]
}

/// Fills places without an argument from the defaults.
fn fill_defaults(
    py: &mut Py,
    function: &Function,
    code: &Code,
    places: &mut [Option<Value>],
    given: usize,
) -> PyResult<()> {
    if given < code.arguments {
        let defaults = function.state.get(py).defaults.clone();
        let defaults = defaults.as_ref().and_then(|it| it.get::<Tuple>()).map_or(&[][..], Tuple::items);
        let defaults = last_of(defaults, code.arguments);
        let first = code.arguments - defaults.len();
        if places.iter().take(first).skip(given).any(Option::is_none) {
            return Err(missing(py, function, code, lacks(places), 0..first, "positional"));
        }
        for (place, value) in places.iter_mut().take(code.arguments).skip(first).zip(defaults) {
            if place.is_none() {
                *place = Some(value.clone());
            }
        }
    }
    if code.keyword_only > 0 {
        let range = code.arguments..code.arguments + code.keyword_only;
        let defaults = function.state.get(py).keyword_defaults.clone();
        for index in range.clone() {
            if places.get(index).is_none_or(Option::is_some) {
                continue;
            }
            if let Some(dict) = defaults.as_ref().and_then(|it| it.get::<Dict>())
                && let Some(name) = code.local_names.get(index)
            {
                places[index] = dict.get(py, name)?;
            }
        }
        if places.get(range.clone()).is_some_and(|places| places.iter().any(Option::is_none)) {
            return Err(missing(py, function, code, lacks(places), range, "keyword-only"));
        }
    }
    Ok(())
}

/// Whether there is nothing in a place.
fn lacks(places: &[Option<Value>]) -> impl Fn(usize) -> bool {
    move |index| places.get(index).is_some_and(Option::is_none)
}

/// The error for parameters without argument.
#[cold]
pub(super) fn missing(
    py: &mut Py,
    function: &Function,
    code: &Code,
    lacks: impl Fn(usize) -> bool,
    range: std::ops::Range<usize>,
    kind: &str,
) -> Raised {
    let shown = function.state.get(py).qualified_name();
    let names: Vec<String> = range
        .filter(|&index| lacks(index))
        .filter_map(|index| code.local_names.get(index))
        .map(|name| format!("'{name}'"))
        .collect();
    let list = match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [most @ .., last] => format!("{}, and {last}", most.join(", ")),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    exc::type_error(
        py,
        format_args!("{shown}() missing {} required {kind} argument{plural}: {list}", names.len()),
    )
}
