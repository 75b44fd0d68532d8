//! Where the items of a buffer lie: how many there are in each dimension, and how far apart.

use taipan_object::buffer::{Buffer, follow};
use taipan_object::{Py, PyResult, exception as exc};

/// As many dimensions a buffer may have.
pub(super) const MOST_DIMENSIONS: usize = 64;

/// One dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dimension {
    /// Items.
    pub(super) len: usize,
    /// Bytes from one to the next; may be negative.
    pub(super) stride: isize,
    /// What lies at a place is the address of the memory of the next dimension, in which this many bytes are skipped;
    /// negative: it is that memory itself.
    pub(super) suboffset: isize,
}

impl Dimension {
    /// One in memory of its own.
    pub(super) fn direct(len: usize, stride: isize) -> Self {
        Self { len, stride, suboffset: -1 }
    }

    /// Where what is at an index begins, given where the dimension begins.
    ///
    /// # Safety
    /// There is such an index, and the memory is there.
    #[inline]
    pub(super) unsafe fn at(self, start: *mut u8, index: usize) -> *mut u8 {
        let at = start.wrapping_offset((index as isize).wrapping_mul(self.stride));
        if self.suboffset < 0 {
            return at;
        }
        // SAFETY: the caller's promise; whoever lends memory with suboffsets has put addresses there.
        unsafe { follow(at) }.wrapping_offset(self.suboffset)
    }
}

/// The dimensions of a buffer and the size of its items.
#[derive(Clone, Debug)]
pub(super) struct Geometry {
    /// Bytes.
    pub(super) item_size: usize,
    /// Whether its owner has given suboffsets.
    pub(super) is_indirect: bool,
    dimensions: Dimensions,
}

/// The usual case needs no memory of its own.
#[derive(Clone, Debug)]
enum Dimensions {
    One([Dimension; 1]),
    Other(Box<[Dimension]>),
}

/// The order in which items are visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The last index changes fastest.
    C,
    /// The first index changes fastest.
    Fortran,
}

impl Geometry {
    /// The geometry of a buffer, as its owner describes it.
    pub(super) fn of(py: &Py, buffer: &Buffer) -> PyResult<Self> {
        let Some(shape) = &buffer.shape else {
            let len = buffer.len.checked_div(buffer.item_size).unwrap_or(0);
            let stride = match buffer.strides.as_deref() {
                Some(&[stride]) => stride,
                _ => buffer.item_size as isize,
            };
            return Ok(Self::line(buffer.item_size, len, stride));
        };
        if shape.len() > MOST_DIMENSIONS {
            return Err(exc::value_error(
                py,
                format_args!("memoryview: number of dimensions must not exceed {MOST_DIMENSIONS}"),
            ));
        }
        let lens: Vec<usize> = shape.iter().map(|&len| usize::try_from(len).unwrap_or(0)).collect();
        Ok(match buffer.strides.as_deref() {
            Some(strides) if strides.len() == lens.len() => {
                let suboffsets = buffer.suboffsets.as_deref().filter(|them| them.len() == lens.len());
                let suboffset = |index| suboffsets.and_then(|them| them.get(index)).copied().unwrap_or(-1);
                let dimension =
                    |(index, (len, &stride))| Dimension { len, stride, suboffset: suboffset(index) };
                let dimensions = lens.into_iter().zip(strides).enumerate().map(dimension).collect();
                let direct = Self::from_dimensions(buffer.item_size, dimensions);
                Self { is_indirect: suboffsets.is_some(), ..direct }
            }
            _ => Self::end_to_end(buffer.item_size, &lens),
        })
    }

    /// Items in a line.
    pub(super) fn line(item_size: usize, len: usize, stride: isize) -> Self {
        let dimensions = Dimensions::One([Dimension::direct(len, stride)]);
        Self { item_size, is_indirect: false, dimensions }
    }

    /// Items end to end, in C's order.
    pub(super) fn end_to_end(item_size: usize, lens: &[usize]) -> Self {
        let mut stride = item_size as isize;
        let mut dimensions: Vec<_> = lens
            .iter()
            .rev()
            .map(|&len| {
                let dimension = Dimension::direct(len, stride);
                stride = stride.saturating_mul(len as isize);
                dimension
            })
            .collect();
        dimensions.reverse();
        Self::from_dimensions(item_size, dimensions)
    }

    fn from_dimensions(item_size: usize, dimensions: Vec<Dimension>) -> Self {
        let dimensions = match *dimensions {
            [dimension] => Dimensions::One([dimension]),
            _ => Dimensions::Other(dimensions.into()),
        };
        Self { item_size, is_indirect: false, dimensions }
    }

    /// The dimensions.
    pub(super) fn dimensions(&self) -> &[Dimension] {
        match &self.dimensions {
            Dimensions::One(dimension) => dimension,
            Dimensions::Other(dimensions) => dimensions,
        }
    }

    /// The same with another first dimension.
    pub(super) fn with_first(&self, first: Dimension) -> Self {
        let mut changed = self.clone();
        let dimensions: &mut [Dimension] = match &mut changed.dimensions {
            Dimensions::One(dimension) => dimension,
            Dimensions::Other(dimensions) => dimensions,
        };
        if let Some(place) = dimensions.first_mut() {
            *place = first;
        }
        changed
    }

    /// The number of items.
    pub(super) fn count(&self) -> usize {
        self.dimensions().iter().fold(1, |count: usize, dimension| count.saturating_mul(dimension.len))
    }

    /// Bytes of all items.
    pub(super) fn bytes(&self) -> usize {
        self.count().saturating_mul(self.item_size)
    }

    /// Whether there are as many items in each dimension.
    pub(super) fn same_shape(&self, other: &Self) -> bool {
        let (own, others) = (self.dimensions(), other.dimensions());
        // Behind a dimension without items the others do not matter.
        own.len() == others.len()
            && own
                .iter()
                .zip(others)
                .try_fold((), |(), (a, b)| match (a.len == b.len, a.len) {
                    (false, _) => Err(false),
                    (true, 0) => Err(true),
                    (true, _) => Ok(()),
                })
                .map_or_else(|same| same, |()| true)
    }

    /// Whether the items lie end to end in an order.
    pub(super) fn is_contiguous(&self, order: Order) -> bool {
        let dimensions = self.dimensions();
        if self.is_indirect {
            return false;
        }
        if dimensions.iter().any(|dimension| dimension.len == 0) {
            return true;
        }
        let mut expected = self.item_size as isize;
        let mut fits = |dimension: &Dimension| {
            let fits = dimension.len == 1 || dimension.stride == expected;
            expected = expected.saturating_mul(dimension.len as isize);
            fits
        };
        match order {
            Order::C => dimensions.iter().rev().all(&mut fits),
            Order::Fortran => dimensions.iter().all(&mut fits),
        }
    }

    /// Where the item at a place lies, given where the first one does.
    ///
    /// # Safety
    /// The place has an index for each dimension, none too large, and the memory is there.
    pub(super) unsafe fn address(&self, data: *mut u8, place: &[usize]) -> *mut u8 {
        let steps = self.dimensions().iter().zip(place);
        // SAFETY: the caller's promise.
        steps.fold(data, |at, (dimension, &index)| unsafe { dimension.at(at, index) })
    }

    /// Calls for each item with where it lies, in an order.
    ///
    /// # Safety
    /// The first item lies at `data`, the others where this geometry says.
    unsafe fn each_item(&self, order: Order, data: *mut u8, visit: &mut impl FnMut(*mut u8)) {
        let dimensions = self.dimensions();
        match order {
            // SAFETY: the caller's promise.
            Order::C => unsafe { visit_items(dimensions, data, visit) },
            Order::Fortran if !self.is_indirect => {
                let reversed: Vec<Dimension> = dimensions.iter().rev().copied().collect();
                // SAFETY: the caller's promise; without pointers on the way, the order of the steps does not matter.
                unsafe { visit_items(&reversed, data, visit) }
            }
            Order::Fortran => {
                let mut place = vec![0; dimensions.len()];
                for _ in 0..self.count() {
                    // SAFETY: the caller's promise; the place is within the shape.
                    visit(unsafe { self.address(data, &place) });
                    for (index, dimension) in place.iter_mut().zip(dimensions) {
                        *index += 1;
                        if *index < dimension.len {
                            break;
                        }
                        *index = 0;
                    }
                }
            }
        }
    }

    /// Appends all items, in C's order.
    ///
    /// # Safety
    /// The first item lies at `data`, the others where this geometry says, and nothing writes to them meanwhile.
    pub(super) unsafe fn copy_out(&self, data: *const u8, out: &mut Vec<u8>) {
        // SAFETY: the caller's promise.
        unsafe { self.copy_out_in(Order::C, data, out) }
    }

    /// Appends all items, in an order.
    ///
    /// # Safety
    /// As for [`Self::copy_out`].
    pub(super) unsafe fn copy_out_in(&self, order: Order, data: *const u8, out: &mut Vec<u8>) {
        if self.is_contiguous(order) {
            // SAFETY: the caller's promise; the items lie end to end.
            out.extend_from_slice(unsafe { std::slice::from_raw_parts(data, self.bytes()) });
            return;
        }
        let mut append = |item: *mut u8| {
            // SAFETY: the caller's promise.
            out.extend_from_slice(unsafe { std::slice::from_raw_parts(item, self.item_size) });
        };
        // SAFETY: the caller's promise; nothing is written.
        unsafe { self.each_item(order, data.cast_mut(), &mut append) };
    }

    /// Writes all items, given in C's order.
    ///
    /// # Safety
    /// The first item lies at `data`, the others where this geometry says; all can be written, and nothing else reads or
    /// writes them meanwhile.
    pub(super) unsafe fn copy_in(&self, data: *mut u8, items: &[u8]) {
        let mut items = items.chunks_exact(self.item_size.max(1));
        let mut write = |place: *mut u8| {
            if let Some(item) = items.next() {
                // SAFETY: the caller's promise.
                unsafe { place.copy_from_nonoverlapping(item.as_ptr(), item.len()) };
            }
        };
        // SAFETY: the caller's promise.
        unsafe { self.each_item(Order::C, data, &mut write) };
    }
}

/// The recursion is as deep as there are dimensions, of which there are few.
///
/// # Safety
/// The dimensions begin at `start`, and the memory is there.
unsafe fn visit_items(dimensions: &[Dimension], start: *mut u8, visit: &mut impl FnMut(*mut u8)) {
    let Some((first, rest)) = dimensions.split_first() else { return visit(start) };
    for index in 0..first.len {
        // SAFETY: the caller's promise.
        unsafe {
            let at = first.at(start, index);
            if rest.is_empty() { visit(at) } else { visit_items(rest, at, visit) }
        }
    }
}
