//! The order of items in memory, and going through them.

use taipan_object::buffer::Buffer;

/// The order in which items lie or are visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The last index changes fastest.
    C,
    /// The first index changes fastest.
    Fortran,
    /// Either.
    Any,
}

/// Whether the items of a buffer lie end to end in an order.
pub(super) fn is_contiguous(buffer: &Buffer, order: Order) -> bool {
    if buffer.suboffsets.is_some() {
        return false;
    }
    if buffer.len == 0 {
        return true;
    }
    let (lens, steps) = (buffer.lens(), buffer.steps());
    let mut expected = buffer.item_size as isize;
    let mut fits = |(&len, &step): (&usize, &isize)| {
        let fits = len <= 1 || step == expected;
        expected = expected.saturating_mul(len as isize);
        fits
    };
    match order {
        Order::C => lens.iter().zip(&steps).rev().all(&mut fits),
        Order::Fortran => lens.iter().zip(&steps).all(&mut fits),
        Order::Any => is_contiguous(buffer, Order::C) || is_contiguous(buffer, Order::Fortran),
    }
}

/// Steps between items that lie end to end.
pub(super) fn steps(lens: &[isize], item_size: usize, fortran: bool) -> Vec<isize> {
    let mut step = item_size as isize;
    let mut next = |&len: &isize| {
        let after = step.saturating_mul(len);
        std::mem::replace(&mut step, after)
    };
    if fortran {
        return lens.iter().map(&mut next).collect();
    }
    let mut steps: Vec<isize> = lens.iter().rev().map(&mut next).collect();
    steps.reverse();
    steps
}

/// All places of a shape, in an order.
pub(super) fn places(lens: &[usize], order: Order) -> impl Iterator<Item = Vec<usize>> {
    let count = lens.iter().fold(1_usize, |count, &len| count.saturating_mul(len));
    let lens = lens.to_vec();
    (0..count).map(move |number| {
        let mut rest = number;
        let mut place = vec![0; lens.len()];
        let mut split = |(index, &len): (&mut usize, &usize)| {
            *index = rest % len.max(1);
            rest /= len.max(1);
        };
        match order {
            Order::Fortran => place.iter_mut().zip(&lens).for_each(&mut split),
            _ => place.iter_mut().zip(&lens).rev().for_each(&mut split),
        }
        place
    })
}
