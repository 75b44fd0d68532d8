//! What is wrong with the arguments of a call, in CPython's words.
//!
//! CPython binds arguments in one of four ways, which show in its errors; the shape of the signature says which it is:
//!
//! ```text
//! no parameter, one required positional-only one   the call itself counts       list.append() takes exactly one argument …
//! positional-only ones                             `_PyArg_CheckPositional`     find expected at least 1 argument, got 0
//! any that take a name                             `_PyArg_UnpackKeywords`      split() takes at most 2 arguments …
//! ```
//!
//! The first names a function in full, the others by its name alone.

use std::fmt;

use super::bind::{Callee, find_named};
use super::signature::Signature;
use crate::args::Args;
use crate::exception as exc;
use crate::py::{Py, PyResult, Raised};
use crate::types::module::Module;
use crate::value::Value;

impl Callee<'_> {
    /// The name alone.
    fn name(&self) -> &str {
        match *self {
            Self::Method(name, _) | Self::Function(name, _) => name,
            Self::Constructor(name) => name,
        }
    }
}

/// The name with that of the type or module in front.
impl fmt::Display for Callee<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method(name, class) => write!(f, "{}.{name}", class.qualified_name()),
            Self::Function(name, Some(module)) => {
                match module.get::<Module>().and_then(Module::native_name) {
                    Some(module) if module != "builtins" => write!(f, "{module}.{name}"),
                    _ => f.write_str(name),
                }
            }
            _ => f.write_str(self.name()),
        }
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cold]
pub(super) fn too_many_parameters(py: &Py, callee: &Callee<'_>) -> Raised {
    exc::system_error(py, format_args!("{callee}() has too many parameters"))
}

/// Whether there are too many or too few arguments, whatever they are.
pub(super) fn check_counts(
    py: &Py,
    callee: &Callee<'_>,
    signature: &Signature,
    args: Args<'_>,
) -> PyResult<()> {
    if signature.positional_only() < signature.parameters.len() {
        return keyword_counts(py, callee, signature, args);
    }
    if args.has_keywords() && !signature.keywords {
        return Err(exc::type_error(py, format_args!("{callee}() takes no keyword arguments")));
    }
    plain_counts(py, callee, signature, args.len())
}

/// A function whose parameters take no names.
fn plain_counts(py: &Py, callee: &Callee<'_>, signature: &Signature, given: usize) -> PyResult<()> {
    let (least, most) = (signature.required(), signature.positional());
    if given >= least && (given <= most || signature.rest) {
        return Ok(());
    }
    let constructor = matches!(callee, Callee::Constructor(..));
    let error = match (least, most) {
        _ if signature.rest => expected(py, callee, "at least ", least, given),
        (0, 0) if signature.keywords => {
            exc::type_error(py, format_args!("{}() takes no positional arguments", callee.name()))
        }
        (0, 0) => exc::type_error(py, format_args!("{callee}() takes no arguments ({given} given)")),
        (1, 1) if !constructor => {
            exc::type_error(py, format_args!("{callee}() takes exactly one argument ({given} given)"))
        }
        _ if least == most => expected(py, callee, "", most, given),
        _ if given < least => expected(py, callee, "at least ", least, given),
        _ => expected(py, callee, "at most ", most, given),
    };
    Err(error)
}

#[cold]
fn expected(py: &Py, callee: &Callee<'_>, bound: &str, limit: usize, given: usize) -> Raised {
    let name = callee.name();
    exc::type_error(py, format_args!("{name} expected {bound}{limit} argument{}, got {given}", plural(limit)))
}

/// A function with a parameter that takes a name.
fn keyword_counts(py: &Py, callee: &Callee<'_>, signature: &Signature, args: Args<'_>) -> PyResult<()> {
    let (name, given, all) = (callee.name(), args.len(), args.len() + args.keywords().len());
    let (least, most, total) = (signature.required(), signature.positional(), signature.parameters.len());
    if all > total && !signature.rest && !signature.keywords {
        let keyword = if given == 0 { "keyword " } else { "" };
        return Err(exc::type_error(
            py,
            format_args!("{name}() takes at most {total} {keyword}argument{} ({all} given)", plural(total)),
        ));
    }
    if given > most && !signature.rest {
        if most == 0 {
            return Err(exc::type_error(py, format_args!("{name}() takes no positional arguments")));
        }
        let bound = if least < most { "at most" } else { "exactly" };
        return Err(exc::type_error(
            py,
            format_args!("{name}() takes {bound} {most} positional argument{} ({given} given)", plural(most)),
        ));
    }
    let least = least.min(signature.positional_only());
    if given < least {
        let bound = if least < most || signature.rest { "at least" } else { "exactly" };
        return Err(exc::type_error(
            py,
            format_args!(
                "{name}() takes {bound} {least} positional argument{} ({given} given)",
                plural(least)
            ),
        ));
    }
    Ok(())
}

/// The error for a parameter that must have an argument.
#[cold]
pub(super) fn missing(py: &Py, callee: &Callee<'_>, signature: &Signature, index: usize) -> Raised {
    let parameter = signature.parameters.get(index).map_or("", |parameter| parameter.name);
    exc::type_error(
        py,
        format_args!("{}() missing required argument '{parameter}' (pos {})", callee.name(), index + 1),
    )
}

/// Keywords that no parameter takes, or that a parameter has by position already.
#[cold]
pub(super) fn check_names(
    py: &Py,
    callee: &Callee<'_>,
    signature: &Signature,
    args: Args<'_>,
) -> PyResult<()> {
    let name = callee.name();
    let by_position = args.len().min(signature.positional());
    let twice = args.keywords().filter_map(|(key, _)| find_named(signature, &key).map(|index| (index, key)));
    if let Some((index, key)) =
        twice.filter(|(index, _)| *index < by_position).min_by_key(|(index, _)| *index)
    {
        return Err(exc::type_error(
            py,
            format_args!("argument for {name}() given by name ('{key}') and position ({})", index + 1),
        ));
    }
    if signature.keywords {
        return Ok(());
    }
    let stranger = args.keywords().find(|(key, _)| find_named(signature, key).is_none());
    match stranger {
        None => Ok(()),
        Some((key, _)) if !key.is_str() => Err(exc::type_error(py, format_args!("keywords must be strings"))),
        Some((key, _)) => {
            let named = signature.parameters.get(signature.positional_only()..).unwrap_or(&[]);
            Err(unexpected_keyword(py, name, &key, named.iter().map(|parameter| parameter.name)))
        }
    }
}

/// The error for a keyword that a function does not know. One of those that it knows may have been meant.
#[cold]
pub fn unexpected_keyword<'n>(
    py: &Py,
    function: &str,
    keyword: &Value,
    known: impl Iterator<Item = &'n str>,
) -> Raised {
    let known: Vec<String> = known.map(str::to_owned).collect();
    let suggest = py.interpreter().hooks().suggest;
    match suggest.and_then(|suggest| suggest(&known, &keyword.to_string())) {
        Some(meant) => exc::type_error(
            py,
            format_args!(
                "{function}() got an unexpected keyword argument '{keyword}'. Did you mean '{meant}'?"
            ),
        ),
        None => {
            exc::type_error(py, format_args!("{function}() got an unexpected keyword argument '{keyword}'"))
        }
    }
}
