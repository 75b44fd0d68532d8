//! `_struct`: values stored as bytes, in the way that C stores its structures.

mod layout;
mod pack;
mod unpack;

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::buffer::{Buffer, BufferRequest};
use taipan_object::exception as exc;
use taipan_object::native::given;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::{Module, ModuleDef};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value};

use crate::calls;
use layout::{Layout, Mistake};

pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(DOC),
    functions: &[Functions::FUNCTIONS],
    definitions: &[&[
        Definition::of(&layout::LAYOUT),
        Definition {
            doc: Some("Struct(fmt) --> compiled struct object\n\n"),
            flags: Flags::BASE.with(Flags::WEAKLY_REFERABLE),
            slots: &[Struct::SLOTS],
            methods: &[Struct::METHODS],
            getset: &[Struct::GETSET],
            ..Definition::of(&STRUCT)
        },
        Definition {
            flags: Flags::NO_INSTANCES,
            slots: &[UnpackIterator::SLOTS],
            methods: &[UnpackIterator::METHODS],
            ..Definition::of(&UNPACK_ITERATOR)
        },
    ]],
    types: &[&STRUCT],
    exec: Some(exec),
    ..ModuleDef::of("_struct")
};

const DOC: &str = "\
Values stored as bytes, in the way that C stores its structures.

A format begins with the order of bytes, unless it is @:
  @  the machine's own, sizes and alignment of its C compiler
  =  the machine's own, standard sizes, no gaps
  <  lowest byte first, standard sizes    > or !  highest byte first
Each character after it is a value, with a number in front several of them:
  x no value  c a byte, as bytes  b B signed char, unsigned  ? bool  h H short  i I int  l L long  q Q long long
  n N ssize_t, size_t  P pointer (with @ only)  e f d float of 2, 4, 8 bytes  F D complex
  s p bytes, of which the number is the size; p begins with its length";

/// What the module keeps.
#[derive(Default)]
struct State {
    error: PyCell<Option<Value>>,
    /// The structs of formats that functions were given.
    cache: PyCell<Option<Value>>,
}

const CACHED: usize = 100;

fn exec(py: &mut Py, module: &Value) -> PyResult<()> {
    // Functions of a module that was imported before raise the same class as those of one that is imported anew.
    let known = py.state::<State>().error.get(py).clone();
    let error = match known {
        Some(error) => error,
        None => calls::exception_class(py, "struct.error", exc::EXCEPTION.to_value(), None)?,
    };
    if let Some(module) = module.get::<Module>() {
        module.set(py, "error", error.clone())?;
    }
    let cache = py.dict()?;
    let state = py.state::<State>();
    drop(state.error.replace(py, Some(error)));
    drop(state.cache.replace(py, Some(cache)));
    Ok(())
}

/// Raises `struct.error`.
#[cold]
fn error(py: &mut Py, message: std::fmt::Arguments<'_>) -> Raised {
    let class = py.state::<State>().error.get(py).clone();
    calls::raise(py, class, message)
}

/// A format that was taken apart.
#[pyclass(name = "_struct.Struct")]
struct Struct {
    /// A [`Layout`], once the struct is initialised.
    layout: PyCell<Option<Value>>,
}

/// A layout, kept alive while it is in use.
struct Held(Value);

impl Held {
    fn get(&self, py: &Py) -> PyResult<&Layout> {
        match self.0.get::<Layout>() {
            Some(layout) => Ok(layout),
            None => Err(uninitialised(py)),
        }
    }
}

#[cold]
fn uninitialised(py: &Py) -> Raised {
    exc::runtime_error(py, format_args!("Struct object is not initialized"))
}

/// Takes a format apart, a `str` or `bytes`.
fn parse(py: &mut Py, format: &Value) -> PyResult<Value> {
    let bytes =
        if format.get::<Str>().is_some() { py.encode(format, Some("ascii"), None)? } else { format.clone() };
    let Some(bytes) = bytes.get::<Bytes>() else {
        let class = format.type_().qualified_name();
        return Err(exc::type_error(
            py,
            format_args!("Struct() argument 1 must be a str or bytes object, not {class}"),
        ));
    };
    match Layout::parse(bytes.data()) {
        Ok(layout) => py.heap().object(layout),
        Err(Mistake::Message(message)) => Err(error(py, format_args!("{message}"))),
        Err(Mistake::Memory) => Err(py.heap().no_memory()),
    }
}

/// The layout of a format that a function was given.
fn cached(py: &mut Py, format: &Value) -> PyResult<Held> {
    let state = py.state::<State>();
    let cache = state.cache.get(py).clone();
    let Some(cache) = cache.as_ref().and_then(|cache| cache.get::<Dict>()) else {
        return parse(py, format).map(Held);
    };
    let is_key = format.exact::<Str>().is_some() || format.exact::<Bytes>().is_some();
    // What is no format is refused for having no hash first, if it has none.
    if let Some(found) = cache.get(py, format)? {
        return Ok(Held(found));
    }
    let layout = parse(py, format)?;
    if is_key {
        if cache.len(py) >= CACHED {
            cache.clear(py);
        }
        cache.set(py, format, layout.clone())?;
    }
    Ok(Held(layout))
}

/// `pack`
fn pack_values(py: &mut Py, layout: &Layout, args: Args<'_>) -> PyResult<Value> {
    if args.len() != layout.count {
        let count = layout.count;
        return Err(error(py, format_args!("pack expected {count} items for packing (got {})", args.len())));
    }
    let values = held(args)?;
    let bytes = pack::pack(py, layout, &values)?;
    py.bytes(&bytes)
}

fn held(args: Args<'_>) -> PyResult<Vec<Value>> {
    let mut values = Vec::new();
    values.try_reserve_exact(args.len())?;
    values.extend(args.iter().map(Borrowed::to_value));
    Ok(values)
}

/// `pack_into`
fn pack_into(py: &mut Py, layout: &Layout, args: Args<'_>) -> PyResult<()> {
    let (Some(target), Some(offset)) = (args.get(0), args.get(1)) else {
        let missing = if args.is_empty() { "buffer" } else { "offset" };
        return Err(error(py, format_args!("pack_into expected {missing} argument")));
    };
    let args = args.skip(2);
    if args.len() != layout.count {
        let count = layout.count;
        return Err(error(
            py,
            format_args!("pack_into expected {count} items for packing (got {})", args.len()),
        ));
    }
    let buffer = py.get_buffer_or(&target, BufferRequest::WRITABLE, |py| not_writable(py, target))?;
    let result = write(py, layout, &buffer, &offset, args);
    calls::give_back(py, buffer, result)
}

#[cold]
fn not_writable(py: &Py, target: Borrowed<'_>) -> Raised {
    let given = given(target);
    exc::type_error(py, format_args!("argument must be read-write bytes-like object, not {given}"))
}

fn write(py: &mut Py, layout: &Layout, buffer: &Buffer, offset: &Value, args: Args<'_>) -> PyResult<()> {
    let words = Words { function: "pack_into", purpose: "for packing", short: "no space to pack" };
    let offset = place(py, layout, buffer.len, offset, &words)?;
    let values = held(args)?;
    let bytes = pack::pack(py, layout, &values)?;
    buffer.write(py, offset, &bytes);
    Ok(())
}

/// How errors speak of what is done.
struct Words {
    function: &'static str,
    purpose: &'static str,
    short: &'static str,
}

/// Where an offset lies in memory of a length, with room for the layout behind it.
fn place(py: &mut Py, layout: &Layout, len: usize, offset: &Value, words: &Words) -> PyResult<usize> {
    let Some(offset) = py.index(offset)?.as_i64() else {
        return Err(exc::index_error(
            py,
            format_args!("cannot fit '{}' into an index-sized integer", offset.type_().name()),
        ));
    };
    let size = layout.size;
    let place = match usize::try_from(offset) {
        Ok(place) => place,
        Err(_) => {
            let back = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            if back < size {
                return Err(error(py, format_args!("{} {size} bytes at offset {offset}", words.short)));
            }
            match len.checked_sub(back) {
                Some(place) => place,
                None => {
                    return Err(error(
                        py,
                        format_args!("offset {offset} out of range for {len}-byte buffer"),
                    ));
                }
            }
        }
    };
    if len.checked_sub(place).is_none_or(|room| room < size) {
        let needed = place.saturating_add(size);
        let Words { function, purpose, .. } = words;
        return Err(error(
            py,
            format_args!(
                "{function} requires a buffer of at least {needed} bytes {purpose} {size} bytes at offset {place} \
                 (actual buffer size is {len})"
            ),
        ));
    }
    Ok(place)
}

/// `unpack`
fn unpack_all(py: &mut Py, layout: &Layout, buffer: &Value) -> PyResult<Value> {
    let unpacked = calls::lend(py, buffer, |py, bytes| {
        if bytes.len() == layout.size { unpack::unpack(py, layout, bytes).map(Some) } else { Ok(None) }
    })?;
    match unpacked {
        Some(values) => Ok(values),
        None => Err(error(py, format_args!("unpack requires a buffer of {} bytes", layout.size))),
    }
}

/// `unpack_from`
fn unpack_from(
    py: &mut Py,
    layout: &Layout,
    buffer: &Value,
    offset: Option<Borrowed<'_>>,
) -> PyResult<Value> {
    let words =
        Words { function: "unpack_from", purpose: "for unpacking", short: "not enough data to unpack" };
    let offset = match offset {
        Some(offset) => offset.to_value(),
        None => py.int(0)?,
    };
    let len = calls::lend(py, buffer, |_, bytes| Ok(bytes.len()))?;
    let start = place(py, layout, len, &offset, &words)?;
    let unpacked = calls::lend(py, buffer, |py, bytes| match bytes.get(start..).unwrap_or_default() {
        bytes if bytes.len() < layout.size => Ok(None),
        bytes => unpack::unpack(py, layout, bytes).map(Some),
    })?;
    match unpacked {
        Some(values) => Ok(values),
        None => Err(error(py, format_args!("the buffer has become too small"))),
    }
}

fn iterate(py: &mut Py, layout: &Held, buffer: &Value) -> PyResult<Value> {
    let size = layout.get(py)?.size;
    if size == 0 {
        return Err(error(py, format_args!("cannot iteratively unpack with a struct of length 0")));
    }
    let len = calls::lend(py, buffer, |_, bytes| Ok(bytes.len()))?;
    if !len.is_multiple_of(size) {
        return Err(error(
            py,
            format_args!("iterative unpacking requires a buffer of a multiple of {size} bytes"),
        ));
    }
    py.heap().object(UnpackIterator {
        layout: layout.0.clone(),
        source: PyCell::new(Some(buffer.clone())),
        next: PyCell::new(0),
    })
}

impl Struct {
    fn layout(&self, py: &Py) -> PyResult<Held> {
        match &*self.layout.get(py) {
            Some(layout) => Ok(Held(layout.clone())),
            None => Err(uninitialised(py)),
        }
    }
}

#[pymethods]
impl Struct {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self { layout: PyCell::new(None) })
    }

    #[pyslot("(format)", name = "Struct")]
    fn init(this: &Self, py: &mut Py, format: &Value) -> PyResult<()> {
        let layout = parse(py, format)?;
        drop(this.layout.replace(py, Some(layout)));
        Ok(())
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let Some(own) = this.get::<Self>() else { return py.str("") };
        let layout = own.layout(py)?;
        let format = format(py, layout.get(py)?)?;
        let shown = py.repr(&format)?;
        py.text(format_args!("{}({shown})", this.type_().short_name()))
    }

    /// The values as bytes.
    #[pymethod("($self, /, *args)", hidden)]
    fn pack(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let layout = self.layout(py)?;
        pack_values(py, layout.get(py)?, args)
    }

    /// Stores the values in memory: pack_into(buffer, offset, v1, v2, ...)
    #[pymethod("($self, /, *args)", name = "pack_into", hidden)]
    fn pack_into_method(&self, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let layout = self.layout(py)?;
        pack_into(py, layout.get(py)?, args)
    }

    /// The values that bytes stand for; there must be exactly as many as the format needs.
    #[pymethod("($self, buffer, /)")]
    fn unpack(&self, py: &mut Py, buffer: &Value) -> PyResult<Value> {
        let layout = self.layout(py)?;
        unpack_all(py, layout.get(py)?, buffer)
    }

    /// The values that stand for bytes from offset on.
    #[pymethod("($self, /, buffer, offset=0)", name = "unpack_from")]
    fn unpack_from_method(
        &self,
        py: &mut Py,
        buffer: &Value,
        offset: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let layout = self.layout(py)?;
        unpack_from(py, layout.get(py)?, buffer, offset)
    }

    /// An iterator that unpacks piece after piece.
    #[pymethod("($self, buffer, /)")]
    fn iter_unpack(&self, py: &mut Py, buffer: &Value) -> PyResult<Value> {
        let layout = self.layout(py)?;
        iterate(py, &layout, buffer)
    }

    /// The bytes of memory that the object takes.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, py: &mut Py) -> PyResult<usize> {
        let Some(own) = this.get::<Self>() else { return Err(uninitialised(py)) };
        let fields = own.layout(py)?.get(py)?.fields.len();
        Ok(this.type_().size_of(this) + (fields + 1) * size_of::<layout::Field>())
    }

    /// struct format string
    #[pygetter]
    fn format(&self, py: &mut Py) -> PyResult<Value> {
        let layout = self.layout(py)?;
        format(py, layout.get(py)?)
    }

    /// struct size in bytes
    #[pygetter]
    fn size(&self, py: &mut Py) -> PyResult<isize> {
        Ok(match self.layout(py) {
            Ok(layout) => layout.get(py)?.size as isize,
            Err(raised) => {
                py.discard(raised);
                -1
            }
        })
    }
}

fn format(py: &Py, layout: &Layout) -> PyResult<Value> {
    py.str(&String::from_utf8_lossy(&layout.format))
}

/// What unpacks piece after piece.
#[pyclass(name = "_struct.unpack_iterator")]
struct UnpackIterator {
    layout: Value,
    source: PyCell<Option<Value>>,
    next: PyCell<usize>,
}

#[pymethods]
impl UnpackIterator {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(&self, py: &mut Py) -> PyResult<Option<Value>> {
        let source = self.source.get(py).clone();
        let (Some(source), Some(layout)) = (source, self.layout.get::<Layout>()) else { return Ok(None) };
        let start = *self.next.get(py);
        let unpacked = calls::lend(py, &source, |py, bytes| match bytes.get(start..start + layout.size) {
            Some(bytes) => unpack::unpack(py, layout, bytes).map(Some),
            None => Ok(None),
        })?;
        if unpacked.is_some() {
            self.next.replace(py, start + layout.size);
        } else {
            drop(self.source.replace(py, None));
        }
        Ok(unpacked)
    }

    /// How many pieces are left.
    #[pymethod("($self, /)")]
    fn __length_hint__(&self, py: &mut Py) -> PyResult<usize> {
        let source = self.source.get(py).clone();
        let (Some(source), Some(layout)) = (source, self.layout.get::<Layout>()) else { return Ok(0) };
        let len = calls::lend(py, &source, |_, bytes| Ok(bytes.len()))?;
        Ok(len.saturating_sub(*self.next.get(py)) / layout.size.max(1))
    }
}

struct Functions;

#[pymodule("_struct")]
impl Functions {
    /// Forgets the formats that were taken apart.
    #[pyfunction("()")]
    fn _clearcache(py: &mut Py) {
        let cache = py.state::<State>().cache.get(py).clone();
        if let Some(cache) = cache.as_ref().and_then(|cache| cache.get::<Dict>()) {
            cache.clear(py);
        }
    }

    /// How many bytes a format describes.
    #[pyfunction("(format, /)")]
    fn calcsize(py: &mut Py, format: &Value) -> PyResult<usize> {
        let layout = cached(py, format)?;
        Ok(layout.get(py)?.size)
    }

    /// Values as bytes: pack(format, v1, v2, ...)
    #[pyfunction("(*args)", hidden)]
    fn pack(py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let layout = first_format(py, args)?;
        pack_values(py, layout.get(py)?, args.skip(1))
    }

    /// Stores values in memory: pack_into(format, buffer, offset, v1, v2, ...)
    #[pyfunction("(*args)", name = "pack_into", hidden)]
    fn pack_into_function(py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let layout = first_format(py, args)?;
        pack_into(py, layout.get(py)?, args.skip(1))
    }

    /// The values that bytes stand for; there must be exactly as many as the format needs.
    #[pyfunction("(format, buffer, /)")]
    fn unpack(py: &mut Py, format: &Value, buffer: &Value) -> PyResult<Value> {
        let layout = cached(py, format)?;
        unpack_all(py, layout.get(py)?, buffer)
    }

    /// The values that stand for bytes from offset on.
    #[pyfunction("(format, /, buffer, offset=0)", name = "unpack_from")]
    fn unpack_from_function(
        py: &mut Py,
        format: &Value,
        buffer: &Value,
        offset: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let layout = cached(py, format)?;
        unpack_from(py, layout.get(py)?, buffer, offset)
    }

    /// An iterator that unpacks piece after piece.
    #[pyfunction("(format, buffer, /)")]
    fn iter_unpack(py: &mut Py, format: &Value, buffer: &Value) -> PyResult<Value> {
        let layout = cached(py, format)?;
        iterate(py, &layout, buffer)
    }
}

fn first_format(py: &mut Py, args: Args<'_>) -> PyResult<Held> {
    match args.get(0) {
        Some(format) => cached(py, &format),
        None => Err(exc::type_error(py, format_args!("missing format argument"))),
    }
}
