//! The functions of `_operator` about containers, truth and identity.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::protocol::number::Operator;
use taipan_object::types::singletons::{is_none, is_not_implemented};
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

/// Truth and identity.
pub(super) struct Logic;

#[pymodule("_operator")]
impl Logic {
    /// Whether a is true.
    #[pyfunction("(a, /)")]
    fn truth(py: &mut Py, a: &Value) -> PyResult<bool> {
        py.is_true(a)
    }

    /// Same as not a.
    #[pyfunction("(a, /)")]
    fn not_(py: &mut Py, a: &Value) -> PyResult<bool> {
        py.is_true(a).map(|truth| !truth)
    }

    /// Same as a is b.
    #[pyfunction("(a, b, /)")]
    fn is_(a: &Value, b: &Value) -> bool {
        a.is(b)
    }

    /// Same as a is not b.
    #[pyfunction("(a, b, /)")]
    fn is_not(a: &Value, b: &Value) -> bool {
        !a.is(b)
    }

    /// Same as a is None.
    #[pyfunction("(a, /)")]
    fn is_none(a: &Value) -> bool {
        is_none(a)
    }

    /// Same as a is not None.
    #[pyfunction("(a, /)")]
    fn is_not_none(a: &Value) -> bool {
        !is_none(a)
    }

    /// Same as a.__index__()
    #[pyfunction("(a, /)")]
    fn index(py: &mut Py, a: &Value) -> PyResult<Value> {
        py.index(a)
    }

    /// Same as obj(*args, **kwargs).
    #[pyfunction("(obj, /, *args, **kwargs)")]
    fn call(py: &mut Py, obj: &Value, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        if kwargs.is_empty() {
            return py.call_args(obj, args);
        }
        let positional: Vec<Borrowed<'_>> = args.iter().collect();
        let positional: Vec<&Value> = positional.iter().map(|value| &**value).collect();
        let keywords: Vec<(Borrowed<'_>, Borrowed<'_>)> = kwargs.iter().collect();
        let keywords: Vec<(&Value, &Value)> =
            keywords.iter().map(|(name, value)| (&**name, &**value)).collect();
        py.call_with(obj, &positional, &keywords)
    }
}

/// Containers.
pub(super) struct Containers;

#[pymodule("_operator")]
impl Containers {
    /// Same as a + b, for sequences.
    #[pyfunction("(a, b, /)")]
    fn concat(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        concatenate(py, a, b, false)
    }

    /// Same as a += b, for sequences.
    #[pyfunction("(a, b, /)")]
    fn iconcat(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        concatenate(py, a, b, true)
    }

    /// Same as b in a.
    #[pyfunction("(a, b, /)")]
    fn contains(py: &mut Py, a: &Value, b: &Value) -> PyResult<bool> {
        py.contains(a, b)
    }

    /// How many items of a are b or equal to it.
    #[pyfunction("(a, b, /)", name = "countOf")]
    fn count_of(py: &mut Py, a: &Value, b: &Value) -> PyResult<usize> {
        let iterator = iterate(py, a)?;
        let mut count = 0;
        while let Some(item) = py.next(&iterator)? {
            count += usize::from(py.equal(&item, b)?);
        }
        Ok(count)
    }

    /// The number of the first item of a that is b or equal to it.
    #[pyfunction("(a, b, /)", name = "indexOf")]
    fn index_of(py: &mut Py, a: &Value, b: &Value) -> PyResult<usize> {
        let iterator = iterate(py, a)?;
        let mut index = 0;
        while let Some(item) = py.next(&iterator)? {
            if py.equal(&item, b)? {
                return Ok(index);
            }
            index += 1;
        }
        Err(exc::value_error(py, format_args!("sequence.index(x): x not in sequence")))
    }

    /// Same as a[b].
    #[pyfunction("(a, b, /)")]
    fn getitem(py: &mut Py, a: &Value, b: &Value) -> PyResult<Value> {
        py.get_item(a, b)
    }

    /// Same as a[b] = c.
    #[pyfunction("(a, b, c, /)")]
    fn setitem(py: &mut Py, a: &Value, b: &Value, c: &Value) -> PyResult<()> {
        py.set_item(a, b, c)
    }

    /// Same as del a[b].
    #[pyfunction("(a, b, /)")]
    fn delitem(py: &mut Py, a: &Value, b: &Value) -> PyResult<()> {
        py.delete_item(a, b)
    }

    /// How many items obj has or is expected to give.
    ///
    /// It is asked for its length, then for what its __length_hint__ says; otherwise the result is default.
    #[pyfunction("(obj, default=0, /)")]
    fn length_hint(py: &mut Py, obj: &Value, default: isize) -> PyResult<isize> {
        match usize::try_from(default) {
            Ok(default) => py.length_hint(obj, default).map(usize::cast_signed),
            // A negative default is given back as it is.
            Err(_) => {
                let hint = py.length_hint(obj, usize::MAX)?;
                Ok(if hint == usize::MAX { default } else { hint.cast_signed() })
            }
        }
    }
}

/// An iterator, with the error that searching has for what is none.
fn iterate(py: &mut Py, iterable: &Value) -> PyResult<Value> {
    match py.iter(iterable) {
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            py.discard(raised);
            let given = iterable.type_().name();
            Err(exc::type_error(py, format_args!("argument of type '{given}' is not iterable")))
        }
        result => result,
    }
}

/// `a + b` of sequences. Those written in Python have `__add__` only, which is asked if both look like sequences.
fn concatenate(py: &mut Py, a: &Value, b: &Value, in_place: bool) -> PyResult<Value> {
    let slots = &a.borrow().type_().slots;
    let own = slots.inplace_concat.get().filter(|_| in_place).or_else(|| slots.concat.get());
    if let Some(concat) = own {
        return concat(py, a.borrow(), b.borrow());
    }
    if is_sequence(a) && is_sequence(b) {
        let has = |value: &Value| {
            let slots = &value.borrow().type_().slots;
            slots.add.get().is_some() || (in_place && slots.inplace_add.get().is_some())
        };
        if has(a) || has(b) {
            let sum =
                if in_place { py.in_place(Operator::Add, a, b)? } else { py.binary(Operator::Add, a, b)? };
            if !is_not_implemented(&sum) {
                return Ok(sum);
            }
        }
    }
    Err(exc::type_error(py, format_args!("'{}' object can't be concatenated", a.type_().name())))
}
