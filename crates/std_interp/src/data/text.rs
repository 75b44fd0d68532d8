//! The text of a string on its way, surrogates and all.

use taipan_object::{Py, PyResult, Value};
use taipan_strings::Units;

/// The units of a string.
#[derive(Clone, Debug)]
pub struct Text(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Ascii(Vec<u8>),
    Latin1(Vec<u8>),
    Ucs2(Vec<u16>),
    Ucs4(Vec<u32>),
}

fn copy<T: Copy>(units: &[T]) -> PyResult<Vec<T>> {
    let mut copied = Vec::new();
    copied.try_reserve_exact(units.len())?;
    copied.extend_from_slice(units);
    Ok(copied)
}

impl Text {
    /// A copy of a string's units.
    pub fn of(units: Units<'_>) -> PyResult<Self> {
        Ok(Self(match units {
            Units::Ascii(units) => Kind::Ascii(copy(units)?),
            Units::Latin1(units) => Kind::Latin1(copy(units)?),
            Units::Ucs2(units) => Kind::Ucs2(copy(units)?),
            Units::Ucs4(units) => Kind::Ucs4(copy(units)?),
        }))
    }

    /// The units.
    pub fn units(&self) -> Units<'_> {
        match &self.0 {
            Kind::Ascii(units) => Units::Ascii(units),
            Kind::Latin1(units) => Units::Latin1(units),
            Kind::Ucs2(units) => Units::Ucs2(units),
            Kind::Ucs4(units) => Units::Ucs4(units),
        }
    }

    /// A string of the text.
    pub fn value(&self, py: &Py) -> PyResult<Value> {
        py.heap().str_from_units(self.units())
    }
}
