//! `_array_reconstructor`: arrays from pickles, which may come from a machine of another kind.

use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::bytes::Bytes;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::type_code::TypeCode;
use super::{ARRAY, make, type_code};

/// The function.
pub(super) struct Functions;

#[pymodule("array")]
impl Functions {
    /// An array of the bytes of a machine, whose format is given by a number. For pickles.
    #[pyfunction(
        "(arraytype, typecode, mformat_code, items, /)",
        text = "($module, arraytype, typecode, mformat_code, items,\n                     /)"
    )]
    fn _array_reconstructor(
        py: &mut Py,
        arraytype: Borrowed<'_>,
        typecode: Borrowed<'_>,
        mformat_code: &Value,
        items: Borrowed<'_>,
    ) -> PyResult<Value> {
        let code = type_code(py, "_array_reconstructor(): argument 2", typecode)?;
        let format = py.to_i64(mformat_code)?;
        let Some(class) = arraytype.as_type() else {
            let given = arraytype.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("first argument must be a type object, not {given}"),
            ));
        };
        if !class.is_subtype(py, &ARRAY) {
            return Err(exc::type_error(
                py,
                format_args!("{class} is not a subtype of array.array", class = class.name()),
            ));
        }
        let Some(code) = code.and_then(TypeCode::of) else {
            return Err(exc::value_error(py, format_args!("second argument must be a valid type code")));
        };
        let Some(machine) = usize::try_from(format).ok().and_then(|format| FORMATS.get(format)) else {
            return Err(exc::value_error(
                py,
                format_args!("third argument must be a valid machine format code."),
            ));
        };
        let Some(bytes) = items.get::<Bytes>() else {
            let given = items.type_().name();
            return Err(exc::type_error(py, format_args!("fourth argument should be bytes, not {given}")));
        };
        if format == native_format(code) {
            return make(py, class, code, Some(items));
        }
        if bytes.len() % machine.size() != 0 {
            return Err(exc::value_error(py, format_args!("bytes length not a multiple of item size")));
        }
        convert(py, class, code, *machine, bytes.data())
    }
}

/// The items of a machine.
#[derive(Clone, Copy)]
enum Machine {
    /// Bytes, and whether they can be negative, and whether the high byte comes first.
    Int(usize, bool, bool),
    Float(usize, bool),
    Text(usize, bool),
}

/// All formats by their numbers, which pickles have.
const FORMATS: [Machine; 22] = [
    Machine::Int(1, false, false),
    Machine::Int(1, true, false),
    Machine::Int(2, false, false),
    Machine::Int(2, false, true),
    Machine::Int(2, true, false),
    Machine::Int(2, true, true),
    Machine::Int(4, false, false),
    Machine::Int(4, false, true),
    Machine::Int(4, true, false),
    Machine::Int(4, true, true),
    Machine::Int(8, false, false),
    Machine::Int(8, false, true),
    Machine::Int(8, true, false),
    Machine::Int(8, true, true),
    Machine::Float(4, false),
    Machine::Float(4, true),
    Machine::Float(8, false),
    Machine::Float(8, true),
    Machine::Text(2, false),
    Machine::Text(2, true),
    Machine::Text(4, false),
    Machine::Text(4, true),
];

impl Machine {
    const fn size(self) -> usize {
        match self {
            Self::Int(size, ..) | Self::Float(size, _) | Self::Text(size, _) => size,
        }
    }
}

/// The number of the format that a type code has on this machine.
pub(super) fn native_format(code: TypeCode) -> i64 {
    let found = FORMATS.iter().position(|machine| match *machine {
        Machine::Int(size, signed, false) => {
            code.is_int() && size == code.size() && signed == code.is_signed()
        }
        Machine::Float(size, false) => code.is_float() && size == code.size(),
        Machine::Text(4, false) => code.is_text(),
        _ => false,
    });
    found.map_or(-1, |format| format as i64)
}

/// The function as a value, for pickles.
pub(super) fn function(py: &mut Py) -> PyResult<Value> {
    let module = crate::arguments::import(py, "array")?;
    let name = py.heap().intern("_array_reconstructor")?;
    py.get_attribute(&module, &name)
}

/// An array of items of another machine.
fn convert(
    py: &mut Py,
    class: &taipan_object::Type,
    code: TypeCode,
    machine: Machine,
    bytes: &[u8],
) -> PyResult<Value> {
    if let Machine::Text(size, high_first) = machine {
        let encoding = match (size, high_first) {
            (2, false) => "utf-16-le",
            (2, true) => "utf-16-be",
            (_, false) => "utf-32-le",
            (_, true) => "utf-32-be",
        };
        let text = py.decode(bytes, Some(encoding), None)?;
        return make(py, class, code, Some(text.borrow()));
    }
    let mut items = Vec::new();
    items.try_reserve_exact(bytes.len() / machine.size())?;
    for item in bytes.chunks_exact(machine.size()) {
        items.push(unpack(py, machine, item)?);
    }
    // Ints go into the type that fits them.
    let code = match machine {
        Machine::Int(size, signed, _) => TypeCode::of_ints(size, signed).unwrap_or(code),
        _ => code,
    };
    let items = py.list(items)?;
    make(py, class, code, Some(items.borrow()))
}

fn unpack(py: &Py, machine: Machine, item: &[u8]) -> PyResult<Value> {
    let mut bytes = [0; 8];
    bytes[..item.len()].copy_from_slice(item);
    let high_first = match machine {
        Machine::Int(_, _, high_first) | Machine::Float(_, high_first) | Machine::Text(_, high_first) => {
            high_first
        }
    };
    if high_first {
        bytes[..item.len()].reverse();
    }
    let word = u64::from_le_bytes(bytes);
    match machine {
        Machine::Float(4, _) => py.float(f32::from_bits(word as u32).into()),
        Machine::Float(..) => py.float(f64::from_bits(word)),
        Machine::Int(size, true, _) => {
            let unused = 64 - 8 * size as u32;
            py.int(word.cast_signed() << unused >> unused)
        }
        _ => py.int_from_usize(word as usize),
    }
}
