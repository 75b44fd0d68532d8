//! Methods of arrays: adding, removing, searching, copying.

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use super::{Array, convert, plain, reconstruct};
use crate::arguments::generic_alias;

/// The methods.
pub(super) struct Methods;

#[pymethods(Array)]
impl Methods {
    /// Adds an item at the end.
    #[pymethod("($self, v, /)")]
    fn append(this: &Array, py: &mut Py, v: &Value) -> PyResult<()> {
        this.push(py, v)
    }

    /// Adds the items of an iterable at the end, or of an array of the same kind.
    #[pymethod("($self, bb, /)")]
    fn extend(this: &Array, py: &mut Py, bb: &Value) -> PyResult<()> {
        this.extend(py, bb)
    }

    /// Puts an item before the one at an index.
    #[pymethod("($self, i, v, /)")]
    fn insert(this: &Array, py: &mut Py, i: isize, v: &Value) -> PyResult<()> {
        let packed = this.code.pack(py, v)?;
        this.check_resizable(py)?;
        let (len, size) = (this.len(py), this.code.size());
        let place = if i < 0 { i.saturating_add_unsigned(len).max(0) } else { i };
        let start = place.unsigned_abs().min(len) * size;
        let mut bytes = this.bytes.get_mut(py);
        bytes.try_reserve(size)?;
        drop(bytes.splice(start..start, packed.to_le_bytes().into_iter().take(size)));
        Ok(())
    }

    /// Removes the item at an index and returns it.
    #[pymethod("($self, i=-1, /)")]
    fn pop(this: &Array, py: &mut Py, i: isize) -> PyResult<Value> {
        let len = this.len(py);
        if len == 0 {
            return Err(exc::index_error(py, format_args!("pop from empty array")));
        }
        let place = if i < 0 { i.saturating_add_unsigned(len) } else { i };
        let found = usize::try_from(place).ok().and_then(|place| Some((place, this.item(py, place)?)));
        let Some((place, item)) = found else {
            return Err(exc::index_error(py, format_args!("pop index out of range")));
        };
        let item = item?;
        this.check_resizable(py)?;
        let size = this.code.size();
        drop(this.bytes.get_mut(py).drain(place * size..(place + 1) * size));
        Ok(item)
    }

    /// Removes the first item that is equal to a value.
    #[pymethod("($self, v, /)")]
    fn remove(this: &Array, py: &mut Py, v: &Value) -> PyResult<()> {
        let Some(place) = find(py, this, v, 0, usize::MAX)? else {
            return Err(exc::value_error(py, format_args!("array.remove(x): x not in array")));
        };
        this.check_resizable(py)?;
        let size = this.code.size();
        let mut bytes = this.bytes.get_mut(py);
        if (place + 1) * size <= bytes.len() {
            drop(bytes.drain(place * size..(place + 1) * size));
        }
        Ok(())
    }

    /// The index of the first item that is equal to a value.
    #[pymethod(
        "($self, v, start=<unrepresentable>, stop=<unrepresentable>, /)",
        text = "($self, v, start=0, stop=sys.maxsize, /)"
    )]
    fn index(
        this: &Array,
        py: &mut Py,
        v: &Value,
        start: Option<Borrowed<'_>>,
        stop: Option<Borrowed<'_>>,
    ) -> PyResult<usize> {
        let start = limit(py, start, 0)?;
        let stop = limit(py, stop, isize::MAX)?;
        let len = this.len(py);
        let clip = |place: isize| {
            if place < 0 { place.saturating_add_unsigned(len).max(0) } else { place }.unsigned_abs()
        };
        match find(py, this, v, clip(start), clip(stop))? {
            Some(place) => Ok(place),
            None => Err(exc::value_error(py, format_args!("array.index(x): x not in array"))),
        }
    }

    /// How many items are equal to a value.
    #[pymethod("($self, v, /)")]
    fn count(this: &Array, py: &mut Py, v: &Value) -> PyResult<usize> {
        let (mut count, mut place) = (0, 0);
        while let Some(item) = this.item(py, place) {
            count += usize::from(py.equal(&item?, v)?);
            place += 1;
        }
        Ok(count)
    }

    /// Turns the order of the items around.
    #[pymethod("($self, /)")]
    fn reverse(this: &Array, py: &mut Py) {
        let size = this.code.size();
        let mut bytes = this.bytes.get_mut(py);
        bytes.reverse();
        bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    }

    /// Turns the order of the bytes of each item around.
    #[pymethod("($self, /)")]
    fn byteswap(this: &Array, py: &mut Py) {
        let size = this.code.size();
        this.bytes.get_mut(py).chunks_exact_mut(size).for_each(<[u8]>::reverse);
    }

    /// Removes all items.
    #[pymethod("($self, /)")]
    fn clear(this: &Array, py: &mut Py) -> PyResult<()> {
        if this.len(py) > 0 {
            this.check_resizable(py)?;
            *this.bytes.get_mut(py) = Vec::new();
        }
        Ok(())
    }

    /// A copy.
    #[pymethod("($self, /)")]
    fn __copy__(this: &Array, py: &mut Py) -> PyResult<Value> {
        let bytes = this.bytes.get(py).clone();
        plain(py, this.code, bytes)
    }

    /// A copy.
    #[pymethod("($self, unused, /)")]
    fn __deepcopy__(this: &Array, py: &mut Py, unused: Borrowed<'_>) -> PyResult<Value> {
        let _ = unused;
        let bytes = this.bytes.get(py).clone();
        plain(py, this.code, bytes)
    }

    /// What pickles make it of: its bytes, from protocol 3 on.
    #[pymethod("($self, /, *args)", text = "($self, value, /)")]
    fn __reduce_ex__(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        // CPython binds the argument as if it could have a name.
        let (Some(value), 1) = (args.get(0), args.len()) else {
            let given = args.len();
            return Err(exc::type_error(
                py,
                format_args!("__reduce_ex__() takes exactly 1 positional argument ({given} given)"),
            ));
        };
        let Some(array) = this.get::<Array>() else { return Ok(none()) };
        if !value.is_int() {
            return Err(exc::type_error(py, format_args!("__reduce_ex__ argument should be an integer")));
        }
        let protocol = py.to_i64(&value)?;
        let name = py.heap().intern("__dict__")?;
        let state = py.find_attribute(&this, &name)?.unwrap_or_else(none);
        let class = this.type_().to_value();
        let code = py.text(format_args!("{}", array.code))?;
        if protocol < 3 {
            let items = convert::list(py, array)?;
            let arguments = py.tuple([code, items])?;
            return py.tuple([class, arguments, state]);
        }
        let reconstructor = reconstruct::function(py)?;
        let format = py.int(reconstruct::native_format(array.code))?;
        let bytes = {
            let bytes = array.bytes.get(py);
            py.bytes(&bytes)?
        };
        let arguments = py.tuple([class, code, format, bytes])?;
        py.tuple([reconstructor, arguments, state])
    }

    /// The bytes that the array takes.
    #[pymethod("($self, /)")]
    fn __sizeof__(this: Borrowed<'_>, py: &mut Py) -> usize {
        let items = this.get::<Array>().map_or(0, |array| array.bytes.get(py).capacity());
        this.type_().instance_size() + items
    }

    /// A generic alias, as type annotations use it.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }
}

/// The place of the first item in a range that is equal to a value.
pub(super) fn find(
    py: &mut Py,
    array: &Array,
    value: &Value,
    start: usize,
    stop: usize,
) -> PyResult<Option<usize>> {
    let mut place = start;
    while place < stop
        && let Some(item) = array.item(py, place)
    {
        if py.equal(&item?, value)? {
            return Ok(Some(place));
        }
        place += 1;
    }
    Ok(None)
}

/// The argument `start` or `stop` of a search.
fn limit(py: &mut Py, value: Option<Borrowed<'_>>, default: isize) -> PyResult<isize> {
    let Some(value) = value else { return Ok(default) };
    if !value.is_int() && value.type_().slots.index.get().is_none() {
        return Err(exc::type_error(
            py,
            format_args!("slice indices must be integers or have an __index__ method"),
        ));
    }
    py.to_clamped(&value)
}
