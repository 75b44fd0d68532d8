//! The error handlers that are known without a registry.

use std::ops::Range;

use taipan_text::{CodeUnits, OutOfMemory, TextSink};

use crate::encode::is_surrogate;
use crate::{EncodeReplacement, Failure, Problem, Replaced, backslash_escape};

/// An error handler.
#[derive(Clone, Copy, Debug)]
pub enum Builtin {
    /// `strict`: raises.
    Strict,
    /// `ignore`: leaves out.
    Ignore,
    /// `replace`: U+FFFD, or a question mark.
    Replace,
    /// `backslashreplace`: escapes as in literals.
    BackslashReplace,
    /// `xmlcharrefreplace`: `&#8364;`. Encoding only.
    XmlCharRefReplace,
    /// `namereplace`: `\N{EURO SIGN}`; the names of characters come from the function. Encoding only.
    NameReplace(fn(u32) -> Option<String>),
    /// `surrogateescape`: bytes as lone surrogates (PEP 383).
    SurrogateEscape,
    /// `surrogatepass`: surrogates like other characters, in UTF-8, UTF-16 and UTF-32.
    SurrogatePass,
}

/// CPython escapes at most so many bytes at once.
const MOST_ESCAPED: usize = 4;

impl Builtin {
    /// Writes what stands for bytes that cannot be decoded, and tells where to go on.
    #[cold]
    pub fn decode<E>(
        self,
        input: &[u8],
        problem: Problem,
        out: &mut impl TextSink,
    ) -> Result<usize, Failure<E>> {
        let bytes = input.get(problem.start..problem.end).unwrap_or_default();
        match self {
            Self::Ignore => Ok(problem.end),
            Self::Replace => {
                out.reserve(1)?;
                out.push(0xfffd);
                Ok(problem.end)
            }
            Self::BackslashReplace => {
                out.reserve(bytes.len().checked_mul(4).ok_or(OutOfMemory)?)?;
                for unit in bytes.iter().flat_map(|&byte| backslash_escape(byte.into())) {
                    out.push(unit.into());
                }
                Ok(problem.end)
            }
            Self::SurrogateEscape => {
                let escaped = bytes.iter().take(MOST_ESCAPED).take_while(|&&byte| byte >= 0x80).count();
                if escaped == 0 {
                    return Err(Failure::Problem(problem));
                }
                out.reserve(escaped)?;
                for &byte in &bytes[..escaped] {
                    out.push(0xdc00 + u32::from(byte));
                }
                Ok(problem.start + escaped)
            }
            Self::SurrogatePass => {
                let form = Form::of(problem.encoding).ok_or(Failure::Problem(problem))?;
                let rest = input.get(problem.start..).unwrap_or_default();
                let surrogate = form.read(rest).filter(|&unit| is_surrogate(unit));
                out.reserve(1)?;
                out.push(surrogate.ok_or(Failure::Problem(problem))?);
                Ok(problem.start + form.width())
            }
            Self::Strict => Err(Failure::Problem(problem)),
            Self::XmlCharRefReplace | Self::NameReplace(_) => Err(Failure::WrongDirection),
        }
    }

    /// What stands for characters that cannot be encoded.
    #[cold]
    pub fn encode<E, T: CodeUnits + ?Sized>(
        self,
        text: &T,
        problem: Problem,
    ) -> Result<EncodeReplacement, Failure<E>> {
        let unencodable = (problem.start..problem.end).map_while(|index| text.get(index));
        let with = match self {
            Self::Strict => return Err(Failure::Problem(problem)),
            Self::Ignore => Replaced::Bytes(Vec::new()),
            Self::Replace => collect(unencodable, |_, out| out.push(b'?'.into()))?,
            Self::BackslashReplace => collect(unencodable, escape)?,
            Self::XmlCharRefReplace => {
                collect(unencodable, |c, out| out.extend(format!("&#{c};").bytes().map(u32::from)))?
            }
            Self::NameReplace(name_of) => collect(unencodable, |c, out| match name_of(c) {
                Some(name) => out.extend(format!("\\N{{{name}}}").bytes().map(u32::from)),
                None => escape(c, out),
            })?,
            Self::SurrogateEscape => {
                let mut bytes = Vec::new();
                let escaped = escaped_bytes(text, problem.start..problem.end, &mut bytes)?;
                if escaped < problem.end.saturating_sub(problem.start) {
                    return Err(Failure::Problem(problem));
                }
                Replaced::Bytes(bytes)
            }
            Self::SurrogatePass => {
                let form = Form::of(problem.encoding).ok_or(Failure::Problem(problem))?;
                let mut bytes = Vec::new();
                for unit in unencodable {
                    if !is_surrogate(unit) {
                        return Err(Failure::Problem(problem));
                    }
                    crate::reserve(&mut bytes, form.width())?;
                    form.write(unit, &mut bytes);
                }
                Replaced::Bytes(bytes)
            }
        };
        Ok(EncodeReplacement { with, position: problem.end })
    }
}

fn escape(code_point: u32, out: &mut Vec<u32>) {
    out.extend(backslash_escape(code_point).map(u32::from));
}

/// Text made of each code point, which takes no more than this many of them, or a hundred more at a time.
fn collect(
    code_points: impl Iterator<Item = u32>,
    mut write: impl FnMut(u32, &mut Vec<u32>),
) -> Result<Replaced, OutOfMemory> {
    const LONGEST: usize = 128;
    let mut out = Vec::new();
    for code_point in code_points {
        out.try_reserve(LONGEST).map_err(|_| OutOfMemory)?;
        write(code_point, &mut out);
    }
    Ok(Replaced::Text(out))
}

/// Appends the bytes that lone surrogates stand for, up to the first character that is none; returns how many.
pub(crate) fn escaped_bytes<T: CodeUnits + ?Sized>(
    text: &T,
    range: Range<usize>,
    out: &mut Vec<u8>,
) -> Result<usize, OutOfMemory> {
    crate::reserve(out, range.len())?;
    let start = out.len();
    out.extend(range.map_while(|index| match text.get(index) {
        Some(unit @ 0xdc80..=0xdcff) => Some((unit - 0xdc00) as u8),
        _ => None,
    }));
    Ok(out.len() - start)
}

/// The name of an encoding that has a way to write surrogates, with its order of bytes: `UTF8`, `utf_16`, `Utf-32-BE` …,
/// and Windows's `CP_UTF8` and `cp65001`.
pub fn utf_name(encoding: &str) -> Option<&'static str> {
    let lower = encoding.to_ascii_lowercase();
    if lower == "cp65001" || lower == "cp_utf8" {
        return Some("utf-8");
    }
    let skip = |text: &'_ str| text.strip_prefix(['-', '_']).map_or(text.len(), str::len);
    let width = lower.strip_prefix("utf")?;
    let width = &width[width.len() - skip(width)..];
    let (names, order) = match (width, width.split_at_checked(2)) {
        ("8", _) => return Some("utf-8"),
        (_, Some(("16", order))) => (["utf-16-le", "utf-16-be"], order),
        (_, Some(("32", order))) => (["utf-32-le", "utf-32-be"], order),
        _ => return None,
    };
    match &order[order.len() - skip(order)..] {
        "" if order.is_empty() => Some(names[usize::from(cfg!(target_endian = "big"))]),
        "le" => Some(names[0]),
        "be" => Some(names[1]),
        _ => None,
    }
}

/// How an encoding writes surrogates.
#[derive(Clone, Copy)]
enum Form {
    Utf8,
    Utf16 { big: bool },
    Utf32 { big: bool },
}

impl Form {
    fn of(encoding: &str) -> Option<Self> {
        Some(match utf_name(encoding)? {
            "utf-16-le" => Self::Utf16 { big: false },
            "utf-16-be" => Self::Utf16 { big: true },
            "utf-32-le" => Self::Utf32 { big: false },
            "utf-32-be" => Self::Utf32 { big: true },
            _ => Self::Utf8,
        })
    }

    const fn width(self) -> usize {
        match self {
            Self::Utf8 => 3,
            Self::Utf16 { .. } => 2,
            Self::Utf32 { .. } => 4,
        }
    }

    fn read(self, bytes: &[u8]) -> Option<u32> {
        match self {
            Self::Utf8 => match *bytes.first_chunk()? {
                [lead @ 0xe0..=0xef, second @ 0x80..=0xbf, third @ 0x80..=0xbf] => Some(
                    (u32::from(lead) & 0xf) << 12
                        | (u32::from(second) & 0x3f) << 6
                        | (u32::from(third) & 0x3f),
                ),
                _ => None,
            },
            Self::Utf16 { big } => {
                let bytes = *bytes.first_chunk()?;
                Some(u32::from(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) }))
            }
            Self::Utf32 { big } => {
                let bytes = *bytes.first_chunk()?;
                Some(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
            }
        }
    }

    fn write(self, surrogate: u32, out: &mut Vec<u8>) {
        let unit = surrogate as u16;
        match self {
            Self::Utf8 => out.extend([
                0xe0 | (unit >> 12) as u8,
                0x80 | (unit >> 6 & 0x3f) as u8,
                0x80 | (unit & 0x3f) as u8,
            ]),
            Self::Utf16 { big } => out.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() }),
            Self::Utf32 { big } => {
                out.extend(if big { surrogate.to_be_bytes() } else { surrogate.to_le_bytes() });
            }
        }
    }
}
