//! `BaseException`

use taipan_macros::pymethods;
use taipan_object::exception::{self as exc, BaseException};
use taipan_object::instance;
use taipan_object::native::unexpected_keyword;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::singletons::{as_bool, boolean, is_none, none};
use taipan_object::types::traceback::{is_traceback_or_none, set_traceback};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value};

use super::text::{Piece, join};

/// What all exceptions can do.
pub(crate) struct Base;

#[pymethods(BaseException)]
impl Base {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let payload = payload(py, class, args)?;
        py.heap().exception(class, payload)
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        no_keywords(py, this, args)?;
        init_args(py, this, args)
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let shown = match exc::args::only_arg(py, &this)? {
            Some(only) => {
                let only = py.repr(&only)?;
                join(py, &[Piece::Text("("), Piece::Of(&only), Piece::Text(")")])?
            }
            None => {
                let args = exc::args::args(py, &this)?;
                py.repr(&args)?
            }
        };
        join(py, &[Piece::Text(&short_name(this.type_())), Piece::Of(&shown)])
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        text(py, this)
    }

    /// What `pickle` and `copy` make the exception of again.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let args = exc::args::args(py, &this)?;
        let state = attributes(py, this)?;
        reduced(py, this, args, state)
    }

    /// Sets the attributes that a dictionary holds.
    #[pymethod("($self, state, /)")]
    fn __setstate__(this: Borrowed<'_>, py: &mut Py, state: Borrowed<'_>) -> PyResult<()> {
        if is_none(&state) {
            return Ok(());
        }
        let Some(dict) = state.get::<Dict>() else {
            return Err(exc::type_error(py, format_args!("state is not a dictionary")));
        };
        for (name, value) in dict.items(py) {
            if !name.is_str() {
                let class = name.type_().name();
                return Err(exc::type_error(
                    py,
                    format_args!("attribute name must be string, not '{class}'"),
                ));
            }
            py.set_attribute(&this, &name, &value)?;
        }
        Ok(())
    }

    /// Sets `__traceback__` and returns the exception.
    #[pymethod("($self, tb, /)")]
    fn with_traceback(this: Borrowed<'_>, py: &mut Py, tb: Borrowed<'_>) -> PyResult<Value> {
        Self::set___traceback__(this, py, Some(tb))?;
        Ok(this.to_value())
    }

    /// Adds a note, which is shown below the message.
    #[pymethod("($self, note, /)")]
    fn add_note(this: Borrowed<'_>, py: &mut Py, note: Borrowed<'_>) -> PyResult<()> {
        if !note.is_str() {
            let given = if is_none(&note) { "None".to_owned() } else { note.type_().name().to_string() };
            return Err(exc::type_error(py, format_args!("add_note() argument must be str, not {given}")));
        }
        let name = py.heap().intern("__notes__")?;
        let notes = match py.find_attribute(&this, &name)? {
            Some(notes) => notes,
            None => {
                let notes = py.list(Vec::new())?;
                py.set_attribute(&this, &name, &notes)?;
                notes
            }
        };
        match notes.get::<List>() {
            Some(notes) => notes.append(py, note.to_value()),
            None => Err(exc::type_error(py, format_args!("Cannot add note: __notes__ is not a list"))),
        }
    }

    #[pygetter]
    fn args(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        exc::args::args(py, &this)
    }

    #[pysetter]
    fn set_args(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else { return Err(may_not_be_deleted(py, "args")) };
        let items = py.collect(&value)?;
        let args = py.tuple(items)?;
        exc::args::set_args(py, &this, args);
        Ok(())
    }

    #[pygetter]
    fn __traceback__(this: &BaseException, py: &mut Py) -> Value {
        this.traceback(py).unwrap_or_else(none)
    }

    #[pysetter]
    fn set___traceback__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else { return Err(may_not_be_deleted(py, "__traceback__")) };
        if !is_traceback_or_none(&value) {
            return Err(exc::type_error(py, format_args!("__traceback__ must be a traceback or None")));
        }
        set_traceback(py, &this, some(value));
        Ok(())
    }

    #[pygetter]
    fn __context__(this: &BaseException, py: &mut Py) -> Value {
        this.state.get(py).context.clone().unwrap_or_else(none)
    }

    #[pysetter]
    fn set___context__(this: &BaseException, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let context = exception_or_none(py, value, "context")?;
        let old = std::mem::replace(&mut this.state.get_mut(py).context, context);
        drop(old);
        Ok(())
    }

    #[pygetter]
    fn __cause__(this: &BaseException, py: &mut Py) -> Value {
        this.state.get(py).cause.clone().unwrap_or_else(none)
    }

    #[pysetter]
    fn set___cause__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let cause = exception_or_none(py, value, "cause")?;
        exc::set_cause(py, &this, cause);
        Ok(())
    }

    #[pymember]
    fn __suppress_context__(this: &BaseException, py: &mut Py) -> Value {
        boolean(this.state.get(py).suppress_context)
    }

    #[pysetter]
    fn set___suppress_context__(
        this: &BaseException,
        py: &mut Py,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("can't delete numeric/char attribute")));
        };
        let Some(suppress) = as_bool(&value) else {
            return Err(exc::type_error(py, format_args!("attribute value type must be bool")));
        };
        this.state.get_mut(py).suppress_context = suppress;
        Ok(())
    }

    #[pygetter]
    fn __dict__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        Ok(instance::dict(py, this)?.unwrap_or_else(none))
    }

    #[pysetter]
    fn set___dict__(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("cannot delete __dict__")));
        };
        if value.get::<Dict>().is_none() {
            return Err(exc::type_error(
                py,
                format_args!("__dict__ must be set to a dictionary, not a '{}'", value.type_().name()),
            ));
        }
        drop(instance::set_dict(py, this, Some(value.to_value()))?);
        Ok(())
    }
}

/// What all exceptions have, made of the arguments of their constructor. A tuple is made of one argument only when somebody
/// asks for it.
fn payload(py: &Py, class: &Type, args: Args<'_>) -> PyResult<BaseException> {
    match args.get(0) {
        Some(only) if args.len() == 1 => Ok(BaseException::new(Some(only.to_value()))),
        // Without arguments an `AttributeError` would make its message of its fields.
        None if !class.carries(&exc::ATTRIBUTE_ERROR) => Ok(BaseException::new(None)),
        _ => Ok(BaseException::with_args(py.tuple(args.iter().map(Borrowed::to_value))?)),
    }
}

/// Sets `args` to those of the constructor, unless `__new__` has done that.
pub(super) fn init_args(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<()> {
    let Some(exception) = this.get::<BaseException>() else { return Ok(()) };
    let same = {
        let state = exception.state.get(py);
        match (state.args.as_ref().and_then(|args| args.get::<Tuple>()), &state.subject) {
            (Some(old), _) => {
                old.len() == args.len() && old.items().iter().zip(args.iter()).all(|(old, new)| old.is(&new))
            }
            (None, Some(subject)) => args.len() == 1 && args.get(0).is_some_and(|new| subject.is(&new)),
            (None, None) => args.is_empty() && this.get::<exc::payload::AttributeError>().is_none(),
        }
    };
    if !same {
        let args = py.tuple(args.iter().map(Borrowed::to_value))?;
        exc::args::set_args(py, &this, args);
    }
    Ok(())
}

/// Fails when there are keywords.
pub(super) fn no_keywords(py: &Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<()> {
    if args.has_keywords() {
        return Err(keywords_refused(py, this.type_()));
    }
    Ok(())
}

/// The error for keywords of a constructor that takes none.
#[cold]
pub(super) fn keywords_refused(py: &Py, class: &Type) -> Raised {
    exc::type_error(py, format_args!("{}() takes no keyword arguments", class.name()))
}

/// The values of the keywords that a constructor knows, in the order of their names.
pub(super) fn known_keywords<'a, const N: usize>(
    py: &Py,
    function: &str,
    names: [&str; N],
    args: Args<'a>,
) -> PyResult<[Option<Borrowed<'a>>; N]> {
    let mut values = [None; N];
    let given = args.keywords().len();
    if given > N {
        let plural = if N == 1 { "" } else { "s" };
        return Err(exc::type_error(
            py,
            format_args!("{function}() takes at most {N} keyword argument{plural} ({given} given)"),
        ));
    }
    for (name, value) in args.keywords() {
        let known = names.iter().position(|known| {
            name.get::<taipan_object::types::str_::Str>().is_some_and(|name| name.is(known))
        });
        let Some(known) = known else {
            return Err(unexpected_keyword(py, function, &name, names.into_iter()));
        };
        values[known] = Some(value);
    }
    Ok(values)
}

/// `str()` of an exception: its only argument, or all of them.
pub(super) fn text(py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    if let Some(only) = exc::args::only_arg(py, &this)? {
        return py.to_str(&only);
    }
    let args = exc::args::args(py, &this)?;
    match args.get::<Tuple>() {
        Some(args) if args.is_empty() => py.str(""),
        _ => py.to_str(&args),
    }
}

/// The name of a type without its module.
pub(super) fn short_name(class: &Type) -> String {
    let name = class.name().to_string();
    match name.rsplit_once('.') {
        Some((_, short)) => short.to_owned(),
        None => name,
    }
}

/// The attributes that were set, if there are any.
pub(super) fn attributes(py: &mut Py, this: Borrowed<'_>) -> PyResult<Option<Value>> {
    let dict = instance::dict(py, this)?;
    Ok(dict.filter(|dict| dict.get::<Dict>().is_some_and(|dict| dict.len(py) > 0)))
}

/// What `__reduce__` returns.
pub(super) fn reduced(py: &Py, this: Borrowed<'_>, args: Value, state: Option<Value>) -> PyResult<Value> {
    let class = this.type_().to_value();
    match state {
        Some(state) => py.tuple([class, args, state]),
        None => py.tuple([class, args]),
    }
}

fn some(value: Borrowed<'_>) -> Option<Value> {
    (!is_none(&value)).then(|| value.to_value())
}

#[cold]
fn may_not_be_deleted(py: &Py, name: &str) -> Raised {
    exc::type_error(py, format_args!("{name} may not be deleted"))
}

/// The new value of `__cause__` or `__context__`.
fn exception_or_none(py: &Py, value: Option<Borrowed<'_>>, what: &str) -> PyResult<Option<Value>> {
    let Some(value) = value else { return Err(may_not_be_deleted(py, &format!("__{what}__"))) };
    if !is_none(&value) && !value.is_exception() {
        return Err(exc::type_error(
            py,
            format_args!("exception {what} must be None or derive from BaseException"),
        ));
    }
    Ok(some(value))
}
