//! `BaseExceptionGroup` and `ExceptionGroup`

use taipan_macros::pymethods;
use taipan_object::exception::group::{Matcher, Split, split};
use taipan_object::exception::payload::Group;
use taipan_object::exception::{self as exc, BaseException};
use taipan_object::native::GetSetDef;
use taipan_object::protocol::call::is_callable;
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::types::list::List;
use taipan_object::types::singletons::none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::base;
use super::field::{self, field};
use super::text::{Piece, join};

pub(crate) struct Groups;

impl Groups {
    pub(crate) const FIELDS: &'static [GetSetDef] = &[
        field!("message", "The message.", this => this.get::<Group>(), message, read only),
        field!("exceptions", "The exceptions, a tuple.", this => this.get::<Group>(), exceptions, read only),
    ];
}

#[pymethods(Group)]
impl Groups {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let (Some(message), Some(given), 2) = (args.get(0), args.get(1), args.len()) else {
            let given = args.len();
            return Err(exc::type_error(
                py,
                format_args!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)"),
            ));
        };
        if !message.is_str() {
            let given = message.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("BaseExceptionGroup.__new__() argument 1 must be str, not {given}"),
            ));
        }
        let is_display = given.get::<List>().is_some() || given.get::<Tuple>().is_some();
        if !is_display && !is_sequence(&given) {
            let expected = "second argument (exceptions) must be a sequence";
            return Err(exc::type_error(py, format_args!("{expected}")));
        }
        let exceptions = exceptions(py, given)?;
        let class = group_class(py, class, &exceptions)?;
        let shown = if is_display { None } else { Some(py.repr(&given)?) };
        let all = py.tuple([message.to_value(), given.to_value()])?;
        let group = py.heap().exception(class, BaseException::with_args(all))?;
        let exceptions = py.tuple(exceptions)?;
        if let Some(payload) = group.get::<Group>() {
            field::set(py, &payload.message, Some(message.to_value()));
            field::set(py, &payload.exceptions, Some(exceptions));
            field::set(py, &payload.shown, shown);
        }
        Ok(group)
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        base::no_keywords(py, this, args)?;
        base::init_args(py, this, args)
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let (message, exceptions) = parts(py, this);
        let message = py.to_str(&message)?;
        let count = exceptions.get::<Tuple>().map_or(0, Tuple::len);
        let plural = if count == 1 { "" } else { "s" };
        join(py, &[Piece::Of(&message), Piece::Text(&format!(" ({count} sub-exception{plural})"))])
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let (message, exceptions) = parts(py, this);
        let message = py.repr(&message)?;
        let shown = this.get::<Group>().and_then(|group| group.shown.get(py).clone());
        let exceptions = match shown {
            Some(shown) => shown,
            None => {
                let args = exc::args::args(py, &this)?;
                let given = args.get::<Tuple>().and_then(|args| args.items().get(1).cloned());
                if given.is_some_and(|given| given.get::<List>().is_some()) {
                    let items = exceptions.get::<Tuple>().map_or_else(Vec::new, |it| it.items().to_vec());
                    let list = py.list(items)?;
                    py.repr(&list)?
                } else {
                    py.repr(&exceptions)?
                }
            }
        };
        let name = base::short_name(this.type_());
        join(
            py,
            &[
                Piece::Text(&name),
                Piece::Text("("),
                Piece::Of(&message),
                Piece::Text(", "),
                Piece::Of(&exceptions),
                Piece::Text(")"),
            ],
        )
    }

    /// A group with the same message and other exceptions. Subclasses override it.
    #[pymethod("($self, excs, /)")]
    fn derive(this: Borrowed<'_>, py: &mut Py, excs: Borrowed<'_>) -> PyResult<Value> {
        let (message, _) = parts(py, this);
        py.call(&exc::BASE_EXCEPTION_GROUP.to_value(), &[&message, &excs])
    }

    /// A pair of groups: of the exceptions that match, and of the others.
    #[pymethod("($self, matcher_value, /)")]
    fn split(this: Borrowed<'_>, py: &mut Py, matcher_value: Borrowed<'_>) -> PyResult<Value> {
        let matcher = matcher(py, &matcher_value)?;
        let Split { matching, rest } = split(py, &this, matcher, true)?;
        py.tuple([matching.unwrap_or_else(none), rest.unwrap_or_else(none)])
    }

    /// A group of the exceptions that match, or None.
    #[pymethod("($self, matcher_value, /)")]
    fn subgroup(this: Borrowed<'_>, py: &mut Py, matcher_value: Borrowed<'_>) -> PyResult<Value> {
        let matcher = matcher(py, &matcher_value)?;
        Ok(split(py, &this, matcher, false)?.matching.unwrap_or_else(none))
    }

    /// The class with type arguments.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        match py.interpreter().hooks().generic_alias {
            Some(alias) => alias(py, &class.borrow(), &object),
            None => Err(exc::system_error(py, format_args!("there are no generic aliases"))),
        }
    }
}

/// The message and the exceptions.
fn parts(py: &Py, this: Borrowed<'_>) -> (Value, Value) {
    let group = this.get::<Group>();
    (field::read(py, group.map(|it| &it.message)), field::read(py, group.map(|it| &it.exceptions)))
}

/// The exceptions that were given to a constructor.
fn exceptions(py: &mut Py, given: Borrowed<'_>) -> PyResult<Vec<Value>> {
    let exceptions = py.collect(&given)?;
    if exceptions.is_empty() {
        return Err(exc::value_error(
            py,
            format_args!("second argument (exceptions) must be a non-empty sequence"),
        ));
    }
    match exceptions.iter().position(|exception| !exception.is_exception()) {
        Some(index) => Err(exc::value_error(
            py,
            format_args!("Item {index} of second argument (exceptions) is not an exception"),
        )),
        None => Ok(exceptions),
    }
}

/// The class of a group of some exceptions: a plain group of ordinary ones is an `ExceptionGroup`, which has no others.
fn group_class<'a>(py: &Py, class: &'a Type, exceptions: &[Value]) -> PyResult<&'a Type> {
    let ordinary = exceptions.iter().all(|it| it.type_().is_subtype(py, &exc::EXCEPTION));
    if ordinary {
        return Ok(if class.is(&exc::BASE_EXCEPTION_GROUP) { &exc::EXCEPTION_GROUP } else { class });
    }
    if class.is(&exc::EXCEPTION_GROUP) {
        return Err(exc::type_error(py, format_args!("Cannot nest BaseExceptions in an ExceptionGroup")));
    }
    if class.is_subtype(py, &exc::EXCEPTION) {
        return Err(exc::type_error(py, format_args!("Cannot nest BaseExceptions in '{}'", class.name())));
    }
    Ok(class)
}

/// What `split` and `subgroup` take.
fn matcher<'a>(py: &Py, value: &'a Value) -> PyResult<Matcher<'a>> {
    if is_callable(value) && value.as_type().is_none() {
        return Ok(Matcher::Predicate(value));
    }
    let classes = value.get::<Tuple>().map_or(std::slice::from_ref(value), Tuple::items);
    if classes.iter().all(|class| class.as_exception_type().is_some()) {
        return Ok(Matcher::Type(value));
    }
    Err(exc::type_error(
        py,
        format_args!(
            "expected an exception type, a tuple of exception types, or a callable (other than a class)"
        ),
    ))
}
