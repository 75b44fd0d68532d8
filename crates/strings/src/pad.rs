//! Text that is widened: `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.

use crate::units::with_slice;
use crate::{Build, Kind, Shape, Unit, Units, Writer};

/// Text with the same character before or behind it.
#[derive(Clone, Copy, Debug)]
pub struct Pad<'a> {
    /// What stands before the padding on the left: the sign, for `zfill`.
    sign: Units<'a>,
    text: Units<'a>,
    left: usize,
    right: usize,
    fill: u32,
}

impl<'a> Pad<'a> {
    fn new(text: Units<'a>, left: usize, right: usize, fill: u32) -> Option<Self> {
        (left > 0 || right > 0).then_some(Self { sign: Units::EMPTY, text, left, right, fill })
    }

    /// `text.ljust(width, fill)`. `None`, here and below, where the text is wide enough.
    pub fn ljust(text: Units<'a>, width: usize, fill: u32) -> Option<Self> {
        Self::new(text, 0, width.saturating_sub(text.len()), fill)
    }

    /// `text.rjust(width, fill)`
    pub fn rjust(text: Units<'a>, width: usize, fill: u32) -> Option<Self> {
        Self::new(text, width.saturating_sub(text.len()), 0, fill)
    }

    /// `text.center(width, fill)`: the odd one goes to the left if the width is odd.
    pub fn center(text: Units<'a>, width: usize, fill: u32) -> Option<Self> {
        let padding = width.saturating_sub(text.len());
        let left = padding / 2 + (padding & width & 1);
        Self::new(text, left, padding - left, fill)
    }

    /// `text.zfill(width)`: zeros behind the sign.
    pub fn zeros(text: Units<'a>, width: usize) -> Option<Self> {
        let padded = Self::rjust(text, width, b'0'.into())?;
        let sign = usize::from(matches!(text.get(0), Some(0x2b | 0x2d)));
        Some(Self { sign: text.slice(0..sign), text: text.slice(sign..text.len()), ..padded })
    }
}

impl Build for Pad<'_> {
    fn shape(&self) -> Option<Shape> {
        let fill = Shape { kind: Kind::of(self.fill), len: self.left.checked_add(self.right)? };
        Shape::of(self.sign).and(Shape::of(self.text))?.and(fill)
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        let mut out = Writer::new(out);
        out.extend(self.sign);
        out.fill(self.fill, self.left);
        out.extend(self.text);
        out.fill(self.fill, self.right);
    }
}

/// `text.expandtabs(size)`; with a size of 0, tabs are removed.
#[derive(Clone, Copy, Debug)]
pub struct ExpandTabs<'a> {
    /// What may have tabs.
    pub text: Units<'a>,
    /// The distance between the columns where tabs lead.
    pub size: usize,
}

impl ExpandTabs<'_> {
    /// Calls for each stretch without tabs, with the spaces that come behind it.
    fn stretches<U: Unit>(self, units: &[U], mut stretch: impl FnMut(&[U], usize)) {
        let mut column = 0;
        let mut pieces = units.split(|&unit| unit.code() == TAB).peekable();
        while let Some(piece) = pieces.next() {
            let line = piece.iter().rposition(|unit| matches!(unit.code(), 0x0a | 0x0d));
            column = match line {
                None => column + piece.len(),
                Some(end) => piece.len() - end - 1,
            };
            let spaces = match (pieces.peek(), column.checked_rem(self.size)) {
                (Some(_), Some(beyond)) => self.size - beyond,
                _ => 0,
            };
            // Behind a tab, only the place in the column's stretch matters.
            column = if spaces > 0 { 0 } else { column };
            stretch(piece, spaces);
        }
    }
}

const TAB: u32 = 0x09;

impl Build for ExpandTabs<'_> {
    fn shape(&self) -> Option<Shape> {
        let mut shape = Some(Shape { kind: self.text.kind(), len: 0 });
        with_slice!(self.text, units => self.stretches(units, |piece, spaces| {
            let add = |len| move |shape: Shape| shape.and(Shape { kind: Kind::Ascii, len });
            shape = shape.and_then(add(piece.len())).and_then(add(spaces));
        }));
        shape
    }

    fn write<U: Unit>(&self, out: &mut [U]) {
        let mut out = Writer::new(out);
        with_slice!(self.text, units => self.stretches(units, |piece, spaces| {
            out.extend_slice(piece);
            out.fill(b' '.into(), spaces);
        }));
    }
}
