//! Text under construction: units that widen when a code point needs it.

use std::collections::TryReserveError;
use std::fmt;

use crate::units::with_slice;
use crate::{Kind, Unit, Units, UnitsMut};

/// Owned units of one width.
#[derive(Clone, Debug)]
pub enum OwnedUnits {
    /// Units below 0x80.
    Ascii(Vec<u8>),
    /// Latin-1.
    Latin1(Vec<u8>),
    /// Units of two bytes.
    Ucs2(Vec<u16>),
    /// Units of four bytes.
    Ucs4(Vec<u32>),
}

impl OwnedUnits {
    /// A view of the text.
    pub fn as_units(&self) -> Units<'_> {
        match self {
            Self::Ascii(units) => Units::Ascii(units),
            Self::Latin1(units) => Units::Latin1(units),
            Self::Ucs2(units) => Units::Ucs2(units),
            Self::Ucs4(units) => Units::Ucs4(units),
        }
    }

    /// `len` units of a kind, all zero, to be written into.
    pub fn zeroed(kind: Kind, len: usize) -> Result<Self, TryReserveError> {
        Ok(match kind {
            Kind::Ascii => Self::Ascii(zeroed(len)?),
            Kind::Latin1 => Self::Latin1(zeroed(len)?),
            Kind::Ucs2 => Self::Ucs2(zeroed(len)?),
            Kind::Ucs4 => Self::Ucs4(zeroed(len)?),
        })
    }

    /// The units, to be written into.
    pub fn as_mut(&mut self) -> UnitsMut<'_> {
        match self {
            Self::Ascii(units) | Self::Latin1(units) => UnitsMut::One(units),
            Self::Ucs2(units) => UnitsMut::Two(units),
            Self::Ucs4(units) => UnitsMut::Four(units),
        }
    }
}

fn zeroed<U: Unit>(len: usize) -> Result<Vec<U>, TryReserveError> {
    let mut units = Vec::new();
    units.try_reserve_exact(len)?;
    units.resize(len, U::default());
    Ok(units)
}

/// Text that grows at its end. Growth fails where memory does, and then leaves the text as it was.
#[derive(Clone, Debug)]
pub struct Buffer {
    storage: Storage,
    /// The bits of all code points so far; at least as many as the storage was widened for.
    bits: u32,
}

/// ASCII and Latin-1 share a storage here: which one it is, the bits tell.
#[derive(Clone, Debug)]
enum Storage {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

impl Default for Buffer {
    fn default() -> Self {
        Self::new()
    }
}

impl Buffer {
    /// An empty one, without memory.
    pub const fn new() -> Self {
        Self { storage: Storage::One(Vec::new()), bits: 0 }
    }

    /// An empty one with space for `len` units of a kind.
    pub fn with_capacity(kind: Kind, len: usize) -> Result<Self, TryReserveError> {
        let storage = match kind {
            Kind::Ascii | Kind::Latin1 => Storage::One(reserved(len)?),
            Kind::Ucs2 => Storage::Two(reserved(len)?),
            Kind::Ucs4 => Storage::Four(reserved(len)?),
        };
        Ok(Self { storage, bits: 0 })
    }

    /// The number of code points.
    pub const fn len(&self) -> usize {
        match &self.storage {
            Storage::One(units) => units.len(),
            Storage::Two(units) => units.len(),
            Storage::Four(units) => units.len(),
        }
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The kind that the finished text will have.
    pub const fn kind(&self) -> Kind {
        Kind::of(self.bits)
    }

    /// Makes space for further units.
    pub fn reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        match &mut self.storage {
            Storage::One(units) => units.try_reserve(additional),
            Storage::Two(units) => units.try_reserve(additional),
            Storage::Four(units) => units.try_reserve(additional),
        }
    }

    /// Appends a code point.
    #[inline]
    pub fn push(&mut self, c: u32) -> Result<(), TryReserveError> {
        match &mut self.storage {
            Storage::One(units) if c < 0x100 => push(units, c)?,
            Storage::Two(units) if c < 0x1_0000 => push(units, c)?,
            Storage::Four(units) => push(units, c)?,
            _ => return self.push_wider(c),
        }
        self.bits |= c;
        Ok(())
    }

    #[cold]
    fn push_wider(&mut self, c: u32) -> Result<(), TryReserveError> {
        self.widen(Kind::of(c), 1)?;
        self.push(c)
    }

    /// Appends the same code point `count` times.
    pub fn push_repeated(&mut self, c: u32, count: usize) -> Result<(), TryReserveError> {
        if count == 0 {
            return Ok(());
        }
        self.widen(Kind::of(c), count)?;
        match &mut self.storage {
            Storage::One(units) => fill(units, c, count)?,
            Storage::Two(units) => fill(units, c, count)?,
            Storage::Four(units) => fill(units, c, count)?,
        }
        self.bits |= c;
        Ok(())
    }

    /// Appends text, which need not be canonical.
    #[inline]
    pub fn extend_units(&mut self, units: Units<'_>) -> Result<(), TryReserveError> {
        // What most texts are widens nothing.
        if let (Storage::One(storage), Units::Ascii(more)) = (&mut self.storage, units) {
            storage.try_reserve(more.len())?;
            storage.extend_from_slice(more);
            return Ok(());
        }
        self.extend_any(units)
    }

    fn extend_any(&mut self, units: Units<'_>) -> Result<(), TryReserveError> {
        let bits = units.bits();
        self.widen(Kind::of(bits), units.len())?;
        match &mut self.storage {
            Storage::One(storage) => with_slice!(units, slice => extend(storage, slice))?,
            Storage::Two(storage) => with_slice!(units, slice => extend(storage, slice))?,
            Storage::Four(storage) => with_slice!(units, slice => extend(storage, slice))?,
        }
        self.bits |= bits;
        Ok(())
    }

    /// Appends the characters of Rust's text.
    pub fn push_str(&mut self, text: &str) -> Result<(), TryReserveError> {
        if text.is_ascii() {
            return self.extend_units(Units::Ascii(text.as_bytes()));
        }
        text.chars().try_for_each(|c| self.push(c.into()))
    }

    /// The text so far. Its kind is canonical, unless space for a wider one was reserved.
    pub fn as_units(&self) -> Units<'_> {
        match &self.storage {
            Storage::One(units) if self.bits < 0x80 => Units::Ascii(units),
            Storage::One(units) => Units::Latin1(units),
            Storage::Two(units) => Units::Ucs2(units),
            Storage::Four(units) => Units::Ucs4(units),
        }
    }

    /// Cuts the text off. Its kind stays.
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// The text, in the narrowest kind.
    pub fn finish(self) -> Result<OwnedUnits, TryReserveError> {
        let kind = self.kind();
        Ok(match (self.storage, kind) {
            (Storage::One(units), Kind::Ascii) => OwnedUnits::Ascii(units),
            (Storage::One(units), _) => OwnedUnits::Latin1(units),
            (Storage::Two(units), Kind::Ascii) => OwnedUnits::Ascii(converted(&units)?),
            (Storage::Two(units), Kind::Latin1) => OwnedUnits::Latin1(converted(&units)?),
            (Storage::Two(units), _) => OwnedUnits::Ucs2(units),
            (Storage::Four(units), Kind::Ascii) => OwnedUnits::Ascii(converted(&units)?),
            (Storage::Four(units), Kind::Latin1) => OwnedUnits::Latin1(converted(&units)?),
            (Storage::Four(units), Kind::Ucs2) => OwnedUnits::Ucs2(converted(&units)?),
            (Storage::Four(units), Kind::Ucs4) => OwnedUnits::Ucs4(units),
        })
    }

    /// Makes the storage wide enough for a kind, and leaves space for `additional` units if it has to move.
    fn widen(&mut self, kind: Kind, additional: usize) -> Result<(), TryReserveError> {
        let wider = match (&self.storage, kind) {
            (Storage::One(units), Kind::Ucs2) => Storage::Two(widened(units, additional)?),
            (Storage::One(units), Kind::Ucs4) => Storage::Four(widened(units, additional)?),
            (Storage::Two(units), Kind::Ucs4) => Storage::Four(widened(units, additional)?),
            _ => return Ok(()),
        };
        self.storage = wider;
        Ok(())
    }
}

/// Text can be formatted into a buffer. The only error is lack of memory.
impl fmt::Write for Buffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text).map_err(|_| fmt::Error)
    }
}

fn reserved<U: Unit>(len: usize) -> Result<Vec<U>, TryReserveError> {
    let mut units = Vec::new();
    units.try_reserve_exact(len)?;
    Ok(units)
}

#[inline]
fn push<U: Unit>(units: &mut Vec<U>, c: u32) -> Result<(), TryReserveError> {
    units.try_reserve(1)?;
    units.push(U::from_low_bits(c));
    Ok(())
}

fn fill<U: Unit>(units: &mut Vec<U>, c: u32, count: usize) -> Result<(), TryReserveError> {
    units.try_reserve(count)?;
    units.resize(units.len() + count, U::from_low_bits(c));
    Ok(())
}

fn extend<U: Unit, V: Unit>(units: &mut Vec<U>, more: &[V]) -> Result<(), TryReserveError> {
    units.try_reserve(more.len())?;
    units.extend(more.iter().map(|&unit| U::from_low_bits(unit.code())));
    Ok(())
}

fn converted<U: Unit, V: Unit>(units: &[V]) -> Result<Vec<U>, TryReserveError> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(units.len())?;
    extend(&mut copy, units)?;
    Ok(copy)
}

/// A wider copy with space for at least as much again: the narrower storage had perhaps reached its capacity.
fn widened<U: Unit, V: Unit>(units: &Vec<V>, additional: usize) -> Result<Vec<U>, TryReserveError> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(units.capacity().max(units.len().saturating_add(additional)))?;
    extend(&mut copy, units)?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widens_and_narrows() {
        let mut buffer = Buffer::new();
        for (c, kind) in
            [(0x61, Kind::Ascii), (0xe9, Kind::Latin1), (0xd800, Kind::Ucs2), (0x10_ffff, Kind::Ucs4)]
        {
            buffer.push(c).unwrap();
            assert_eq!(buffer.kind(), kind);
            assert_eq!(buffer.as_units().kind(), kind);
        }
        buffer.extend_units(Units::Ucs4(&[0x62])).unwrap();
        buffer.push_repeated(0x1_0000, 2).unwrap();
        let text: Vec<u32> = buffer.finish().unwrap().as_units().iter().collect();
        assert_eq!(text, [0x61, 0xe9, 0xd800, 0x10_ffff, 0x62, 0x1_0000, 0x1_0000]);

        let mut buffer = Buffer::with_capacity(Kind::Ucs4, 10).unwrap();
        buffer.push_str("aé").unwrap();
        assert!(matches!(buffer.finish().unwrap(), OwnedUnits::Latin1(units) if units == b"a\xe9"));
        let mut buffer = Buffer::new();
        buffer.extend_units(Units::Ucs2(&[0x61])).unwrap();
        assert!(matches!(buffer.finish().unwrap(), OwnedUnits::Ascii(units) if units == b"a"));
    }

    #[test]
    fn running_out_of_memory_is_an_error() {
        assert!(Buffer::with_capacity(Kind::Ucs4, usize::MAX / 4).is_err());
        let mut buffer = Buffer::new();
        assert!(buffer.push_repeated(0x61, usize::MAX / 2 + 1).is_err());
        assert!(buffer.push_repeated(0x1_0000, usize::MAX).is_err());
        assert!(buffer.is_empty());
    }
}
