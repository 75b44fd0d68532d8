//! The attributes of contexts.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::protocol::attribute::{object_getattribute, object_setattr};
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::{Context, integer, name_of, rounding};
use crate::decimal::signal_dict::{self, Which};
use taipan_decimal::Context as Limits;

/// Values for the attributes of a context, in the order of [`NAMES`]; None or nothing leaves an attribute as it is.
pub(crate) type Settings<'a> = [Option<Borrowed<'a>>; NAMES.len()];

const NAMES: [&str; 8] = ["prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"];

/// Sets the attributes that arguments were given for.
pub(crate) fn set_all(py: &mut Py, context: &Value, settings: Settings<'_>) -> PyResult<()> {
    let Some(context) = context.get::<Context>() else { return Ok(()) };
    for (name, value) in NAMES.into_iter().zip(settings) {
        if let Some(value) = value.filter(|value| !is_none(value)) {
            context.set(py, name, value, true)?;
        }
    }
    Ok(())
}

impl Context {
    /// Sets an attribute. Flags and traps may be lists of signals in the arguments of a constructor.
    pub(super) fn set(
        &self,
        py: &mut Py,
        name: &str,
        value: Borrowed<'_>,
        may_be_list: bool,
    ) -> PyResult<()> {
        let limits = self.limits.get();
        let limits = match name {
            "prec" => {
                let precision = ranged(py, value, "prec", 1..=Limits::MAX_PRECISION, "[1, MAX_PREC]")?;
                Limits { precision, ..limits }
            }
            "Emin" => {
                let emin = ranged(py, value, "Emin", Limits::MIN_EMIN..=0, "[MIN_EMIN, 0]")?;
                Limits { emin, ..limits }
            }
            "Emax" => {
                let emax = ranged(py, value, "Emax", 0..=Limits::MAX_EMAX, "[0, MAX_EMAX]")?;
                Limits { emax, ..limits }
            }
            "rounding" => Limits { rounding: rounding(py, value)?, ..limits },
            "clamp" => Limits { clamp: truth(py, value, "clamp")?, ..limits },
            "capitals" => {
                self.capitals.set(truth(py, value, "capitals")?);
                limits
            }
            _ => {
                let status = signal_dict::read(py, value, may_be_list)?;
                let signals = &self.signals;
                (if name == "flags" { &signals.flags } else { &signals.traps }).set(status);
                limits
            }
        };
        self.limits.set(limits);
        Ok(())
    }
}

impl Context {
    /// The mapping of flags or traps, always the same object.
    fn mapping(&self, py: &mut Py, which: Which) -> PyResult<Value> {
        let cell = match which {
            Which::Flags => &self.flags,
            Which::Traps => &self.traps,
        };
        if let Some(made) = &*cell.get(py) {
            return Ok(made.clone());
        }
        let made = signal_dict::make(py, &self.signals, which)?;
        drop(cell.replace(py, Some(made.clone())));
        Ok(made)
    }
}

fn ranged(
    py: &mut Py,
    value: Borrowed<'_>,
    name: &str,
    range: std::ops::RangeInclusive<i64>,
    shown: &str,
) -> PyResult<i64> {
    let value = integer(py, value)?;
    if range.contains(&value) {
        return Ok(value);
    }
    Err(exc::value_error(py, format_args!("valid range for {name} is {shown}")))
}

fn truth(py: &mut Py, value: Borrowed<'_>, name: &str) -> PyResult<bool> {
    match integer(py, value)? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(exc::value_error(py, format_args!("valid values for {name} are 0 or 1"))),
    }
}

pub(super) struct Attributes;

/// A setter's value: attributes cannot be deleted, which the slot says before.
fn given<'a>(py: &Py, value: Option<Borrowed<'a>>) -> PyResult<Borrowed<'a>> {
    value.ok_or_else(|| undeletable(py))
}

#[cold]
fn undeletable(py: &Py) -> taipan_object::Raised {
    py.error(&exc::ATTRIBUTE_ERROR, format_args!("context attributes cannot be deleted"))
}

#[pymethods(Context)]
#[allow(non_snake_case, reason = "names in Python")]
impl Attributes {
    /// Flags and traps are no attributes of the class, as in CPython.
    #[pyslot]
    fn getattr(this: Borrowed<'_>, py: &mut Py, name: Borrowed<'_>) -> PyResult<Value> {
        if let (Some(context), Some(text)) = (this.get::<Context>(), name.get::<Str>()) {
            if text.is("flags") {
                return context.mapping(py, Which::Flags);
            }
            if text.is("traps") {
                return context.mapping(py, Which::Traps);
            }
        }
        object_getattribute(py, this, name)
    }

    #[pyslot]
    fn setattr(
        this: Borrowed<'_>,
        py: &mut Py,
        name: Borrowed<'_>,
        value: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        let Some(given) = value else { return Err(undeletable(py)) };
        if let (Some(context), Some(text)) = (this.get::<Context>(), name.get::<Str>())
            && (text.is("flags") || text.is("traps"))
        {
            return context.set(py, if text.is("flags") { "flags" } else { "traps" }, given, false);
        }
        object_setattr(py, this, name, value)
    }

    /// How many digits results have at most.
    #[pygetter]
    fn prec(this: &Context, _: &mut Py) -> i64 {
        this.limits().precision
    }

    #[pysetter]
    fn set_prec(this: &Context, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = given(py, value)?;
        this.set(py, "prec", value, false)
    }

    /// The largest exponent.
    #[pygetter]
    fn Emax(this: &Context, _: &mut Py) -> i64 {
        this.limits().emax
    }

    #[pysetter]
    fn set_Emax(this: &Context, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = given(py, value)?;
        this.set(py, "Emax", value, false)
    }

    /// The smallest exponent of a normal number.
    #[pygetter]
    fn Emin(this: &Context, _: &mut Py) -> i64 {
        this.limits().emin
    }

    #[pysetter]
    fn set_Emin(this: &Context, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = given(py, value)?;
        this.set(py, "Emin", value, false)
    }

    /// How results are rounded.
    #[pygetter]
    fn rounding(this: &Context, py: &mut Py) -> PyResult<Value> {
        py.heap().intern(name_of(this.limits().rounding))
    }

    #[pysetter]
    fn set_rounding(this: &Context, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = given(py, value)?;
        this.set(py, "rounding", value, false)
    }

    /// Whether exponents are shown with a capital E: 0 or 1.
    #[pygetter]
    fn capitals(this: &Context, _: &mut Py) -> i64 {
        this.capitals().into()
    }

    #[pysetter]
    fn set_capitals(this: &Context, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = given(py, value)?;
        this.set(py, "capitals", value, false)
    }

    /// Whether exponents are kept so low that all numbers fit into IEEE's formats: 0 or 1.
    #[pygetter]
    fn clamp(this: &Context, _: &mut Py) -> i64 {
        this.limits().clamp.into()
    }

    #[pysetter]
    fn set_clamp(this: &Context, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = given(py, value)?;
        this.set(py, "clamp", value, false)
    }
}
