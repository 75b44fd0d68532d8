//! Binding the arguments of a call to the signature of a native function, with CPython's errors.

use super::signature::{ParameterKind, Signature};
use crate::args::{Args, StackRef};
use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::types::str_::Str;
use crate::value::{Borrowed, Value};

/// The most parameters of a native function.
const MAX_PARAMETERS: usize = 24;

/// Arguments in their places.
pub struct Bound<'a> {
    places: Args<'a>,
    rest: Args<'a>,
    keywords: Keywords<'a>,
}

/// Keywords beyond the parameters.
#[derive(Clone, Copy)]
pub struct Keywords<'a> {
    args: Args<'a>,
    /// The names that parameters have taken are skipped.
    signature: Option<&'static Signature>,
}

impl<'a> Bound<'a> {
    /// The argument of a parameter; `None` when it was not given.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Borrowed<'a>> {
        self.places.get(index)
    }

    /// The argument of a parameter that must have one.
    #[inline(always)]
    pub fn required(&self, index: usize) -> Borrowed<'a> {
        // Binding has made sure of it.
        self.places.get(index).unwrap_or(crate::types::singletons::none_ref())
    }

    /// What `*args` takes.
    #[inline(always)]
    pub fn rest(&self) -> Args<'a> {
        self.rest
    }

    /// What `*args` and `**kwargs` take, as the arguments of another call.
    #[inline(always)]
    pub fn call_args(&self) -> Args<'a> {
        if self
            .keywords
            .signature
            .is_none_or(|signature| signature.positional_only() == signature.parameters.len())
        {
            self.rest.with_keywords_of(self.keywords.args)
        } else {
            self.rest
        }
    }

    /// What `**kwargs` takes.
    #[inline(always)]
    pub fn keywords(&self) -> Keywords<'a> {
        self.keywords
    }
}

impl<'a> Keywords<'a> {
    /// Names and values.
    pub fn iter(self) -> impl Iterator<Item = (Borrowed<'a>, Borrowed<'a>)> {
        self.args.keywords().filter(move |(name, _)| {
            self.signature.is_none_or(|signature| find_named(signature, name).is_none())
        })
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }
}

/// The parameter of a name, if arguments can be given to it by name.
fn find_named(signature: &Signature, name: &Value) -> Option<usize> {
    let name = name.get::<Str>()?;
    let from = signature.positional_only();
    signature
        .parameters
        .iter()
        .skip(from)
        .position(|parameter| name.is(parameter.name))
        .map(|index| index + from)
}

/// Binds arguments and calls `body` with them. `name` is what error messages call the function: `"list.append"` style names
/// are given as they are to be shown.
#[inline]
pub fn bind<'a, R>(
    py: &mut Py,
    name: &str,
    signature: &'static Signature,
    args: Args<'a>,
    body: impl FnOnce(&mut Py, &Bound<'_>) -> PyResult<R>,
) -> PyResult<R> {
    let count = args.len();
    let positional = signature.positional();
    if signature.is_plain()
        && !args.has_keywords()
        && count >= signature.required()
        && (count <= positional || signature.rest)
    {
        let rest = args.skip(positional);
        let bound = Bound {
            places: args.without_keywords(),
            rest,
            keywords: Keywords { args: Args::EMPTY, signature: None },
        };
        return body(py, &bound);
    }
    bind_slow(py, name, signature, args, body)
}

#[cold]
#[inline(never)]
fn bind_slow<'a, R>(
    py: &mut Py,
    name: &str,
    signature: &'static Signature,
    args: Args<'a>,
    body: impl FnOnce(&mut Py, &Bound<'_>) -> PyResult<R>,
) -> PyResult<R> {
    let mut places = [StackRef::NULL; MAX_PARAMETERS];
    let Some(places) = places.get_mut(..signature.parameters.len()) else {
        return Err(exc::system_error(py, format_args!("{name}() has too many parameters")));
    };
    fill(py, name, signature, args, places)?;
    let rest =
        if signature.rest { args.skip(signature.positional()).without_keywords() } else { Args::EMPTY };
    let keywords = if signature.keywords { args } else { Args::EMPTY };
    let bound = Bound {
        places: Args::of(places),
        rest,
        keywords: Keywords { args: keywords, signature: Some(signature) },
    };
    body(py, &bound)
}

/// Puts each argument into its place.
fn fill(
    py: &mut Py,
    name: &str,
    signature: &Signature,
    args: Args<'_>,
    places: &mut [StackRef],
) -> PyResult<()> {
    let count = args.len();
    let positional = signature.positional();
    if !signature.keywords && signature.positional_only() == signature.parameters.len() && args.has_keywords()
    {
        return Err(exc::type_error(py, format_args!("{name}() takes no keyword arguments")));
    }
    if count > positional && !signature.rest {
        return Err(wrong_count(py, name, signature, args));
    }
    for (place, slot) in places.iter_mut().zip(args.slots()).take(positional) {
        *place = slot.as_borrow();
    }
    for (key, value) in args.keywords() {
        match find_named(signature, &key) {
            Some(index) => {
                if !places[index].is_null() {
                    return Err(given_twice(py, name, &key, index));
                }
                places[index] = StackRef::borrowed(&value);
            }
            None if signature.keywords => {}
            None => return Err(unexpected(py, name, signature, &key)),
        }
    }
    for (index, parameter) in signature.parameters.iter().enumerate() {
        if parameter.required && places[index].is_null() {
            if parameter.kind == ParameterKind::PositionalOnly {
                return Err(wrong_count(py, name, signature, args));
            }
            return Err(missing(py, name, parameter.name, parameter.kind, index));
        }
    }
    Ok(())
}

#[cold]
fn missing(py: &Py, name: &str, parameter: &str, kind: ParameterKind, index: usize) -> Raised {
    match kind {
        ParameterKind::KeywordOnly => exc::type_error(
            py,
            format_args!("{name}() missing required keyword-only argument: '{parameter}'"),
        ),
        _ => exc::type_error(
            py,
            format_args!("{name}() missing required argument '{parameter}' (pos {})", index + 1),
        ),
    }
}

#[cold]
fn given_twice(py: &Py, name: &str, key: &Value, index: usize) -> Raised {
    exc::type_error(
        py,
        format_args!("argument for {name}() given by name ('{key}') and position ({})", index + 1),
    )
}

#[cold]
fn unexpected(py: &Py, name: &str, signature: &Signature, key: &Value) -> Raised {
    if !key.is_str() {
        return exc::type_error(py, format_args!("keywords must be strings"));
    }
    let only = signature.parameters.iter().take(signature.positional_only());
    if only.clone().any(|parameter| key.get::<Str>().is_some_and(|key| key.is(parameter.name))) {
        return exc::type_error(
            py,
            format_args!("{name}() got some positional-only arguments passed as keyword arguments: '{key}'"),
        );
    }
    exc::type_error(py, format_args!("{name}() got an unexpected keyword argument '{key}'"))
}

/// The error for too many or too few arguments by position.
#[cold]
fn wrong_count(py: &Py, name: &str, signature: &Signature, args: Args<'_>) -> Raised {
    let (least, most, given) = (signature.required(), signature.positional(), args.len());
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    if signature.positional_only() == signature.parameters.len() {
        return plain_count(py, name, signature, given);
    }
    let total = signature.parameters.len();
    let given_all = given + args.keywords().len();
    if given > most {
        let positional = if most < total { "positional " } else { "" };
        let bound = if least == most { "exactly" } else { "at most" };
        let given = if most < total { given } else { given_all };
        return exc::type_error(
            py,
            format_args!(
                "{name}() takes {bound} {most} {positional}argument{} ({given} given)",
                plural(most)
            ),
        );
    }
    let bound = if least == most { "exactly" } else { "at least" };
    exc::type_error(
        py,
        format_args!("{name}() takes {bound} {least} positional argument{} ({given} given)", plural(least)),
    )
}

/// The same for a function that takes no names.
#[cold]
fn plain_count(py: &Py, name: &str, signature: &Signature, given: usize) -> Raised {
    let (least, most) = (signature.required(), signature.positional());
    let short = name.rsplit('.').next().unwrap_or(name);
    match (least, most) {
        (0, 0) if !signature.rest => {
            exc::type_error(py, format_args!("{name}() takes no arguments ({given} given)"))
        }
        (1, 1) if !signature.rest => {
            exc::type_error(py, format_args!("{name}() takes exactly one argument ({given} given)"))
        }
        _ if least == most && !signature.rest => exc::type_error(
            py,
            format_args!("{short} expected {most} argument{}, got {given}", if most == 1 { "" } else { "s" }),
        ),
        _ => {
            let (bound, limit) = if given < least { ("at least", least) } else { ("at most", most) };
            exc::type_error(
                py,
                format_args!(
                    "{short} expected {bound} {limit} argument{}, got {given}",
                    if limit == 1 { "" } else { "s" }
                ),
            )
        }
    }
}
