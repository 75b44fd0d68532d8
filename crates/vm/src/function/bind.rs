//! From the arguments of a call to the locals of a frame, with CPython's errors.
//!
//! The arguments lie where the locals will be: positional ones first, then the values of keywords. What is in place stays;
//! everything else is taken out and put where it belongs.

use taipan_bytecode::flags;
use taipan_object::types::dict::Dict;
use taipan_object::types::str_::{Str, is_interned};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, StackRef, Value, exception as exc};

use super::Function;
use crate::code::Code;
use crate::unwind::drop_slots;

/// Makes locals of arguments: `positional` slots from `locals` on, and after them one for each name. Owned slots are taken
/// over, whether it succeeds or not; afterwards all locals are initialised.
///
/// # Safety
/// The slots are there and in nobody else's use; there is room for all locals. The function is alive.
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
        if bind_known(py, function, code, locals, positional, names)? {
            return Ok(());
        }
        bind_slow(py, function, code, locals, positional, names)
    }
}

/// The most parameters and the most keywords that [`bind_known`] deals with.
const KNOWN_PARAMETERS: usize = 64;
const KNOWN_KEYWORDS: usize = 16;
/// The place of a keyword that is for `**kwargs`.
const EXTRA: u8 = u8::MAX;

/// Binds arguments that fit, whose names are the very objects that the code has: as calls in programs do. False: nothing has
/// changed.
///
/// # Safety
/// As for [`bind`].
unsafe fn bind_known(
    py: &mut Py,
    function: &Function,
    code: &Code,
    locals: *mut StackRef,
    positional: usize,
    names: Option<Borrowed<'_>>,
) -> PyResult<bool> {
    let names = names.and_then(Borrowed::exact::<Tuple>).map_or(&[][..], Tuple::items);
    let parameters = code.arguments + code.keyword_only;
    let has_rest = code.has(flags::VARARGS);
    if parameters > KNOWN_PARAMETERS
        || names.len() > KNOWN_KEYWORDS
        || positional > code.arguments && !has_rest
    {
        return Ok(false);
    }
    let in_place = positional.min(code.arguments);
    let mut places = [0_u8; KNOWN_KEYWORDS];
    let mut filled = (1_u128 << in_place) as u64;
    filled = if in_place == 64 { u64::MAX } else { filled - 1 };
    let first = code.tables.positional_only;
    for (place, name) in places.iter_mut().zip(names) {
        let named = code.local_names.get(first..parameters).unwrap_or_default();
        let Some(index) = named.iter().position(|own| own.is(name)) else {
            // Only of two interned strings does identity tell that they differ.
            if !code.has(flags::VARKEYWORDS) || !is_interned(name) {
                return Ok(false);
            }
            *place = EXTRA;
            continue;
        };
        let bit = 1_u64 << (index + first);
        if filled & bit != 0 {
            return Ok(false);
        }
        filled |= bit;
        *place = (index + first) as u8;
    }
    // SAFETY: the caller's promise; no borrow of the function's state exists.
    let state = unsafe { function.state.peek() };
    let defaults = state.defaults.as_ref().and_then(|it| it.exact::<Tuple>()).map_or(&[][..], Tuple::items);
    let defaults = last_of(defaults, code.arguments);
    let first_default = code.arguments - defaults.len();
    let mut only: [Option<Value>; 8] = [const { None }; 8];
    for index in (0..parameters).filter(|index| filled & 1 << index == 0) {
        if index < code.arguments {
            if index < first_default {
                return Ok(false);
            }
            continue;
        }
        let dict = state.keyword_defaults.as_ref().and_then(|it| it.exact::<Dict>());
        let name = code.local_names.get(index);
        let (Some(dict), Some(name), Some(place)) = (dict, name, only.get_mut(index - code.arguments)) else {
            return Ok(false);
        };
        match dict.get_str(py, name) {
            Some(value) => *place = Some(value.to_value()),
            None => return Ok(false),
        }
    }
    // SAFETY: the caller's promise: each slot is taken once, and there is room for all locals.
    unsafe {
        let count = positional + names.len();
        let mut rest = None;
        if has_rest {
            let more = (in_place..positional).map(|index| (*locals.add(index).read().get()).clone());
            match py.tuple(more.collect::<Vec<_>>()) {
                Ok(tuple) => rest = Some(tuple),
                Err(raised) => {
                    drop_slots(locals.add(count), locals);
                    clear(locals, 0, code.locals);
                    return Err(raised);
                }
            }
        }
        let extra = match code.has(flags::VARKEYWORDS) {
            true => Some(extra_keywords(py, locals.add(positional), names, &places)),
            false => None,
        };
        let mut keywords = [StackRef::NULL; KNOWN_KEYWORDS];
        for (index, slot) in keywords.iter_mut().take(names.len()).enumerate() {
            *slot = locals.add(positional + index).read();
        }
        for index in in_place..positional {
            locals.add(index).read().close();
        }
        for index in 0..in_place {
            let slot = locals.add(index);
            slot.write(slot.read().promote());
        }
        clear(locals, in_place, code.locals);
        for (slot, place) in keywords.into_iter().zip(places).take(names.len()) {
            if place == EXTRA {
                slot.close();
            } else {
                locals.add(usize::from(place)).write(slot.promote());
            }
        }
        for index in (in_place..code.arguments).filter(|index| filled & 1 << index == 0) {
            locals.add(index).write(StackRef::owned(defaults[index - first_default].clone()));
        }
        for (index, value) in only.into_iter().enumerate() {
            if let Some(value) = value {
                locals.add(code.arguments + index).write(StackRef::owned(value));
            }
        }
        if let Some(rest) = rest {
            locals.add(parameters).write(StackRef::owned(rest));
        }
        match extra {
            Some(Ok(extra)) => {
                locals.add(parameters + usize::from(has_rest)).write(StackRef::owned(extra));
            }
            Some(Err(raised)) => {
                drop_slots(locals.add(code.locals), locals);
                clear(locals, 0, code.locals);
                return Err(raised);
            }
            None => {}
        }
    }
    Ok(true)
}

/// A dict of the keywords that no parameter takes.
///
/// # Safety
/// Their values are in the slots from `values` on.
unsafe fn extra_keywords(
    py: &mut Py,
    values: *const StackRef,
    names: &[Value],
    places: &[u8; KNOWN_KEYWORDS],
) -> PyResult<Value> {
    let extra = py.dict()?;
    if let Some(dict) = extra.exact::<Dict>() {
        for (index, (name, _)) in
            names.iter().zip(places).enumerate().filter(|(_, (_, place))| **place == EXTRA)
        {
            // SAFETY: the caller's promise.
            let value = unsafe { values.add(index).read().get().to_value() };
            drop(dict.set_str(py, name, value)?);
        }
    }
    Ok(extra)
}

/// Puts borrows of the values of a dict into the places of the parameters that it names. False: there is one that it does not
/// know, or that has an argument already.
///
/// # Safety
/// The locals are there; they hold borrows and nothing else.
pub(crate) unsafe fn place_keywords(
    py: &mut Py,
    code: &Code,
    locals: *mut StackRef,
    keywords: Borrowed<'_>,
) -> bool {
    let Some(dict) = keywords.exact::<Dict>() else { return false };
    let first = code.tables.positional_only;
    let Some(named) = code.local_names.get(first..code.arguments) else { return false };
    let mut position = 0;
    while let Some(entry) = dict.next_entry(py, position) {
        let Some(index) = named.iter().position(|name| name.is(&entry.key)) else { return false };
        // SAFETY: the caller's promise; the dict keeps the value until it is promoted.
        unsafe {
            let place = locals.add(first + index);
            if !place.read().is_null() {
                return false;
            }
            place.write(StackRef::borrowed(&entry.value));
        }
        position = entry.position + 1;
    }
    true
}

/// Puts borrows of the defaults into the places of parameters that have no argument. False: one has neither.
///
/// # Safety
/// As for [`place_keywords`]; no borrow of the function's state exists.
pub(crate) unsafe fn fill_simple(function: &Function, code: &Code, locals: *mut StackRef) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let state = function.state.peek();
        let defaults =
            state.defaults.as_ref().and_then(|it| it.exact::<Tuple>()).map_or(&[][..], Tuple::items);
        let defaults = last_of(defaults, code.arguments);
        let first = code.arguments - defaults.len();
        for index in 0..code.arguments {
            let place = locals.add(index);
            if place.read().is_null() {
                let Some(value) = index.checked_sub(first).and_then(|at| defaults.get(at)) else {
                    return false;
                };
                place.write(StackRef::borrowed(value));
            }
        }
    }
    true
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

/// Makes slots from `from` to `to` empty. They are few: the writes are volatile so that they do not become a call of `memset`,
/// for which handlers would have to save their registers.
///
/// # Safety
/// The slots are there, and what they held is not needed.
#[inline(always)]
pub(crate) unsafe fn clear(locals: *mut StackRef, from: usize, to: usize) {
    for index in from..to {
        // SAFETY: the caller's promise.
        unsafe { locals.add(index).write_volatile(StackRef::NULL) };
    }
}

#[inline(never)]
unsafe fn bind_slow(
    py: &mut Py,
    function: &Function,
    code: &Code,
    locals: *mut StackRef,
    positional: usize,
    names: Option<Borrowed<'_>>,
) -> PyResult<()> {
    let names = names.and_then(Borrowed::exact::<Tuple>).map_or(&[][..], Tuple::items);
    let count = positional + names.len();
    // SAFETY: the caller's promise: these are the arguments, and each is taken once.
    let mut args: Vec<Value> = unsafe { (0..count).map(|index| locals.add(index).read().take()).collect() };
    let keywords = args.split_off(positional);
    let mut places: Vec<Option<Value>> = Vec::new();
    let result = fill(py, function, code, &mut places, args, names, keywords);
    // SAFETY: there is room for all locals.
    unsafe { clear(locals, 0, code.locals) };
    result?;
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
    let extra = if has_keywords { Some(py.dict()?) } else { None };
    for (name, value) in names.iter().zip(keywords) {
        take_keyword(py, function, code, places, extra.as_ref(), name, value, names)?;
    }
    if !rest.is_empty() && !has_rest {
        return Err(too_many(py, function, code, places, given));
    }
    if has_rest && let Some(place) = places.get_mut(parameters) {
        *place = Some(py.tuple(rest)?);
    }
    if let Some(extra) = extra
        && let Some(place) = places.last_mut()
    {
        *place = Some(extra);
    }
    fill_defaults(py, function, code, places, given)
}

/// The place of a parameter by name.
fn find(code: &Code, name: &Value) -> Option<usize> {
    let from = code.tables.positional_only;
    let parameters = code.arguments + code.keyword_only;
    let candidates = code.local_names.get(from..parameters)?;
    let same = |candidate: &Value| match (candidate.get::<Str>(), name.get::<Str>()) {
        (Some(candidate), Some(name)) => candidate.equals(name),
        _ => false,
    };
    let index = candidates
        .iter()
        .position(|candidate| candidate.is(name))
        .or_else(|| candidates.iter().position(same))?;
    Some(index + from)
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
    let shown = |py: &Py| function.state.get(py).qualified_name.clone();
    if !name.is_str() {
        return Err(exc::type_error(py, format_args!("{}() keywords must be strings", shown(py))));
    }
    match find(code, name) {
        Some(index) => {
            let Some(place) = places.get_mut(index) else { return Ok(()) };
            if place.is_some() {
                return Err(exc::type_error(
                    py,
                    format_args!("{}() got multiple values for argument '{name}'", shown(py)),
                ));
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

#[cold]
fn unexpected(py: &mut Py, function: &Function, code: &Code, name: &Value, names: &[Value]) -> Raised {
    let shown = function.state.get(py).qualified_name.clone();
    let only = code.local_names.get(..code.tables.positional_only).unwrap_or_default();
    let same =
        |a: &Value, b: &Value| matches!((a.get::<Str>(), b.get::<Str>()), (Some(a), Some(b)) if a.equals(b));
    let taken: Vec<String> =
        only.iter().filter(|own| names.iter().any(|name| same(own, name))).map(ToString::to_string).collect();
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
    let shown = state.qualified_name.clone();
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
fn last_of(defaults: &[Value], parameters: usize) -> &[Value] {
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
            return Err(missing(py, function, code, places, 0..first, "positional"));
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
            return Err(missing(py, function, code, places, range, "keyword-only"));
        }
    }
    Ok(())
}

/// The error for parameters without argument.
#[cold]
fn missing(
    py: &mut Py,
    function: &Function,
    code: &Code,
    places: &[Option<Value>],
    range: std::ops::Range<usize>,
    kind: &str,
) -> Raised {
    let shown = function.state.get(py).qualified_name.clone();
    let names: Vec<String> = range
        .filter(|&index| places.get(index).is_some_and(Option::is_none))
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
