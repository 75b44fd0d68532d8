//! `Context`: limits, rounding, flags and traps.

mod attributes;
mod methods;
mod operations;

use std::cell::Cell;
use std::rc::Rc;

use taipan_decimal::{Answer, Context as Limits, Decimal, OutOfMemory, Rounding, Status};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Type, Value};

use super::number::new_number;
use super::signal_dict::Signals;
use super::signals;

pub(super) use attributes::{Settings, set_all};

/// The payload.
#[pyclass(name = "decimal.Context")]
pub(crate) struct Context {
    limits: Cell<Limits>,
    capitals: Cell<bool>,
    signals: Rc<Signals>,
    /// The mappings that show the signals, once they were asked for.
    flags: PyCell<Option<Value>>,
    traps: PyCell<Option<Value>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "Context(prec=28, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[], traps=[...])\n\n\
         What operations work with: how many digits results have and how they are rounded, how large and how small they may\n\
         be, which conditions arose (flags) and which of them raise an exception (traps).",
    ),
    signature: Some(
        "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
    ),
    flags: Flags::BASE,
    slots: &[Context::SLOTS, attributes::Attributes::SLOTS],
    methods: &[Context::METHODS, methods::Methods::METHODS, operations::Operations::METHODS],
    getset: &[attributes::Attributes::GETSET],
    ..Definition::of(&CONTEXT)
};

/// The names of roundings.
pub(super) static ROUNDINGS: &[(&str, Rounding)] = &[
    ("ROUND_UP", Rounding::Up),
    ("ROUND_DOWN", Rounding::Down),
    ("ROUND_CEILING", Rounding::Ceiling),
    ("ROUND_FLOOR", Rounding::Floor),
    ("ROUND_HALF_UP", Rounding::HalfUp),
    ("ROUND_HALF_DOWN", Rounding::HalfDown),
    ("ROUND_HALF_EVEN", Rounding::HalfEven),
    ("ROUND_05UP", Rounding::ZeroFiveUp),
];

/// The rounding of a name.
pub(super) fn rounding(py: &Py, value: Borrowed<'_>) -> PyResult<Rounding> {
    let name = value.get::<Str>();
    let found = name.and_then(|name| ROUNDINGS.iter().find(|(known, _)| name.is(known)));
    found.map(|(_, rounding)| *rounding).ok_or_else(|| exc::type_error(
            py,
            format_args!(
                "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, \
                 ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]"
            ),
        ))
}

fn name_of(rounding: Rounding) -> &'static str {
    ROUNDINGS.iter().find(|(_, known)| *known == rounding).map_or("", |(name, _)| name)
}

/// An int of 64 bits.
pub(super) fn integer(py: &mut Py, value: Borrowed<'_>) -> PyResult<i64> {
    if !value.is_int() {
        return Err(exc::type_error(py, format_args!("an integer is required")));
    }
    value
        .as_i64()
        .ok_or_else(|| exc::overflow_error(py, format_args!("Python int too large to convert to C ssize_t")))
}

/// What a new context begins with.
const DEFAULT: Limits =
    Limits { precision: 28, emax: 999_999, emin: -999_999, rounding: Rounding::HalfEven, clamp: false };

/// The traps of a new context.
const DEFAULT_TRAPS: Status = Status::INVALID.with(Status::DIVISION_BY_ZERO).with(Status::OVERFLOW);

/// A context of a class.
pub(super) fn make(py: &Py, class: &Type, limits: Limits, capitals: bool, traps: u32) -> PyResult<Value> {
    let signals = Rc::new(Signals::default());
    signals.traps.set(Status::from_bits(traps));
    let payload = Context {
        limits: Cell::new(limits),
        capitals: Cell::new(capitals),
        signals,
        flags: PyCell::default(),
        traps: PyCell::default(),
    };
    py.heap().object_of(class, payload)
}

/// `DefaultContext`, `BasicContext` and `ExtendedContext`.
pub(super) fn templates(py: &Py) -> PyResult<Vec<Value>> {
    let basic = Limits { precision: 9, rounding: Rounding::HalfUp, ..DEFAULT };
    let basic_traps = DEFAULT_TRAPS | Status::UNDERFLOW | Status::CLAMPED;
    let extended = Limits { precision: 9, ..DEFAULT };
    Ok(vec![
        make(py, &CONTEXT, DEFAULT, true, DEFAULT_TRAPS.bits())?,
        make(py, &CONTEXT, basic, true, basic_traps.bits())?,
        make(py, &CONTEXT, extended, true, 0)?,
    ])
}

/// A copy, which is a plain `Context`.
pub(super) fn copy(py: &Py, context: Borrowed<'_>) -> PyResult<Value> {
    let Some(own) = context.get::<Context>() else {
        return Err(exc::type_error(py, format_args!("argument must be a context")));
    };
    let copy = make(py, &CONTEXT, own.limits.get(), own.capitals.get(), own.trapped().bits())?;
    if let Some(copy) = copy.get::<Context>() {
        copy.set_flags(own.raised());
    }
    Ok(copy)
}

impl Context {
    /// Limits and rounding.
    #[inline(always)]
    pub(super) fn limits(&self) -> Limits {
        self.limits.get()
    }

    /// Whether exponents are shown with `E`.
    #[inline(always)]
    pub(super) fn capitals(&self) -> bool {
        self.capitals.get()
    }

    pub(super) fn raised(&self) -> Status {
        self.signals.flags.get()
    }

    #[inline]
    fn trapped(&self) -> Status {
        self.signals.traps.get()
    }

    pub(super) fn set_flags(&self, status: Status) {
        self.signals.flags.set(status);
    }

    pub(super) fn clear_flags(&self) {
        self.set_flags(Status::NONE);
    }

    /// Notes conditions, and raises what is trapped.
    #[inline(always)]
    pub(super) fn note(&self, py: &mut Py, status: Status) -> PyResult<()> {
        if status.is_empty() { Ok(()) } else { self.note_some(py, status) }
    }

    #[inline(never)]
    fn note_some(&self, py: &mut Py, status: Status) -> PyResult<()> {
        self.set_flags(self.raised() | status);
        let trapped = self.trapped() & status;
        if trapped.is_empty() { Ok(()) } else { Err(signals::raise(py, trapped)) }
    }

    /// Does an operation: with the limits, noting what happens; its result becomes a number.
    #[inline]
    pub(super) fn compute(
        &self,
        py: &mut Py,
        operation: impl FnOnce(&Limits, &mut Status) -> Answer,
    ) -> PyResult<Value> {
        let mut status = Status::NONE;
        let answer = operation(&self.limits.get(), &mut status);
        let result = answer.map_err(|OutOfMemory| py.heap().no_memory())?;
        self.note(py, status)?;
        new_number(py, result)
    }
}

/// The number that a context makes of another: rounded by it.
pub(super) fn rounded(py: &mut Py, context: &Context, class: &Type, number: Decimal) -> PyResult<Value> {
    let mut status = Status::NONE;
    let limits = context.limits();
    let too_long = number.is_nan()
        && number.has_payload()
        && number.digits() > limits.precision - i64::from(limits.clamp);
    if too_long {
        status |= Status::CONVERSION_SYNTAX;
    }
    let number = if too_long { Decimal::nan() } else { no_room(py, limits.finish(number, &mut status))? };
    context.note(py, status)?;
    super::number::of_class(py, class, number)
}

/// A result, or `MemoryError`.
#[inline(always)]
pub(super) fn no_room<T>(py: &Py, answer: Result<T, OutOfMemory>) -> PyResult<T> {
    match answer {
        Ok(answer) => Ok(answer),
        Err(OutOfMemory) => Err(out_of_memory(py)),
    }
}

#[cold]
fn out_of_memory(py: &Py) -> Raised {
    py.heap().no_memory()
}

#[pymethods]
impl Context {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: taipan_object::Args<'_>) -> PyResult<Value> {
        make(py, class, DEFAULT, true, DEFAULT_TRAPS.bits())
    }

    #[pyslot(
        "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
        name = "Context"
    )]
    #[allow(clippy::too_many_arguments, reason = "the settings of a context")]
    fn init(
        this: Borrowed<'_>,
        py: &mut Py,
        prec: Option<Borrowed<'_>>,
        rounding: Option<Borrowed<'_>>,
        emin: Option<Borrowed<'_>>,
        emax: Option<Borrowed<'_>>,
        capitals: Option<Borrowed<'_>>,
        clamp: Option<Borrowed<'_>>,
        flags: Option<Borrowed<'_>>,
        traps: Option<Borrowed<'_>>,
    ) -> PyResult<()> {
        set_all(py, &this, [prec, rounding, emin, emax, capitals, clamp, flags, traps])
    }

    #[pyslot]
    fn repr(&self) -> String {
        let names = |status: Status| {
            let shown = signals::BY_BIT.into_iter().filter(|&index| status.has(signals::status(index)));
            shown.map(|index| signals::CLASSES[index].name).collect::<Vec<_>>().join(", ")
        };
        let limits = self.limits();
        format!(
            "Context(prec={}, rounding={}, Emin={}, Emax={}, capitals={}, clamp={}, flags=[{}], traps=[{}])",
            limits.precision,
            name_of(limits.rounding),
            limits.emin,
            limits.emax,
            u8::from(self.capitals()),
            u8::from(limits.clamp),
            names(self.raised()),
            names(self.trapped()),
        )
    }

    /// Takes all flags away.
    #[pymethod("($self, /)", name = "clear_flags")]
    fn forget_flags(&self) {
        self.clear_flags();
    }

    /// Takes all traps away.
    #[pymethod("($self, /)")]
    fn clear_traps(&self) {
        self.signals.traps.set(Status::NONE);
    }

    /// A copy.
    #[pymethod("($self, /)", name = "copy")]
    fn copied(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        copy(py, this)
    }

    /// A copy.
    #[pymethod("($self, /)")]
    fn __copy__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        copy(py, this)
    }

    /// What pickle makes the context of.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(own) = this.get::<Self>() else { return Ok(this.to_value()) };
        let limits = own.limits();
        let arguments = [
            py.int(limits.precision)?,
            py.str(name_of(limits.rounding))?,
            py.int(limits.emin)?,
            py.int(limits.emax)?,
            py.int(own.capitals().into())?,
            py.int(limits.clamp.into())?,
            signals::signal_list(py, own.raised())?,
            signals::signal_list(py, own.trapped())?,
        ];
        let arguments = py.tuple(arguments)?;
        py.tuple([this.type_().to_value(), arguments])
    }
}
