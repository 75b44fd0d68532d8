//! `tokenize.detect_encoding`, which has rules and errors of its own.

use super::{Decoder, cookie, decode_as, utf8_name, without_bom};
use crate::repr::repr_str;
use crate::{Error, ErrorClass, PyText};

/// The name of a source's encoding. `file` is the name that messages show, if there is one.
///
/// Lines end at `\n` only, and the one or two that are looked at must be valid in the encoding.
pub fn detect_encoding(
    source: &[u8],
    file: Option<&str>,
    decoder: &mut dyn Decoder,
) -> Result<String, Box<Error>> {
    let (source, had_bom) = without_bom(source);
    let default = utf8_name(had_bom);
    let mut end = 0;
    for _ in 0..2 {
        let line = source[end..].split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
        end += line.len();
        if let Some(encoding) = cookie::in_line(line) {
            check_known(&encoding, file, decoder)?;
            if had_bom && encoding != "utf-8" {
                return Err(syntax_error("encoding problem", file, Some("utf-8")));
            }
            check(&source[..end], &encoding, file, decoder)?;
            return Ok(if had_bom { default } else { encoding });
        }
        if !cookie::is_blank_or_comment(line) {
            break;
        }
    }
    check(&source[..end], "utf-8", file, decoder)?;
    Ok(default)
}

/// Fails when there is no such encoding.
fn check_known(encoding: &str, file: Option<&str>, decoder: &mut dyn Decoder) -> Result<(), Box<Error>> {
    match decode_as(encoding, b"", decoder) {
        Err(error) if error.class == ErrorClass::Lookup && error.message.starts_with("unknown encoding") => {
            Err(syntax_error("unknown encoding", file, Some(encoding)))
        }
        _ => Ok(()),
    }
}

/// Fails when the lines are not valid in the encoding.
fn check(
    lines: &[u8],
    encoding: &str,
    file: Option<&str>,
    decoder: &mut dyn Decoder,
) -> Result<(), Box<Error>> {
    if lines.contains(&0) {
        return Err(Error::new(ErrorClass::Syntax, "source code cannot contain null bytes"));
    }
    match decode_as(encoding, lines, decoder) {
        Ok(_) => Ok(()),
        Err(error) if error.class == ErrorClass::Unicode => {
            Err(syntax_error("invalid or missing encoding declaration", file, None))
        }
        Err(error) => Err(error),
    }
}

/// `WHAT for FILE: ENCODING`, without what is not known.
fn syntax_error(what: &str, file: Option<&str>, encoding: Option<&str>) -> Box<Error> {
    let file = file.map_or(String::new(), |file| format!(" for {}", repr_str(PyText::new(file))));
    let encoding = encoding.map_or(String::new(), |encoding| format!(": {encoding}"));
    Error::new(ErrorClass::Syntax, format!("{what}{file}{encoding}"))
}
