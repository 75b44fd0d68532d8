//! Replacing text in text.

use crate::search::{count_up_to, matches};
use crate::{Build, Kind, Shape, Unit, Units, Writer};

/// `text.replace(needle, with, limit)`.
#[derive(Clone, Copy, Debug)]
pub struct Replace<'a> {
    text: Units<'a>,
    needle: Units<'a>,
    with: Units<'a>,
    /// How many needles are replaced.
    count: usize,
    /// Where they are, if they are few.
    places: Option<[usize; FEW]>,
}

/// As many places are kept; of more, the text is searched again when it is written.
const FEW: usize = 8;

impl<'a> Replace<'a> {
    /// Looks for what is to be replaced, at most `limit` times. `None` where nothing is.
    pub fn new(text: Units<'a>, needle: Units<'a>, with: Units<'a>, limit: usize) -> Option<Self> {
        let mut places = [0; FEW];
        let mut count = 0;
        if needle.is_empty() || needle.len() == with.len() && needle.len() == 1 {
            count = count_up_to(text, needle, limit);
            return (count > 0).then_some(Self { text, needle, with, count, places: None });
        }
        for place in matches(text, needle).take(limit) {
            if let Some(free) = places.get_mut(count) {
                *free = place;
            }
            count += 1;
        }
        let places = (count <= FEW).then_some(places);
        (count > 0).then_some(Self { text, needle, with, count, places })
    }

    /// Where the needles are that are replaced.
    fn places(&self) -> impl Iterator<Item = usize> + use<'a> {
        let again = self.places.is_none().then(|| matches(self.text, self.needle).take(self.count));
        let known = self.places.map_or(0, |_| self.count);
        self.places.unwrap_or_default().into_iter().take(known).chain(again.into_iter().flatten())
    }

    /// The text between what is replaced.
    fn kept(&self) -> impl Iterator<Item = Units<'a>> {
        let (text, len) = (self.text, self.needle.len());
        let places = self.places().chain([text.len()]);
        places.scan(0, move |start, place| {
            let kept = text.slice(*start..place);
            *start = place.saturating_add(len);
            Some(kept)
        })
    }

    fn kind(&self) -> Kind {
        let text = self.text.kind();
        // The widest units go only if they are replaced.
        let kept = if self.needle.kind() == text && self.with.kind() < text {
            Kind::of(self.kept().fold(0, |bits, kept| bits | kept.bits()))
        } else {
            text
        };
        kept.max(self.with.kind())
    }

    /// Puts the replacement before the first units.
    fn write_between<U: Unit>(&self, out: &mut Writer<'_, U>) {
        let between = self.count.min(self.text.len());
        for c in self.text.slice(0..between) {
            out.extend(self.with);
            out.push(c);
        }
        out.extend(self.text.slice(between..self.text.len()));
        if self.count > between {
            out.extend(self.with);
        }
    }

    /// Replaces what lies at the places that are kept.
    fn write_known<U: Unit>(&self, out: &mut Writer<'_, U>) {
        let mut start = 0;
        for &place in self.places.iter().flatten().take(self.count) {
            out.extend(self.text.slice(start..place));
            out.extend(self.with);
            start = place + self.needle.len();
        }
        out.extend(self.text.slice(start..self.text.len()));
    }

    fn write_units<U: Unit>(&self, out: &mut [U], (old, new): (u32, u32)) {
        let (old, new) = (U::from_low_bits(old), U::from_low_bits(new));
        Writer::new(out).extend(self.text);
        for unit in out {
            *unit = if *unit == old { new } else { *unit };
        }
    }
}

impl Build for Replace<'_> {
    fn shape(&self) -> Option<Shape> {
        let kept = self.text.len().saturating_sub(self.needle.len().saturating_mul(self.count));
        let with = Shape { kind: Kind::Ascii, len: self.with.len() }.times(self.count)?;
        Shape { kind: self.kind(), len: kept }.and(with)
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        match (self.needle.len(), self.with.len(), self.needle.get(0).zip(self.with.get(0))) {
            (0, ..) => self.write_between(&mut Writer::new(out)),
            // Only if all are replaced; and the text fits even where what is replaced does not.
            (1, 1, Some(units)) if self.all_fit::<U>() => self.write_units(out, units),
            _ if self.places.is_some() => self.write_known(&mut Writer::new(out)),
            _ => {
                let mut out = Writer::new(out);
                for (index, kept) in self.kept().enumerate() {
                    if index > 0 {
                        out.extend(self.with);
                    }
                    out.extend(kept);
                }
            }
        }
    }
}

impl Replace<'_> {
    /// Whether every unit of the text fits into `U`, and no needle is left alone.
    fn all_fit<U: Unit>(&self) -> bool {
        U::fit(self.text.kind().max_char()).is_some()
            && self.needle.get(0).is_some_and(|c| crate::occurrences(self.text, c) == self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_as_narrow_as_can_be() {
        let kind = |text, needle, with, limit| {
            Replace::new(text, needle, with, limit)
                .and_then(|replace| replace.shape())
                .map(|shape| shape.kind)
        };
        let text = Units::Ucs2(&[0x3b1, 0x62, 0x3b1]);
        let (alpha, b) = (Units::Ucs2(&[0x3b1]), Units::Ascii(b"b"));
        assert_eq!(kind(text, alpha, b, usize::MAX), Some(Kind::Ascii));
        assert_eq!(kind(text, alpha, b, 1), Some(Kind::Ucs2));
        assert_eq!(kind(text, alpha, Units::Latin1(b"\xe9"), usize::MAX), Some(Kind::Latin1));
        assert_eq!(kind(text, b, Units::Ucs4(&[0x1_0000]), usize::MAX), Some(Kind::Ucs4));
        assert_eq!(kind(text, Units::Ascii(b"c"), b, usize::MAX), None);
        assert_eq!(kind(text, b, alpha, 0), None);
    }

    #[test]
    fn texts_that_are_too_long_have_no_shape() {
        let (text, with) = (vec![b'a'; 1 << 20], vec![b'b'; 1 << 20]);
        let (text, with) = (Units::Ascii(&text), Units::Ascii(&with));
        let replace = Replace { text, needle: Units::EMPTY, with, count: usize::MAX, places: None };
        assert_eq!(replace.shape(), None);
    }
}
