//! Where the items of a buffer lie: how many there are in each dimension, and how far apart.

use taipan_object::buffer::Buffer;
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
}

/// The dimensions of a buffer and the size of its items.
#[derive(Clone, Debug)]
pub(super) struct Geometry {
    /// Bytes.
    pub(super) item_size: usize,
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
                let dimension = |(len, &stride)| Dimension { len, stride };
                Self::from_dimensions(
                    buffer.item_size,
                    lens.into_iter().zip(strides).map(dimension).collect(),
                )
            }
            _ => Self::end_to_end(buffer.item_size, &lens),
        })
    }

    /// Items in a line.
    pub(super) fn line(item_size: usize, len: usize, stride: isize) -> Self {
        Self { item_size, dimensions: Dimensions::One([Dimension { len, stride }]) }
    }

    /// Items end to end, in C's order.
    pub(super) fn end_to_end(item_size: usize, lens: &[usize]) -> Self {
        let mut stride = item_size as isize;
        let mut dimensions: Vec<_> = lens
            .iter()
            .rev()
            .map(|&len| {
                let dimension = Dimension { len, stride };
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
        Self { item_size, dimensions }
    }

    /// The dimensions.
    pub(super) fn dimensions(&self) -> &[Dimension] {
        match &self.dimensions {
            Dimensions::One(dimension) => dimension,
            Dimensions::Other(dimensions) => dimensions,
        }
    }

    /// The same with another first dimension.
    #[allow(dead_code, reason = "for memoryview, which is being written")]
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
    #[allow(dead_code, reason = "for memoryview, which is being written")]
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

    /// Calls for the offset of each item from the first, in an order.
    pub(super) fn each_offset(&self, order: Order, visit: &mut impl FnMut(isize)) {
        let mut dimensions = self.dimensions().to_vec();
        if order == Order::Fortran {
            dimensions.reverse();
        }
        visit_offsets(&dimensions, 0, visit);
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
        self.each_offset(order, &mut |offset| {
            // SAFETY: the caller's promise.
            out.extend_from_slice(unsafe {
                std::slice::from_raw_parts(data.wrapping_offset(offset), self.item_size)
            });
        });
    }

    /// Writes all items, given in C's order.
    ///
    /// # Safety
    /// The first item lies at `data`, the others where this geometry says; all can be written, and nothing else reads or
    /// writes them meanwhile.
    #[allow(dead_code, reason = "for memoryview, which is being written")]
    pub(super) unsafe fn copy_in(&self, data: *mut u8, items: &[u8]) {
        let mut items = items.chunks_exact(self.item_size.max(1));
        self.each_offset(Order::C, &mut |offset| {
            if let Some(item) = items.next() {
                // SAFETY: the caller's promise.
                unsafe { data.wrapping_offset(offset).copy_from_nonoverlapping(item.as_ptr(), item.len()) };
            }
        });
    }
}

/// The recursion is as deep as there are dimensions, of which there are few.
fn visit_offsets(dimensions: &[Dimension], offset: isize, visit: &mut impl FnMut(isize)) {
    let Some((first, rest)) = dimensions.split_first() else { return visit(offset) };
    for index in 0..first.len {
        let offset = offset.wrapping_add((index as isize).wrapping_mul(first.stride));
        if rest.is_empty() { visit(offset) } else { visit_offsets(rest, offset, visit) }
    }
}
