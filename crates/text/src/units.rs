//! Text as the leaves below the runtime see it: code points by index to read from, and a buffer of code points to write
//! to. A runtime implements both once for its strings, whatever their width.

use std::ops::Range;

/// There is no memory for the text that is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

/// A text that has its code points at hand by index. Slices of integers are texts, one code point per item (`[u8]` is
/// ASCII or Latin-1), so that no width of string has to be widened first.
pub trait CodeUnits {
    /// How many code points there are.
    fn len(&self) -> usize;

    /// The code point at `index`, `None` from the end on.
    fn get(&self, index: usize) -> Option<u32>;

    /// The code points from `index` on, if they are stored as bytes: what looks at many at a time asks for this first.
    fn bytes_from(&self, index: usize) -> Option<&[u8]> {
        let _ = index;
        None
    }

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

macro_rules! slices_are_texts {
    ($($unit:ty $(: $bytes_from:item)?),*) => {$(
        impl CodeUnits for [$unit] {
            #[inline]
            fn len(&self) -> usize {
                <[$unit]>::len(self)
            }

            #[inline]
            fn get(&self, index: usize) -> Option<u32> {
                <[$unit]>::get(self, index).map(|&unit| unit.into())
            }

            $($bytes_from)?
        }
    )*};
}

slices_are_texts!(
    u8: fn bytes_from(&self, index: usize) -> Option<&[u8]> {
        self.get(index..)
    },
    u16,
    u32
);

/// A buffer to which text is appended.
///
/// Who writes calls [`reserve`](Self::reserve) for what is to come and may then not fail any more.
pub trait TextSink {
    /// Makes room for so many more code points.
    fn reserve(&mut self, additional: usize) -> Result<(), OutOfMemory>;

    /// Appends a code point.
    fn push(&mut self, code_point: u32);

    /// Appends ASCII text.
    fn push_ascii(&mut self, text: &[u8]) {
        for &byte in text {
            self.push(byte.into());
        }
    }

    /// Appends a code point so many times.
    fn fill(&mut self, code_point: u32, count: usize) {
        for _ in 0..count {
            self.push(code_point);
        }
    }

    /// Appends a part of another text, up to where that ends.
    fn push_units<U: CodeUnits + ?Sized>(&mut self, text: &U, range: Range<usize>) {
        for code_point in range.map_while(|index| text.get(index)) {
            self.push(code_point);
        }
    }
}

impl TextSink for Vec<u32> {
    fn reserve(&mut self, additional: usize) -> Result<(), OutOfMemory> {
        self.try_reserve(additional).map_err(|_| OutOfMemory)
    }

    fn push(&mut self, code_point: u32) {
        self.push(code_point);
    }

    fn push_ascii(&mut self, text: &[u8]) {
        self.extend(text.iter().map(|&byte| u32::from(byte)));
    }

    fn fill(&mut self, code_point: u32, count: usize) {
        self.resize(self.len() + count, code_point);
    }
}

/// Bytes are a sink for text that is known to be Latin-1.
impl TextSink for Vec<u8> {
    fn reserve(&mut self, additional: usize) -> Result<(), OutOfMemory> {
        self.try_reserve(additional).map_err(|_| OutOfMemory)
    }

    fn push(&mut self, code_point: u32) {
        debug_assert!(code_point < 0x100, "the text is not Latin-1");
        self.push(u8::try_from(code_point).unwrap_or(b'?'));
    }

    fn push_ascii(&mut self, text: &[u8]) {
        self.extend_from_slice(text);
    }

    fn fill(&mut self, code_point: u32, count: usize) {
        debug_assert!(code_point < 0x100, "the text is not Latin-1");
        self.resize(self.len() + count, u8::try_from(code_point).unwrap_or(b'?'));
    }
}
