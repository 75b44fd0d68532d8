//! The bytes of a pickle under construction, in frames from protocol 4 on.
//!
//! ```text
//! FRAME │ length, 8 bytes │ instructions … │ FRAME │ …
//! ```
//!
//! A frame is begun by the first byte that is written after the last one, ended between two instructions when it is long
//! enough, and its length filled in then.

use taipan_object::PyResult;

use crate::opcode::FRAME;

/// A frame is ended when it is as long as this.
pub(crate) const FRAME_SIZE: usize = 64 << 10;
/// A frame that is shorter than this is written without a header.
const SHORTEST_FRAME: usize = 4;
const HEADER: usize = 9;
/// No frame is begun, or there are none.
const NONE: usize = usize::MAX;

/// What has been written.
pub(crate) struct Output {
    bytes: Vec<u8>,
    /// Where the frame begins, header included.
    start: usize,
    /// Whether the next byte begins a frame.
    is_due: bool,
    /// Whether there are frames.
    is_framed: bool,
}

impl Output {
    /// Nothing yet; without frames.
    pub(crate) fn new() -> Self {
        Self { bytes: Vec::new(), start: NONE, is_due: false, is_framed: false }
    }

    /// Frames everything from here on, or nothing any more. No frame must be open.
    pub(crate) fn set_framed(&mut self, is_framed: bool) {
        self.is_framed = is_framed;
        self.is_due = is_framed;
    }

    /// Writes a few bytes whose number is known.
    #[inline(always)]
    pub(crate) fn put<const N: usize>(&mut self, bytes: [u8; N]) -> PyResult<()> {
        if self.is_due || self.bytes.capacity() - self.bytes.len() < N {
            self.make_room(N)?;
        }
        self.bytes.extend_from_slice(&bytes);
        Ok(())
    }

    /// Writes bytes.
    #[inline]
    pub(crate) fn write(&mut self, bytes: &[u8]) -> PyResult<()> {
        if self.is_due || self.bytes.capacity() - self.bytes.len() < bytes.len() {
            self.make_room(bytes.len())?;
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes so many bytes, which `fill` appends. It must append no more.
    #[inline]
    pub(crate) fn write_with(&mut self, count: usize, fill: impl FnOnce(&mut Vec<u8>)) -> PyResult<()> {
        if self.is_due || self.bytes.capacity() - self.bytes.len() < count {
            self.make_room(count)?;
        }
        fill(&mut self.bytes);
        Ok(())
    }

    /// Begins the frame that is due, and makes room for so many bytes.
    #[cold]
    #[inline(never)]
    fn make_room(&mut self, count: usize) -> PyResult<()> {
        let needed = count.saturating_add(HEADER);
        self.bytes.try_reserve(needed.max(64).max(self.bytes.len() / 2))?;
        if self.is_due {
            self.is_due = false;
            self.start = self.bytes.len();
            self.bytes.extend_from_slice(&[FRAME; HEADER]);
        }
        Ok(())
    }

    /// Whether the frame is long enough to end.
    #[inline(always)]
    pub(crate) fn is_frame_full(&self) -> bool {
        self.bytes.len().saturating_sub(self.start) >= FRAME_SIZE + HEADER
    }

    /// Ends the frame.
    pub(crate) fn end_frame(&mut self) {
        let start = std::mem::replace(&mut self.start, NONE);
        if start == NONE {
            return;
        }
        self.is_due = self.is_framed;
        let Some(frame) = self.bytes.get_mut(start..) else { return };
        let length = frame.len().saturating_sub(HEADER);
        if length < SHORTEST_FRAME {
            frame.copy_within(HEADER.min(frame.len()).., 0);
            self.bytes.truncate(start + length);
        } else if let Some(place) = frame.get_mut(1..HEADER) {
            place.copy_from_slice(&(length as u64).to_le_bytes());
        }
    }

    /// Whether there are frames.
    pub(crate) fn is_framed(&self) -> bool {
        self.is_framed
    }

    /// What has been written since the last time. No frame must be open.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Forgets what has been written, and keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
    }
}
