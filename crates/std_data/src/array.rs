//! `array`: numbers or characters of one machine type, end to end in memory.

mod convert;
mod items;
mod iterator;
mod methods;
mod reconstruct;
mod type_code;

use std::cell::Cell;
use std::ffi::CStr;
use std::ptr::NonNull;

use taipan_macros::{pyclass, pymethods};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::list::List;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value};

use crate::arguments::no_keywords;
use type_code::TypeCode;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("Arrays of numbers or characters of one machine type."),
    functions: &[reconstruct::Functions::FUNCTIONS],
    definitions: &[DEFINITIONS],
    types: &[&ARRAY],
    constants: &[("ArrayType", |_| Ok(ARRAY.to_value())), ("typecodes", |py| py.str(type_code::ALL))],
    exec: Some(register),
    ..ModuleDef::of("array")
};

/// Says that arrays are mutable sequences: that is not to be seen from their methods.
fn register(py: &mut Py, _module: &Value) -> PyResult<()> {
    let Some(import) = py.interpreter().hooks().import else { return Ok(()) };
    let (module, class) = (py.heap().intern("collections.abc")?, py.heap().intern("MutableSequence")?);
    let wanted = py.tuple([class.clone()])?;
    let abc = import(py, &module, &none(), &none(), &wanted, 0)?;
    let class = py.get_attribute(&abc, &class)?;
    let register = py.heap().intern("register")?;
    py.call_method(&class, &register, &[&ARRAY.to_value()]).map(drop)
}

static DEFINITIONS: &[Definition] = &[
    Definition {
        doc: Some(
            "array(typecode [, initializer]) -> array\n\n\
             A sequence of items of one machine type, which the type code says:\n\n\
             Code  Items               Bytes, at least\n\n    \
                 'b'   signed integers     1\n    \
                 'B'   unsigned integers   1\n    \
                 'u'   characters (deprecated) 2\n    \
                 'w'   characters          4\n    \
                 'h'   signed integers     2\n    \
                 'H'   unsigned integers   2\n    \
                 'i'   signed integers     2\n    \
                 'I'   unsigned integers   2\n    \
                 'l'   signed integers     4\n    \
                 'L'   unsigned integers   4\n    \
                 'q'   signed integers     8\n    \
                 'Q'   unsigned integers   8\n    \
                 'f'   floats              4\n    \
                 'd'   floats              8\n\n\
             The initializer is a str for characters, bytes-like as memory of the machine, or an iterable of items.",
        ),
        flags: Flags::BASE.with(Flags::SEQUENCE).with(Flags::WEAKLY_REFERABLE),
        slots: &[Construct::SLOTS, items::Items::SLOTS],
        methods: &[methods::Methods::METHODS, convert::Convert::METHODS],
        getset: &[Construct::GETSET],
        ..Definition::of(&ARRAY)
    },
    iterator::DEFINITION,
];

/// The payload.
#[pyclass(name = "array.array")]
pub(crate) struct Array {
    code: TypeCode,
    /// The items, in the order of the machine.
    bytes: PyCell<Vec<u8>>,
    /// How often the memory is lent: then it cannot move.
    exports: Cell<usize>,
}

impl Array {
    fn of(code: TypeCode, bytes: Vec<u8>) -> Self {
        Self { code, bytes: PyCell::new(bytes), exports: Cell::new(0) }
    }

    /// How many items.
    fn len(&self, py: &Py) -> usize {
        self.bytes.get(py).len() / self.code.size()
    }

    /// The item at a place.
    #[inline]
    fn item(&self, py: &Py, place: usize) -> Option<PyResult<Value>> {
        let word = self.code.read(&self.bytes.get(py), place)?;
        Some(self.code.unpack(py, word))
    }

    /// Fails while memory is lent: the number of items cannot change then.
    fn check_resizable(&self, py: &Py) -> PyResult<()> {
        if self.exports.get() == 0 { Ok(()) } else { Err(cannot_resize(py)) }
    }

    /// Adds an item at the end.
    fn push(&self, py: &mut Py, item: &Value) -> PyResult<()> {
        let packed = self.code.pack(py, item)?;
        self.check_resizable(py)?;
        let mut bytes = self.bytes.get_mut(py);
        let packed = &packed.to_le_bytes()[..self.code.size()];
        bytes.try_reserve(packed.len())?;
        bytes.extend_from_slice(packed);
        Ok(())
    }

    /// Adds memory of whole items at the end.
    fn push_bytes(&self, py: &mut Py, more: &[u8]) -> PyResult<()> {
        if !more.len().is_multiple_of(self.code.size()) {
            return Err(exc::value_error(py, format_args!("bytes length not a multiple of item size")));
        }
        if more.is_empty() {
            return Ok(());
        }
        self.check_resizable(py)?;
        let mut bytes = self.bytes.get_mut(py);
        bytes.try_reserve(more.len())?;
        bytes.extend_from_slice(more);
        Ok(())
    }

    /// Adds the items of an iterable, or of an array of the same kind.
    fn extend(&self, py: &mut Py, source: &Value) -> PyResult<()> {
        let Some(other) = source.get::<Self>() else {
            return py.for_each(source, |py, item| self.push(py, &item));
        };
        if other.code != self.code {
            return Err(exc::type_error(py, format_args!("can only extend with array of same kind")));
        }
        let more = other.bytes.get(py).clone();
        self.push_bytes(py, &more)
    }
}

#[cold]
fn cannot_resize(py: &Py) -> Raised {
    py.error(&exc::BUFFER_ERROR, format_args!("cannot resize an array that is exporting buffers"))
}

/// An array of exactly the type.
fn plain(py: &Py, code: TypeCode, bytes: Vec<u8>) -> PyResult<Value> {
    py.heap().object(Array::of(code, bytes))
}

/// An array of a class.
fn make(py: &mut Py, class: &Type, code: TypeCode, initial: Option<Borrowed<'_>>) -> PyResult<Value> {
    let array = py.heap().object_of(class, Array::of(code, Vec::new()))?;
    if let (Some(own), Some(initial)) = (array.get::<Array>(), initial) {
        fill(py, own, &initial)?;
    }
    Ok(array)
}

/// Fills a new array.
fn fill(py: &mut Py, array: &Array, initial: &Value) -> PyResult<()> {
    let code = array.code;
    if let Some(text) = initial.get::<Str>() {
        if !code.is_text() {
            return Err(exc::type_error(
                py,
                format_args!("cannot use a str to initialize an array with typecode '{code}'"),
            ));
        }
        return convert::push_text(py, array, text);
    }
    if let Some(other) = initial.get::<Array>() {
        if other.code.is_text() && !code.is_text() {
            return Err(exc::type_error(
                py,
                format_args!("cannot use a unicode array to initialize an array with typecode '{code}'"),
            ));
        }
        if other.code == code || (other.code.is_text() && code.is_text()) {
            let bytes = other.bytes.get(py).clone();
            return array.push_bytes(py, &bytes);
        }
        let mut place = 0;
        while let Some(item) = other.item(py, place) {
            array.push(py, &item?)?;
            place += 1;
        }
        return Ok(());
    }
    if initial.get::<List>().is_none() && convert::is_bytes(initial) {
        return convert::push_buffer(py, array, initial);
    }
    py.for_each(initial, |py, item| array.push(py, &item))
}

/// The type code that an argument is.
fn type_code(py: &mut Py, function: &str, argument: Borrowed<'_>) -> PyResult<Option<char>> {
    let Some(text) = argument.get::<Str>() else {
        let given = argument.type_().name();
        return Err(exc::type_error(py, format_args!("{function} must be a unicode character, not {given}")));
    };
    match text.len() {
        1 => Ok(text.code_point(0).and_then(char::from_u32)),
        count => Err(exc::type_error(
            py,
            format_args!("{function} must be a unicode character, not a string of length {count}"),
        )),
    }
}

/// Making arrays, and what they are as a whole.
struct Construct;

#[pymethods(Array)]
impl Construct {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        no_keywords(py, "array.array", class, &ARRAY, args)?;
        let Some(code) = args.get(0) else {
            return Err(exc::type_error(py, format_args!("array() takes at least 1 argument (0 given)")));
        };
        if args.len() > 2 {
            let count = args.len();
            return Err(exc::type_error(
                py,
                format_args!("array() takes at most 2 arguments ({count} given)"),
            ));
        }
        let code = type_code(py, "array() argument 1", code)?;
        if code == Some('u') {
            py.warn(
                &exc::DEPRECATION_WARNING,
                format_args!("The 'u' type code is deprecated and will be removed in Python 3.16"),
            )?;
        }
        let Some(code) = code.and_then(TypeCode::of) else {
            return Err(exc::value_error(
                py,
                format_args!("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)"),
            ));
        };
        make(py, class, code, args.get(1))
    }

    #[pyslot]
    fn get_buffer(this: Borrowed<'_>, py: &mut Py, request: BufferRequest) -> PyResult<Buffer> {
        let Some(array) = this.get::<Array>() else {
            return Err(py.error(&exc::BUFFER_ERROR, format_args!("no memory")));
        };
        let (data, len) = {
            let mut bytes = array.bytes.get_mut(py);
            (NonNull::new(bytes.as_mut_ptr()).unwrap_or(NonNull::dangling()), bytes.len())
        };
        let mut buffer = Buffer::of_bytes(py, this.to_value(), data, len, false, request)?;
        buffer.item_size = array.code.size();
        if request.has(BufferRequest::FORMAT) {
            buffer.format = array.code.format().into();
        }
        array.exports.set(array.exports.get() + 1);
        Ok(buffer)
    }

    #[pyslot]
    fn release_buffer(this: &Array, _: &mut Py, _: &Buffer) {
        this.exports.set(this.exports.get().saturating_sub(1));
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(array) = this.get::<Array>() else { return Ok(this.to_value()) };
        let name = this.type_().state(py).name.get(py).clone();
        let code = array.code;
        if array.len(py) == 0 {
            return py.text(format_args!("{name}('{code}')"));
        }
        let content = if code.is_text() { convert::text(py, array)? } else { convert::list(py, array)? };
        let content = py.repr(&content)?;
        py.text(format_args!("{name}('{code}', {content})"))
    }

    #[pyslot]
    fn iter(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        iterator::over(py, this)
    }

    /// The character that says the type of the items.
    #[pygetter]
    fn typecode(this: &Array) -> String {
        this.code.to_string()
    }

    /// Bytes of an item.
    #[pygetter]
    fn itemsize(this: &Array) -> usize {
        this.code.size()
    }
}

/// The format of items, in the language of module `struct`.
type Format = &'static CStr;
