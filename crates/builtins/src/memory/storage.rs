//! The memory of a `bytearray`: grows and shrinks in CPython's steps, and gives its front up without moving the rest.
//!
//! ```text
//! block:  │ given up │ bytes │ room │         `start` bytes are given up; there is always room for an end mark
//! ```

use std::collections::TryReserveError;
use std::ops::Range;

/// Bytes that can change in number.
#[derive(Default)]
pub(super) struct Storage {
    /// What was given up, and the bytes.
    block: Vec<u8>,
    start: usize,
}

impl Storage {
    /// The bytes.
    #[inline(always)]
    pub(super) fn bytes(&self) -> &[u8] {
        self.block.get(self.start..).unwrap_or_default()
    }

    /// The bytes, to be written.
    #[inline(always)]
    pub(super) fn bytes_mut(&mut self) -> &mut [u8] {
        self.block.get_mut(self.start..).unwrap_or_default()
    }

    /// How many bytes.
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.block.len() - self.start
    }

    /// Where the bytes begin. The pointer stays valid until the number of bytes changes.
    pub(super) fn pointer(&mut self) -> *mut u8 {
        self.block.as_mut_ptr().wrapping_add(self.start)
    }

    /// The bytes for which there is room, and one for an end mark: what CPython would have allocated.
    pub(super) fn alloc(&self) -> usize {
        self.block.capacity()
    }

    /// Appends a byte.
    #[inline]
    pub(super) fn push(&mut self, byte: u8) -> Result<(), TryReserveError> {
        if self.block.len() + 1 >= self.alloc() {
            self.resize(self.len() + 1)?;
            if let Some(last) = self.bytes_mut().last_mut() {
                *last = byte;
            }
            return Ok(());
        }
        self.block.push(byte);
        Ok(())
    }

    /// Changes the number of bytes; new ones are zero. Where that takes new memory, there is an eighth more of it than
    /// needed if the bytes have grown by little, so that growing in steps has a linear cost; less than half of the memory
    /// is never left unused.
    pub(super) fn resize(&mut self, size: usize) -> Result<(), TryReserveError> {
        let needed = size.saturating_add(1);
        let old = self.alloc();
        let alloc = if self.start.saturating_add(needed) <= old {
            if size >= old / 2 {
                self.block.resize(self.start + size, 0);
                return Ok(());
            }
            needed
        } else if size <= old.saturating_add(old / 8) {
            size + size / 8 + if size < 9 { 3 } else { 6 }
        } else {
            needed
        };
        let kept = self.len().min(size);
        if self.start == 0 && alloc > old {
            self.block.try_reserve_exact(alloc - self.block.len())?;
        } else {
            let mut block = Vec::new();
            match block.try_reserve_exact(alloc) {
                // What needs no more memory than it has does not fail for want of a smaller piece.
                Err(_) if size <= self.len() => {
                    self.block.truncate(self.start + size);
                    return Ok(());
                }
                reserved => reserved?,
            }
            block.extend_from_slice(self.bytes().get(..kept).unwrap_or_default());
            self.block = block;
            self.start = 0;
        }
        self.block.resize(size, 0);
        Ok(())
    }

    /// Replaces a range of the bytes by others.
    pub(super) fn splice(&mut self, range: Range<usize>, with: &[u8]) -> Result<(), TryReserveError> {
        let (old, tail) = (range.len(), self.len() - range.end);
        if with.len() > old {
            let more = with.len() - old;
            self.resize(self.len() + more)?;
            self.bytes_mut().copy_within(range.end..range.end + tail, range.end + more);
        } else if with.len() < old {
            let fewer = old - with.len();
            if range.start == 0 {
                // The front is given up, nothing moves.
                self.start += fewer;
                self.resize(self.len())?;
            } else {
                self.bytes_mut().copy_within(range.end..range.end + tail, range.end - fewer);
                self.resize(self.len() - fewer)?;
            }
        }
        if let Some(place) = self.bytes_mut().get_mut(range.start..range.start + with.len()) {
            place.copy_from_slice(with);
        }
        Ok(())
    }

    /// Removes `count` bytes, each `step` behind the one before.
    pub(super) fn remove_stepped(
        &mut self,
        first: usize,
        step: usize,
        count: usize,
    ) -> Result<(), TryReserveError> {
        if step == 1 {
            return self.splice(first..first + count, &[]);
        }
        let (len, bytes) = (self.len(), self.bytes_mut());
        for removed in 0..count {
            let from = first + removed * step + 1;
            let to = if removed + 1 == count { len } else { first + (removed + 1) * step };
            bytes.copy_within(from..to, from - removed - 1);
        }
        self.resize(len - count)
    }
}

impl TryFrom<Vec<u8>> for Storage {
    type Error = TryReserveError;

    fn try_from(mut block: Vec<u8>) -> Result<Self, TryReserveError> {
        if !block.is_empty() {
            block.try_reserve_exact(1)?;
        }
        Ok(Self { block, start: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::Storage;

    #[test]
    fn the_front_is_given_up_in_linear_time() {
        let mut storage = Storage::try_from(vec![7; 100]).unwrap();
        let mut allocs = vec![];
        for left in (0..100).rev() {
            storage.splice(0..1, &[]).unwrap();
            assert_eq!(storage.bytes(), vec![7; left]);
            if allocs.last() != Some(&storage.alloc()) {
                allocs.push(storage.alloc());
            }
        }
        // As CPython has them.
        assert_eq!(allocs, [101, 50, 25, 12, 6, 3, 1]);
    }

    #[test]
    fn appending_grows_in_cpythons_steps() {
        let mut storage = Storage::default();
        let mut allocs = vec![];
        for byte in 0..200_u8 {
            storage.push(byte).unwrap();
            if allocs.last() != Some(&storage.alloc()) {
                allocs.push(storage.alloc());
            }
        }
        assert_eq!(storage.bytes(), (0..200).collect::<Vec<u8>>());
        assert_eq!(allocs, [2, 5, 8, 12, 19, 27, 36, 46, 57, 70, 84, 100, 118, 138, 161, 187, 216]);
    }

    #[test]
    fn splices_and_stepped_removals() {
        let mut storage = Storage::try_from(b"abcdefgh".to_vec()).unwrap();
        storage.splice(2..4, b"XYZ").unwrap();
        assert_eq!(storage.bytes(), b"abXYZefgh");
        storage.splice(0..3, b"-").unwrap();
        assert_eq!(storage.bytes(), b"-YZefgh");
        storage.splice(3..5, b"").unwrap();
        assert_eq!(storage.bytes(), b"-YZgh");
        storage.splice(0..0, b"1234567890").unwrap();
        assert_eq!(storage.bytes(), b"1234567890-YZgh");
        storage.remove_stepped(1, 3, 5).unwrap();
        assert_eq!(storage.bytes(), b"1346790YZh");
    }
}
