//! Formats of module `struct`, taken apart: which fields there are, where they lie, how they are stored.

use taipan_macros::pyclass;

/// A format. An object, because a `Struct` can be given another while it is at work.
#[pyclass(name = "_struct.Layout", leaf)]
pub(super) struct Layout {
    /// The format itself.
    pub(super) format: Box<[u8]>,
    pub(super) fields: Box<[Field]>,
    /// Bytes of all fields, with the gaps between them.
    pub(super) size: usize,
    /// How many values there are.
    pub(super) count: usize,
    pub(super) little: bool,
}

/// Values of the same kind that lie end to end.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) kind: Kind,
    /// The character of the format.
    pub(super) letter: u8,
    /// Bytes of one of them.
    pub(super) size: usize,
    pub(super) offset: usize,
    /// How many; of `s` and `p` the size in bytes.
    pub(super) repeat: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Signed,
    Unsigned,
    Pointer,
    Bool,
    Char,
    Half,
    Single,
    Double,
    SingleComplex,
    DoubleComplex,
    Bytes,
    Pascal,
}

/// Why a format is none.
pub(super) enum Mistake {
    Message(&'static str),
    Memory,
}

impl From<std::collections::TryReserveError> for Mistake {
    fn from(_: std::collections::TryReserveError) -> Self {
        Self::Memory
    }
}

const TOO_LONG: Mistake = Mistake::Message("total struct size too long");
const BAD_CHARACTER: Mistake = Mistake::Message("bad char in struct format");
const LARGEST: usize = isize::MAX as usize;

impl Layout {
    pub(super) fn parse(format: &[u8]) -> Result<Self, Mistake> {
        if format.contains(&0) {
            return Err(Mistake::Message("embedded null character"));
        }
        let (native, little, mut rest) = match format {
            [b'@', rest @ ..] => (true, cfg!(target_endian = "little"), rest),
            [b'=', rest @ ..] => (false, cfg!(target_endian = "little"), rest),
            [b'<', rest @ ..] => (false, true, rest),
            [b'>' | b'!', rest @ ..] => (false, false, rest),
            rest => (true, cfg!(target_endian = "little"), rest),
        };
        let mut fields = Vec::new();
        let (mut size, mut count) = (0_usize, 0_usize);
        while let [letter, after @ ..] = rest {
            rest = after;
            let mut letter = *letter;
            if matches!(letter, b'\t'..=b'\r' | b' ') {
                continue;
            }
            let mut repeat = 1;
            if letter.is_ascii_digit() {
                repeat = usize::from(letter - b'0');
                loop {
                    let [next, after @ ..] = rest else {
                        return Err(Mistake::Message("repeat count given without format specifier"));
                    };
                    rest = after;
                    letter = *next;
                    if !letter.is_ascii_digit() {
                        break;
                    }
                    let digit = usize::from(letter - b'0');
                    repeat = repeat.checked_mul(10).and_then(|it| it.checked_add(digit)).ok_or(TOO_LONG)?;
                    if repeat > LARGEST {
                        return Err(TOO_LONG);
                    }
                }
            }
            let (kind, item, alignment) = describe(letter, native).ok_or(BAD_CHARACTER)?;
            let offset = size.checked_next_multiple_of(alignment).ok_or(TOO_LONG)?;
            size = item.checked_mul(repeat).and_then(|all| offset.checked_add(all)).ok_or(TOO_LONG)?;
            if size > LARGEST {
                return Err(TOO_LONG);
            }
            let Some(kind) = kind else { continue };
            match kind {
                Kind::Bytes | Kind::Pascal => count += 1,
                _ if repeat == 0 => continue,
                _ => count = count.checked_add(repeat).ok_or(Mistake::Memory)?,
            }
            fields.try_reserve(1)?;
            fields.push(Field { kind, letter, size: item, offset, repeat });
        }
        if count >= LARGEST / size_of::<usize>() {
            return Err(Mistake::Memory);
        }
        Ok(Self { format: format.into(), fields: fields.into(), size, count, little })
    }
}

/// What a character of a format stands for (nothing is a gap), its size and its alignment.
fn describe(letter: u8, native: bool) -> Option<(Option<Kind>, usize, usize)> {
    let (kind, size, native_size) = match letter {
        b'x' => return Some((None, 1, 1)),
        b'c' => (Kind::Char, 1, 1),
        b's' => (Kind::Bytes, 1, 1),
        b'p' => (Kind::Pascal, 1, 1),
        b'?' => (Kind::Bool, 1, 1),
        b'b' => (Kind::Signed, 1, 1),
        b'B' => (Kind::Unsigned, 1, 1),
        b'h' => (Kind::Signed, 2, 2),
        b'H' => (Kind::Unsigned, 2, 2),
        b'i' => (Kind::Signed, 4, 4),
        b'I' => (Kind::Unsigned, 4, 4),
        b'l' => (Kind::Signed, 4, 8),
        b'L' => (Kind::Unsigned, 4, 8),
        b'q' => (Kind::Signed, 8, 8),
        b'Q' => (Kind::Unsigned, 8, 8),
        b'n' if native => (Kind::Signed, 8, 8),
        b'N' if native => (Kind::Unsigned, 8, 8),
        b'P' if native => (Kind::Pointer, 8, 8),
        b'e' => (Kind::Half, 2, 2),
        b'f' => (Kind::Single, 4, 4),
        b'd' => (Kind::Double, 8, 8),
        b'F' => return Some((Some(Kind::SingleComplex), 8, if native { 4 } else { 1 })),
        b'D' => return Some((Some(Kind::DoubleComplex), 16, if native { 8 } else { 1 })),
        _ => return None,
    };
    Some(if native { (Some(kind), native_size, native_size) } else { (Some(kind), size, 1) })
}
