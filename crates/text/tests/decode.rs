//! Compares source decoding with what CPython does (`golden/make.py`).

use taipan_text::Error;
use taipan_text::decode::{NoDecoder, Origin, decode_source, detect_encoding};

/// FNV-1a, 64 bits.
fn fnv(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Undoes Python's `unicode_escape`.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('x') => code_point(&mut chars, 2),
            Some('u') => code_point(&mut chars, 4),
            other => other.expect("an escape"),
        });
    }
    out
}

fn code_point(chars: &mut std::str::Chars<'_>, digits: usize) -> char {
    let code: String = chars.take(digits).collect();
    u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).expect("a character")
}

fn bytes(text: &str) -> Vec<u8> {
    unescape(text).chars().map(|c| u8::try_from(u32::from(c)).expect("a byte")).collect()
}

/// The fields that the table has for an error.
fn shown(error: &Error) -> Vec<String> {
    let number = |number: Option<i32>| number.map_or("-".to_owned(), |number| number.to_string());
    let range = error.range;
    vec![
        "error".to_owned(),
        error.message.clone(),
        number(range.map(|range| range.line)),
        number(range.map(|range| range.offset)),
        number(range.and_then(|range| range.end_line)),
        number(range.and_then(|range| range.end_offset)),
        error.text.clone().unwrap_or("-".to_owned()),
    ]
}

fn outcome(reader: &str, source: &[u8]) -> Vec<String> {
    let decoded = match reader {
        "memory" => decode_source(source, Origin::Memory, &mut NoDecoder),
        "file" => decode_source(source, Origin::File("f.py"), &mut NoDecoder),
        _ => {
            return match detect_encoding(source, None, &mut NoDecoder) {
                Ok(encoding) => vec!["ok".to_owned(), encoding, "-".to_owned()],
                Err(error) => shown(&error),
            };
        }
    };
    match decoded {
        Ok(decoded) => vec!["ok".to_owned(), decoded.encoding, fnv(&decoded.text)],
        Err(error) => shown(&error),
    }
}

#[test]
fn sources_decode_as_in_cpython() {
    let mut wrong = Vec::new();
    let lines: Vec<_> = include_str!("golden/decode.tsv").lines().collect();
    assert!(lines.len() > 500, "the table is cut");
    for line in &lines {
        let fields: Vec<_> = line.split('\t').collect();
        let expected: Vec<_> = fields[2..].iter().map(|field| unescape(field)).collect();
        let got = outcome(fields[0], &bytes(fields[1]));
        if got != expected {
            wrong.push(format!("{line}\n    got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
}
