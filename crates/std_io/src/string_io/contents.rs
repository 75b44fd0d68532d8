//! The text of a `StringIO`: written at its end, it grows; where something in the middle is replaced, all characters get the
//! same width first.

use std::collections::TryReserveError;

use taipan_strings::{Buffer, Units};

use crate::newlines::find;

/// A text that changes.
pub(super) struct Contents {
    /// The text, as long as it was only appended to.
    growing: Option<Buffer>,
    /// Its code points from then on.
    points: Vec<u32>,
}

impl Default for Contents {
    fn default() -> Self {
        Self { growing: Some(Buffer::new()), points: Vec::new() }
    }
}

impl Contents {
    /// The text. Its kind may be wider than it needs.
    pub(super) fn units(&self) -> Units<'_> {
        self.growing.as_ref().map_or(Units::Ucs4(&self.points), Buffer::as_units)
    }

    /// How many characters.
    pub(super) fn len(&self) -> usize {
        self.units().len()
    }

    /// The code points, to be changed.
    fn points(&mut self) -> Result<&mut Vec<u32>, TryReserveError> {
        if let Some(buffer) = &self.growing {
            self.points.try_reserve(buffer.len())?;
            self.points.extend(buffer.as_units());
            self.growing = None;
        }
        Ok(&mut self.points)
    }

    /// Writes at a position, and gives the position behind; nothing if there is no such number.
    pub(super) fn write(&mut self, at: usize, text: Units<'_>) -> Result<Option<usize>, TryReserveError> {
        let Some(end) = at.checked_add(text.len()).filter(|&end| isize::try_from(end).is_ok()) else {
            return Ok(None);
        };
        if let Some(buffer) = &mut self.growing
            && at >= buffer.len()
        {
            buffer.push_repeated(0, at - buffer.len())?;
            buffer.extend_units(text)?;
            return Ok(Some(end));
        }
        let points = self.points()?;
        if end > points.len() {
            points.try_reserve(end - points.len())?;
            points.resize(end, 0);
        }
        for (place, point) in points.iter_mut().skip(at).zip(text) {
            *place = point;
        }
        Ok(Some(end))
    }

    /// The same with other ends of lines.
    pub(super) fn write_translated(
        &mut self,
        at: usize,
        text: Units<'_>,
        end_of_line: &str,
    ) -> Result<Option<usize>, TryReserveError> {
        let translated = translate(text, end_of_line)?;
        self.write(at, translated.as_units())
    }

    /// Cuts the text off.
    pub(super) fn truncate(&mut self, len: usize) -> Result<(), TryReserveError> {
        if len < self.len() {
            self.points()?.truncate(len);
        }
        Ok(())
    }
}

/// The text with `end_of_line` for each `\n`.
pub(crate) fn translate(text: Units<'_>, end_of_line: &str) -> Result<Buffer, TryReserveError> {
    let mut out = Buffer::new();
    let mut start = 0;
    while let Some(at) = find(text, start, '\n') {
        out.extend_units(text.slice(start..at))?;
        out.push_str(end_of_line)?;
        start = at + 1;
    }
    out.extend_units(text.slice(start..text.len()))?;
    Ok(out)
}
