//! Size classes: multiples of 16 up to 512 bytes, then four to each doubling up to 32 KiB. Larger objects have pages
//! of their own.

/// The largest size that has a class.
pub(crate) const MAX_CLASS_SIZE: usize = 32 << 10;
/// How many classes there are.
pub(crate) const CLASSES: usize = FINE + 4 * 6;

const FINE_LIMIT: usize = 512;
const FINE: usize = FINE_LIMIT / 16;

/// The class of a size from 1 to [`MAX_CLASS_SIZE`].
#[inline(always)]
pub(crate) const fn of(size: usize) -> usize {
    if size <= FINE_LIMIT { size.div_ceil(16) - 1 } else { coarse(size) }
}

const fn coarse(size: usize) -> usize {
    let doubling = (size - 1).ilog2() as usize;
    let quarter = (size - 1) >> (doubling - 2) & 3;
    FINE + (doubling - FINE_LIMIT.ilog2() as usize) * 4 + quarter
}

/// The size of the blocks of a class.
pub(crate) const fn size(class: usize) -> usize {
    if class < FINE {
        (class + 1) * 16
    } else {
        let (doubling, quarter) = ((class - FINE) / 4, (class - FINE) % 4);
        (FINE_LIMIT << doubling) / 4 * (5 + quarter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_size_fits_its_class_and_not_the_one_below() {
        for bytes in 1..=MAX_CLASS_SIZE {
            let class = of(bytes);
            assert!(class < CLASSES && size(class) >= bytes, "{bytes}");
            assert!(class == 0 || size(class - 1) < bytes, "{bytes}");
            assert_eq!(size(class) % 16, 0);
        }
        assert_eq!(size(CLASSES - 1), MAX_CLASS_SIZE);
    }
}
