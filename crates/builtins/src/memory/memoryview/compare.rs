//! Equality and hash of memoryviews: items are compared as the values that they stand for.

use std::ffi::CStr;

use taipan_macros::pymethods;
use taipan_object::buffer::BufferRequest;
use taipan_object::types::singletons::none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value, exception as exc};

use super::MemoryView;
use crate::memory::geometry::{Geometry, Order};
use crate::memory::item_format::ItemFormat;
use crate::memory::lend::give_back;

/// Comparison.
pub(super) struct Compare;

/// The items of one side, taken out, so that what compares them can run Python code.
struct Side {
    items: Vec<u8>,
    size: usize,
    reader: Reader,
}

/// How items become values.
enum Reader {
    Native(ItemFormat),
    /// By the method `unpack` of a `struct.Struct`.
    Struct(Value),
}

impl Side {
    /// Nothing where nobody can read items of this format.
    fn of(py: &mut Py, items: Vec<u8>, size: usize, format: &CStr) -> PyResult<Option<Self>> {
        let native = ItemFormat::of(format.to_bytes()).filter(|native| native.size() == size);
        let reader = match native {
            Some(native) => Reader::Native(native),
            None => match struct_unpack(py, format, size)? {
                Some(unpack) => Reader::Struct(unpack),
                None => return Ok(None),
            },
        };
        Ok(Some(Self { items, size, reader }))
    }

    fn item(&self, py: &mut Py, index: usize) -> PyResult<Value> {
        let item = self.items.get(index * self.size..(index + 1) * self.size).unwrap_or_default();
        match &self.reader {
            Reader::Native(native) => native.unpack(py, item),
            Reader::Struct(unpack) => {
                let bytes = py.bytes(item)?;
                let fields = py.call(unpack, &[&bytes])?;
                match fields.get::<Tuple>().map(Tuple::items) {
                    Some([field]) => Ok(field.clone()),
                    _ => Ok(fields),
                }
            }
        }
    }

    fn native(&self) -> Option<ItemFormat> {
        match self.reader {
            Reader::Native(native) => Some(native),
            Reader::Struct(_) => None,
        }
    }
}

/// The method `unpack` for a format that is not a native one; nothing if module `struct` does not know it, or reads items of
/// another size.
fn struct_unpack(py: &mut Py, format: &CStr, size: usize) -> PyResult<Option<Value>> {
    let Some(import) = py.interpreter().hooks().import else { return Ok(None) };
    let (name, nothing) = (py.heap().intern("struct")?, none());
    let module = import(py, &name, &nothing, &nothing, &nothing, 0)?;
    let (class, error) = (py.heap().intern("Struct")?, py.heap().intern("error")?);
    let class = py.get_attribute(&module, &class)?;
    let error = py.get_attribute(&module, &error)?;
    let text = py.str(&format.to_string_lossy())?;
    let made = match py.call(&class, &[&text]) {
        Ok(made) => made,
        Err(raised) if error.as_type().is_some_and(|error| py.matches(&raised, error)) => {
            py.discard(raised);
            return Ok(None);
        }
        Err(raised) => return Err(raised),
    };
    let (size_name, unpack) = (py.heap().intern("size")?, py.heap().intern("unpack")?);
    let own_size = py.get_attribute(&made, &size_name)?;
    if own_size.as_i64() != i64::try_from(size).ok() {
        return Ok(None);
    }
    py.get_attribute(&made, &unpack).map(Some)
}

#[pymethods(MemoryView)]
impl Compare {
    #[pyslot]
    fn compare(
        this: Borrowed<'_>,
        py: &mut Py,
        other: Borrowed<'_>,
        op: CompareOp,
    ) -> PyResult<Option<bool>> {
        let Some(view) = this.get::<MemoryView>() else { return Ok(None) };
        if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return Ok(None);
        }
        let is_released =
            |py: &Py, value: Borrowed<'_>| value.get::<MemoryView>().is_some_and(|view| view.is_released(py));
        let equal = if is_released(py, this) || is_released(py, other) {
            this.is(&other)
        } else {
            match equal(py, view, other)? {
                Some(equal) => equal,
                None => return Ok(None),
            }
        };
        Ok(Some(equal == (op == CompareOp::Eq)))
    }

    #[pyslot]
    fn hash(this: &MemoryView, py: &mut Py) -> PyResult<i64> {
        if this.hash.get() != 0 {
            return Ok(this.hash.get().wrapping_sub(1).cast_signed());
        }
        this.check(py)?;
        if !this.is_readonly {
            return Err(exc::value_error(py, format_args!("cannot hash writable memoryview object")));
        }
        if !this.items.is_some_and(ItemFormat::is_byte) {
            return Err(exc::value_error(
                py,
                format_args!("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"),
            ));
        }
        // Memory of an object that can change might, in spite of the view.
        if let Some(owner) = this.owner(py) {
            this.held(|| py.hash(&owner))?;
        }
        this.check(py)?;
        let hash = py.interpreter().hash_secret().bytes(&this.copy(py, Order::C)?);
        this.hash.set(hash.cast_unsigned().wrapping_add(1));
        Ok(hash)
    }
}

/// Whether an object lends equal items in an equal shape; nothing if it lends none.
fn equal(py: &mut Py, view: &MemoryView, other: Borrowed<'_>) -> PyResult<Option<bool>> {
    let buffer = match py.get_buffer(&other, BufferRequest::FULL_RO) {
        Ok(buffer) => buffer,
        Err(raised) => {
            py.discard(raised);
            return Ok(None);
        }
    };
    let taken = Geometry::of(py, &buffer).and_then(|geometry| {
        if view.is_released(py) || !view.geometry.same_shape(&geometry) {
            return Ok(None);
        }
        let mut items = Vec::new();
        items.try_reserve_exact(geometry.bytes())?;
        // SAFETY: the buffer is held, and nothing else runs meanwhile.
        unsafe { geometry.copy_out(buffer.data.as_ptr(), &mut items) };
        Ok(Some((view.copy(py, Order::C)?, items, geometry)))
    });
    let format = buffer.format.clone();
    let Some((own, items, geometry)) = give_back(py, buffer, taken)? else { return Ok(Some(false)) };
    let left = Side::of(py, own, view.geometry.item_size, &view.format)?;
    let right = Side::of(py, items, geometry.item_size, &format)?;
    let (Some(left), Some(right)) = (left, right) else { return Ok(Some(false)) };
    if let (Some(a), Some(b)) = (left.native(), right.native())
        && a == b
        && a.is_equal_by_bytes()
    {
        return Ok(Some(left.items == right.items));
    }
    let same_native = left.native().is_some() && left.native() == right.native();
    for index in 0..geometry.count() {
        let (a, b) = (left.item(py, index)?, right.item(py, index)?);
        // Numbers of one format are compared as such: NaN is not equal to itself.
        let equal = if same_native && let (Some(a), Some(b)) = (a.as_float(), b.as_float()) {
            a == b
        } else {
            py.equal(&a, &b)?
        };
        if !equal {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}
