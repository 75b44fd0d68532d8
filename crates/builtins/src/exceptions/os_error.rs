//! `OSError`

use taipan_macros::pymethods;
use taipan_object::exception::payload::OsError;
use taipan_object::exception::{self as exc, BaseException};
use taipan_object::native::GetSetDef;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value};

use super::base;
use super::field::{self, field};
use super::text::{Piece, join};

pub(crate) struct Os;

impl Os {
    pub(crate) const FIELDS: &'static [GetSetDef] = &[
        field!("errno", "The number of the error.", this => this.get::<OsError>(), errno),
        field!("strerror", "What the system says about it.", this => this.get::<OsError>(), message),
        field!("filename", "The file.", this => this.get::<OsError>(), filename),
        field!("filename2", "The second file, of an operation on two.", this => this.get::<OsError>(), filename2),
    ];
}

#[pymethods(OsError)]
impl Os {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        if sets_up_in_init(class) {
            let none = py.tuple([])?;
            return py.heap().exception(class, BaseException::with_args(none));
        }
        if args.has_keywords() {
            return Err(base::keywords_refused(py, class));
        }
        let class = if class.is(&exc::OS_ERROR) && (2..=5).contains(&args.len()) {
            let errno = args.get(0).filter(|errno| errno.is_int());
            errno.and_then(|errno| errno.as_i64()).map_or(class, |errno| exc::os_error_type(errno))
        } else {
            class
        };
        let none = py.tuple([])?;
        let exception = py.heap().exception(class, BaseException::with_args(none))?;
        set_up(py, exception.borrow(), args)?;
        Ok(exception)
    }

    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        if !sets_up_in_init(this.type_()) {
            return Ok(());
        }
        base::no_keywords(py, this, args)?;
        set_up(py, this, args)
    }

    #[pyslot]
    fn str(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(payload) = this.get::<OsError>() else { return base::text(py, this) };
        let [errno, message, file, second] =
            [&payload.errno, &payload.message, &payload.filename, &payload.filename2]
                .map(|field| field.get(py).clone());
        if file.is_none() && (errno.is_none() || message.is_none()) {
            return base::text(py, this);
        }
        let errno = py.to_str(&errno.unwrap_or_else(none))?;
        let message = py.to_str(&message.unwrap_or_else(none))?;
        let start = [Piece::Text("[Errno "), Piece::Of(&errno), Piece::Text("] "), Piece::Of(&message)];
        let Some(file) = file else { return join(py, &start) };
        let file = py.repr(&file)?;
        let first = [Piece::Text(": "), Piece::Of(&file)];
        match second {
            Some(second) => {
                let second = py.repr(&second)?;
                join(py, &[&start[..], &first, &[Piece::Text(" -> "), Piece::Of(&second)]].concat())
            }
            None => join(py, &[&start[..], &first].concat()),
        }
    }

    /// What `pickle` and `copy` make the exception of again.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let mut args = exc::args::args(py, &this)?;
        if let Some(payload) = this.get::<OsError>()
            && let Some(file) = payload.filename.get(py).clone()
            && let Some([errno, message]) = args.get::<Tuple>().map(Tuple::items)
        {
            let mut all = vec![errno.clone(), message.clone(), file];
            if let Some(second) = payload.filename2.get(py).clone() {
                all.extend([none(), second]);
            }
            args = py.tuple(all)?;
        }
        let state = base::attributes(py, this)?;
        base::reduced(py, this, args, state)
    }

    #[pygetter]
    fn characters_written(this: &OsError, py: &mut Py) -> PyResult<Value> {
        match this.written.get(py).clone() {
            Some(written) => Ok(written),
            None => Err(nothing_written(py)),
        }
    }

    #[pysetter]
    fn set_characters_written(this: &OsError, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        match value {
            Some(value) => set_written(py, this, value),
            None if this.written.get(py).is_none() => Err(nothing_written(py)),
            None => {
                field::set(py, &this.written, None);
                Ok(())
            }
        }
    }
}

#[cold]
fn nothing_written(py: &Py) -> Raised {
    py.error(&exc::ATTRIBUTE_ERROR, format_args!("characters_written"))
}

/// Whether the exception is set up in `__init__`: a class that overrides that, but not `__new__`, may take other arguments
/// and pass on those that `OSError` knows. Otherwise `__new__` does it, which has to know them to choose a class.
fn sets_up_in_init(class: &Type) -> bool {
    let (own, ours) = (&class.slots, &exc::OS_ERROR.slots);
    let same_init = own.init.get().map(|it| it as usize) == ours.init.get().map(|it| it as usize);
    let same_new = own.new.get().map(|it| it as usize) == ours.new.get().map(|it| it as usize);
    !same_init && same_new
}

fn set_up(py: &mut Py, this: Borrowed<'_>, args: Args<'_>) -> PyResult<()> {
    let Some(payload) = this.get::<OsError>() else { return Ok(()) };
    let mut kept = args.len();
    if (2..=5).contains(&args.len()) {
        field::set(py, &payload.errno, args.get(0).map(Borrowed::to_value));
        field::set(py, &payload.message, args.get(1).map(Borrowed::to_value));
        if let Some(file) = args.get(2).filter(|file| !is_none(file)) {
            if this.type_().is(&exc::BLOCKING_IO_ERROR) && is_number(file) {
                set_written(py, payload, file)?;
            } else {
                field::set(py, &payload.filename, Some(file.to_value()));
                let second = args.get(4).filter(|file| !is_none(file));
                field::set(py, &payload.filename2, second.map(Borrowed::to_value));
                kept = 2;
            }
        }
    }
    let args = py.tuple(args.iter().take(kept).map(Borrowed::to_value))?;
    exc::args::set_args(py, &this, args);
    Ok(())
}

fn is_number(value: Borrowed<'_>) -> bool {
    let slots = &value.type_().slots;
    value.is_int() || slots.index.get().is_some() || slots.int.get().is_some() || slots.float.get().is_some()
}

/// Sets `characters_written`; -1 means that it is not known.
fn set_written(py: &mut Py, payload: &OsError, value: Borrowed<'_>) -> PyResult<()> {
    let number = py.index(&value)?;
    let Some(count) = number.as_i64() else {
        return Err(exc::value_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", value.type_().name()),
        ));
    };
    let written = if count == -1 { None } else { Some(py.int(count)?) };
    field::set(py, &payload.written, written);
    Ok(())
}
