//! What ends a line of a stream of text, as its argument `newline` says.

use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, exception as exc};
use taipan_strings::Units;

use crate::newlines::{find, next_end};

/// The argument `newline`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Newline {
    /// `None`: lines end with `\n`, `\r` or `\r\n`, and all become `\n`.
    #[default]
    Translated,
    /// `''`: the same, but they stay as they are.
    Universal,
    /// `'\n'`
    LineFeed,
    /// `'\r'`
    Return,
    /// `'\r\n'`
    ReturnLineFeed,
}

/// Where the next line ends.
pub(crate) enum LineEnd {
    /// Before this index; the end of the line is part of it.
    Found(usize),
    /// Not here.
    Missing,
}

impl Newline {
    /// The newline of a text.
    pub(crate) fn of(text: &str) -> Option<Self> {
        Some(match text {
            "" => Self::Universal,
            "\n" => Self::LineFeed,
            "\r" => Self::Return,
            "\r\n" => Self::ReturnLineFeed,
            _ => return None,
        })
    }

    /// The newline that an argument of `function` says.
    pub(crate) fn from_argument(py: &Py, function: &str, value: Borrowed<'_>) -> PyResult<Self> {
        if is_none(&value) {
            return Ok(Self::Translated);
        }
        let Some(text) = value.get::<Str>() else {
            let class = value.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("{function}() argument 'newline' must be str or None, not {class}"),
            ));
        };
        if text.code_points().any(|point| point == 0) {
            return Err(exc::value_error(py, format_args!("embedded null character")));
        }
        match Self::of(&text.to_utf8()) {
            Some(newline) => Ok(newline),
            None => Err(exc::value_error(py, format_args!("illegal newline value: {text}"))),
        }
    }

    /// The text of the argument; nothing for `None`.
    pub(crate) fn text(self) -> Option<&'static str> {
        match self {
            Self::Translated => None,
            Self::Universal => Some(""),
            Self::LineFeed => Some("\n"),
            Self::Return => Some("\r"),
            Self::ReturnLineFeed => Some("\r\n"),
        }
    }

    /// Whether all ends of lines count when text is read.
    pub(crate) fn is_universal(self) -> bool {
        matches!(self, Self::Translated | Self::Universal)
    }

    /// What `\n` becomes when text is written, if it changes.
    pub(crate) fn written(self) -> Option<&'static str> {
        match self {
            Self::Return => Some("\r"),
            Self::ReturnLineFeed => Some("\r\n"),
            _ => None,
        }
    }

    /// Finds the end of the line that begins at `start`.
    #[inline]
    pub(crate) fn find_end(self, text: Units<'_>, start: usize) -> LineEnd {
        let (end, length) = match self {
            Self::Translated | Self::LineFeed => (find(text, start, '\n'), 1),
            Self::Return => (find(text, start, '\r'), 1),
            Self::Universal => match next_end(text, start) {
                Some((at, length)) => (Some(at), length),
                None => (None, 0),
            },
            Self::ReturnLineFeed => return find_pair(text, start),
        };
        end.map_or(LineEnd::Missing, |at| LineEnd::Found(at + length))
    }
}

/// `\r\n`, of which the first half may be the last there is.
fn find_pair(text: Units<'_>, start: usize) -> LineEnd {
    let mut from = start;
    while let Some(at) = find(text, from, '\r') {
        match text.get(at + 1) {
            Some(0xa) => return LineEnd::Found(at + 2),
            None => return LineEnd::Missing,
            Some(_) => from = at + 1,
        }
    }
    LineEnd::Missing
}
