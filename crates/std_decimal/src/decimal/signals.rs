//! Signals: the classes of exceptions that stand for conditions, and raising them.

use taipan_decimal::Status;
use taipan_object::exception as exc;
use taipan_object::{Py, PyResult, Raised, Type, Value};

use super::State;

/// A class of exceptions.
pub(crate) struct Class {
    pub(crate) name: &'static str,
    /// The classes before it that it derives from, by their indices, and a builtin one.
    bases: &'static [usize],
    builtin: Option<&'static Type>,
    /// The conditions it stands for; none for classes that are only bases or only shown.
    status: Status,
}

const fn class(
    name: &'static str,
    bases: &'static [usize],
    builtin: Option<&'static Type>,
    status: Status,
) -> Class {
    Class { name, bases, builtin, status }
}

/// All classes, bases first. From index 1 on are the signals, in the order in which flags are shown, then the conditions
/// that are kinds of `InvalidOperation`.
pub(crate) static CLASSES: &[Class] = &[
    class("DecimalException", &[], Some(&exc::ARITHMETIC_ERROR), Status::NONE),
    class("Clamped", &[0], None, Status::CLAMPED),
    class("Rounded", &[0], None, Status::ROUNDED),
    class("Inexact", &[0], None, Status::INEXACT),
    class("Subnormal", &[0], None, Status::SUBNORMAL),
    class("Overflow", &[3, 2], None, Status::OVERFLOW),
    class("Underflow", &[3, 2, 4], None, Status::UNDERFLOW),
    class("InvalidOperation", &[0], None, Status::INVALID),
    class("DivisionByZero", &[0], Some(&exc::ZERO_DIVISION_ERROR), Status::DIVISION_BY_ZERO),
    class("FloatOperation", &[0], Some(&exc::TYPE_ERROR), Status::FLOAT_OPERATION),
    class("ConversionSyntax", &[7], None, Status::CONVERSION_SYNTAX),
    class("DivisionImpossible", &[7], None, Status::DIVISION_IMPOSSIBLE),
    class("DivisionUndefined", &[7], Some(&exc::ZERO_DIVISION_ERROR), Status::DIVISION_UNDEFINED),
    class("InvalidContext", &[7], None, Status::INVALID_CONTEXT),
];

/// The index of `InvalidOperation`.
const INVALID_OPERATION: usize = 7;

/// The signals, in the order in which they are iterated and raised.
pub(crate) const SIGNALS: [usize; 9] = [INVALID_OPERATION, 9, 8, 5, 6, 4, 3, 2, 1];

/// The signals in the order of their bits, in which they are shown.
pub(crate) const BY_BIT: [usize; 9] = [1, INVALID_OPERATION, 8, 3, 9, 5, 2, 4, 6];

/// Kinds of invalid operations, in the order in which they are told.
const KINDS: [(usize, Status); 5] = [
    (INVALID_OPERATION, Status::INVALID_OPERATION),
    (10, Status::CONVERSION_SYNTAX),
    (11, Status::DIVISION_IMPOSSIBLE),
    (12, Status::DIVISION_UNDEFINED),
    (13, Status::INVALID_CONTEXT),
];

/// Makes the classes.
pub(crate) fn make(py: &mut Py) -> PyResult<Vec<Value>> {
    let mut made: Vec<Value> = Vec::with_capacity(CLASSES.len());
    for class in CLASSES {
        let builtin = class.builtin.map(Type::to_value);
        let bases: Vec<&Value> =
            class.bases.iter().filter_map(|&index| made.get(index)).chain(builtin.as_ref()).collect();
        let value = py.exception_class_of(&format!("decimal.{}", class.name), &bases, None)?;
        made.push(value);
    }
    Ok(made)
}

/// The class with an index of [`CLASSES`].
pub(crate) fn value(py: &Py, index: usize) -> Value {
    py.state::<State>()
        .exceptions
        .get(py)
        .get(index)
        .cloned()
        .unwrap_or_else(|| exc::ARITHMETIC_ERROR.to_value())
}

/// The conditions that a signal stands for.
pub(crate) fn status(index: usize) -> Status {
    CLASSES.get(index).map_or(Status::NONE, |class| class.status)
}

/// The conditions of a signal's class; `None`: it is no signal.
pub(crate) fn of_class(py: &Py, class: &Value) -> Option<Status> {
    SIGNALS.into_iter().find(|&index| value(py, index).is(class)).map(status)
}

/// The classes of conditions, for exceptions.
fn list(py: &mut Py, status: Status) -> PyResult<Value> {
    let kinds = KINDS.iter().filter(|(_, kind)| status.has(*kind)).map(|(index, _)| *index);
    let others = SIGNALS.into_iter().skip(1).filter(|&index| status.has(self::status(index)));
    let classes = kinds.chain(others).map(|index| value(py, index)).collect();
    py.list(classes)
}

/// The classes of the signals among conditions, in the order of their bits.
pub(crate) fn signal_list(py: &Py, status: Status) -> PyResult<Value> {
    let signals = SIGNALS.into_iter().filter(|&index| status.has(self::status(index)));
    let classes = signals.map(|index| value(py, index)).collect();
    py.list(classes)
}

/// Raises the first signal among conditions, with a list of all.
#[cold]
pub(crate) fn raise(py: &mut Py, status: Status) -> Raised {
    let index = SIGNALS.into_iter().find(|&index| status.has(self::status(index))).unwrap_or(0);
    let class = value(py, index);
    let exception = match list(py, status) {
        Ok(list) => py.call(&class, &[&list]),
        Err(raised) => Err(raised),
    };
    match exception {
        Ok(exception) => py.raise_value(&exception, None),
        Err(raised) => raised,
    }
}
