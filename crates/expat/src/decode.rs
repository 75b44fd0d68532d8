//! From the bytes of a document to UTF-8.
//!
//! UTF-8 is left as it is and checked where it is read. What cannot be decoded becomes a byte that no UTF-8 has, so that it
//! is reported where it stands.

/// How a document's bytes stand for characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// ASCII, and nothing else.
    Ascii,
    /// ISO 8859-1.
    Latin1,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// A character for each byte; none for those that mean nothing.
    Table(Box<[Option<char>; 256]>),
}

/// Stands for what cannot be decoded.
const WRONG: u8 = 0xff;

impl Encoding {
    /// The encoding of a name, if it is one that needs no help. UTF-16 by itself is not one: its mark tells the order.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "UTF-8" => Self::Utf8,
            "US-ASCII" => Self::Ascii,
            "ISO-8859-1" => Self::Latin1,
            "UTF-16LE" => Self::Utf16Le,
            "UTF-16BE" => Self::Utf16Be,
            _ => return None,
        })
    }

    /// Whether each unit has two bytes.
    pub(crate) fn is_wide(&self) -> bool {
        matches!(self, Self::Utf16Le | Self::Utf16Be)
    }

    /// Appends bytes in UTF-8; gives how many were used, which are all but the beginning of a character.
    pub(crate) fn decode(&self, bytes: &[u8], text: &mut Vec<u8>) -> usize {
        match self {
            Self::Utf8 => text.extend_from_slice(bytes),
            Self::Ascii => {
                text.extend(bytes.iter().map(|&byte| if byte < 0x80 { byte } else { WRONG }));
            }
            Self::Latin1 => bytes.iter().for_each(|&byte| push(text, Some(char::from(byte)))),
            Self::Table(table) => {
                for &byte in bytes {
                    push(text, table.get(usize::from(byte)).copied().flatten());
                }
            }
            Self::Utf16Le => return decode_wide(bytes, text, u16::from_le_bytes),
            Self::Utf16Be => return decode_wide(bytes, text, u16::from_be_bytes),
        }
        bytes.len()
    }

    /// How many bytes of the document a character has.
    pub(crate) fn width(&self, first: u8) -> u64 {
        match self {
            Self::Utf8 | Self::Ascii | Self::Latin1 | Self::Table(_) => 1,
            Self::Utf16Le | Self::Utf16Be => {
                if first >= 0xf0 && first != WRONG {
                    4
                } else {
                    2
                }
            }
        }
    }
}

fn push(text: &mut Vec<u8>, c: Option<char>) {
    match c {
        Some(c) => text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => text.push(WRONG),
    }
}

fn decode_wide(bytes: &[u8], text: &mut Vec<u8>, unit: fn([u8; 2]) -> u16) -> usize {
    let mut units = bytes.chunks_exact(2).map(|pair| unit(pair.try_into().unwrap_or_default())).peekable();
    let mut used = 0;
    while let Some(first) = units.next() {
        if (0xd800..0xdc00).contains(&first) {
            let Some(&second) = units.peek() else { break };
            let point = 0x1_0000 + ((u32::from(first) & 0x3ff) << 10) + (u32::from(second) & 0x3ff);
            if (0xdc00..0xe000).contains(&second) {
                push(text, char::from_u32(point));
                units.next();
                used += 4;
                continue;
            }
        }
        push(text, char::from_u32(first.into()));
        used += 2;
    }
    used
}
