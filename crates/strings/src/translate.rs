//! `str.translate`: what a table said about ASCII is remembered, so that it is asked once for each character.

use std::collections::TryReserveError;

use crate::{Buffer, Units};

/// What a table makes of the ASCII characters it was asked about.
#[derive(Clone, Debug)]
pub struct AsciiTranslation {
    /// The result; or [`UNKNOWN`], [`DELETED`], [`OTHER`].
    known: [u8; 0x80],
}

/// So many characters are written at once.
const STRETCH: usize = 32;

const UNKNOWN: u8 = 0xff;
const DELETED: u8 = 0xfe;
/// The result is not one ASCII character: the table has to be asked each time.
const OTHER: u8 = 0xfd;

impl Default for AsciiTranslation {
    fn default() -> Self {
        Self::new()
    }
}

impl AsciiTranslation {
    /// Knows nothing.
    pub const fn new() -> Self {
        Self { known: [UNKNOWN; 0x80] }
    }

    /// Writes the translation of text from a place on, as far as it is known; returns the place that has to be asked
    /// about, if there is one.
    pub fn run(
        &self,
        text: Units<'_>,
        from: usize,
        out: &mut Buffer,
    ) -> Result<Option<usize>, TryReserveError> {
        let Units::Ascii(units) = text else { return self.run_other(text, from, out) };
        let mut place = from;
        for stretch in units.get(from..).unwrap_or_default().chunks(STRETCH) {
            let (mut written, mut len) = ([0; STRETCH], 0);
            let mut known = 0;
            for &unit in stretch {
                match self.known.get(usize::from(unit)) {
                    Some(&c @ 0..0x80) => {
                        written[len] = c;
                        len += 1;
                    }
                    Some(&DELETED) => {}
                    _ => break,
                }
                known += 1;
            }
            out.extend_units(Units::Ascii(&written[..len]))?;
            place += known;
            if known < stretch.len() {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    fn run_other(
        &self,
        text: Units<'_>,
        from: usize,
        out: &mut Buffer,
    ) -> Result<Option<usize>, TryReserveError> {
        for place in from..text.len() {
            let known = text.get(place).and_then(|c| self.known.get(c as usize));
            match known {
                Some(&c @ 0..0x80) => out.push(c.into())?,
                Some(&DELETED) => {}
                _ => return Ok(Some(place)),
            }
        }
        Ok(None)
    }

    /// Remembers what the table said about a character: nothing for deletion.
    pub fn learn(&mut self, c: u32, result: Units<'_>) {
        if let Some(known) = self.known.get_mut(c as usize) {
            *known = match (result.len(), result.get(0)) {
                (0, _) => DELETED,
                (1, Some(result @ 0..0x80)) => result as u8,
                _ => OTHER,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_not_asked_again() {
        for text in [Units::Ascii(b"abcabc"), Units::Ucs2(&[0x61, 0x62, 0x63, 0x61, 0x62, 0x63])] {
            let mut table = AsciiTranslation::new();
            let mut out = Buffer::new();
            let mut asked = Vec::new();
            let mut from = 0;
            while let Some(place) = table.run(text, from, &mut out).unwrap() {
                let c = text.get(place).unwrap();
                let result = match c {
                    0x61 => Units::EMPTY,
                    0x62 => Units::Ascii(b"B"),
                    _ => Units::Latin1(b"\xe9"),
                };
                out.extend_units(result).unwrap();
                table.learn(c, result);
                asked.push(place);
                from = place + 1;
            }
            assert_eq!(asked, [0, 1, 2, 5]);
            assert_eq!(out.as_units(), Units::Latin1(b"B\xe9B\xe9"));
        }
    }
}
