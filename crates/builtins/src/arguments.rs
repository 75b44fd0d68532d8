//! What constructors that bind their own arguments have in common, and names that pickles are made with.

use taipan_object::exception as exc;
use taipan_object::types::singletons::none_ref;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

/// Fails if there are keywords.
#[inline]
pub(crate) fn no_keywords(py: &mut Py, name: &str, args: Args<'_>) -> PyResult<()> {
    if args.has_keywords() {
        return Err(exc::type_error(py, format_args!("{name}() takes no keyword arguments")));
    }
    Ok(())
}

/// Whether the instances of a class are set up by what sets up those of the native type: then its constructor takes no
/// keywords, which otherwise are for the class's own `__init__`.
pub(crate) fn has_init_of(class: &Type, native: &Type) -> bool {
    class.slots.init.get().map(|init| init as usize) == native.slots.init.get().map(|init| init as usize)
}

/// The only argument by position, or none.
#[inline]
pub(crate) fn at_most_one<'a>(py: &mut Py, name: &str, args: Args<'a>) -> PyResult<Option<Borrowed<'a>>> {
    if args.len() > 1 {
        return Err(exc::type_error(
            py,
            format_args!("{name} expected at most 1 argument, got {}", args.len()),
        ));
    }
    Ok(args.get(0))
}

/// Exactly so many arguments by position.
pub(crate) fn exactly<'a, const N: usize>(
    py: &mut Py,
    name: &str,
    args: Args<'a>,
) -> PyResult<[Borrowed<'a>; N]> {
    if args.len() == N {
        return Ok(std::array::from_fn(|index| args.get(index).unwrap_or(none_ref())));
    }
    let plural = if N == 1 { "" } else { "s" };
    Err(exc::type_error(py, format_args!("{name} expected {N} argument{plural}, got {}", args.len())))
}

/// `class[item]` of a class that type annotations give parameters to.
pub(crate) fn generic_alias(py: &mut Py, class: &Type, item: Borrowed<'_>) -> PyResult<Value> {
    match py.interpreter().hooks().generic_alias {
        Some(alias) => alias(py, &class.borrow(), &item),
        None => Err(exc::system_error(py, format_args!("there are no generic aliases yet"))),
    }
}
