//! Compares with tables that CPython made (`golden/make.py`).

use std::convert::Infallible;

use taipan_codecs::{
    Builtin, ByteOrder, DecodeReplacement, EncodeReplacement, Failure, InvalidEscape, InverseTable,
    OnDecodeError, OnEncodeError, Problem, Replaced, decode_ascii, decode_charmap, decode_latin1,
    decode_raw_unicode_escape, decode_unicode_escape, decode_utf7, decode_utf8, decode_utf16, decode_utf32,
    encode_ascii, encode_charmap, encode_latin1, encode_raw_unicode_escape, encode_unicode_escape,
    encode_utf7, encode_utf8, encode_utf16, encode_utf32, resolve_position, utf8,
};
use taipan_text::CodeUnits;

/// Gives every line's fields, but the last, to `answer`, compares with the last, and reports all that differ.
fn check(table: &str, answer: impl Fn(&[&str]) -> String) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines() {
        count += 1;
        let fields: Vec<&str> = line.split('\t').collect();
        let (expected, given) = fields.split_last().expect("a field");
        let got = answer(given);
        if got != *expected {
            wrong.push(format!("{line}\n    got {got}"));
        }
    }
    assert!(count > 1000, "the table is cut");
    let shown = wrong[..wrong.len().min(25)].join("\n");
    assert!(wrong.is_empty(), "{} of {count} differ:\n{shown}", wrong.len());
}

/// A text of the tables, `\{20ac}` for what is not printable ASCII.
fn units(text: &str) -> Vec<u32> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((hex, after)) = rest.strip_prefix("\\{").and_then(|rest| rest.split_once('}')) {
            units.push(u32::from_str_radix(hex, 16).expect("a number"));
            rest = after;
        } else {
            units.push(c.into());
            rest = &rest[c.len_utf8()..];
        }
    }
    units
}

/// The other way round.
fn escape(units: &[u32]) -> String {
    let one = |&unit: &u32| match char::from_u32(unit) {
        Some(c @ ' '..='~') if c != '\\' => c.to_string(),
        _ => format!("\\{{{unit:x}}}"),
    };
    units.iter().map(one).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().map(|c| c.to_digit(16).expect("a digit") as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    bytes.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

fn failure<E>(failure: &Failure<E>) -> String {
    match failure {
        Failure::Problem(Problem { encoding, start, end, reason }) => {
            format!("!{encoding} {start} {end} {reason}")
        }
        Failure::WrongDirection => "!TypeError".to_owned(),
        Failure::Raised(_) => "!IndexError".to_owned(),
        Failure::OutOfMemory => panic!("no such failure is in the tables"),
    }
}

fn table(name: &str) -> Vec<u32> {
    let line = include_str!("golden/tables.tsv").lines().find(|line| line.split('\t').next() == Some(name));
    units(line.and_then(|line| line.split_once('\t')).expect("a table").1)
}

fn name_of(code_point: u32) -> Option<String> {
    include_str!("golden/names.tsv").lines().find_map(|line| {
        let (number, name) = line.split_once('\t')?;
        (u32::from_str_radix(number, 16) == Ok(code_point)).then(|| name.to_owned())
    })
}

fn builtin(name: &str) -> Option<Builtin> {
    Some(match name {
        "strict" => Builtin::Strict,
        "ignore" => Builtin::Ignore,
        "replace" => Builtin::Replace,
        "backslashreplace" => Builtin::BackslashReplace,
        "surrogateescape" => Builtin::SurrogateEscape,
        "surrogatepass" => Builtin::SurrogatePass,
        "xmlcharrefreplace" => Builtin::XmlCharRefReplace,
        "namereplace" => Builtin::NameReplace(name_of),
        _ => return None,
    })
}

/// What the handlers of the tables raise.
struct IndexError;

/// The position at which a handler of the tables goes on, which is to be resolved.
fn position(handler: &str, call: usize, problem: Problem, length: usize) -> Result<usize, IndexError> {
    let wanted = match handler {
        "one" if call <= 3 => problem.start as isize + 1,
        "back" if call <= 3 => (-3).max(-(length as isize)),
        _ => problem.end as isize,
    };
    resolve_position(wanted, length).ok_or(IndexError)
}

fn decode(codec: &str, input: &[u8], is_final: bool, handler: &str) -> String {
    let mut call = 0;
    let mut custom = |input: &[u8], problem: Problem| -> Result<DecodeReplacement, IndexError> {
        call += 1;
        if handler == "new" && call == 1 {
            let input = [b"n\xffw", &input[problem.end..]].concat();
            return Ok(DecodeReplacement { text: units("*"), position: 0, input: Some(input) });
        }
        let text = match handler {
            "skip" => "<>",
            "one" => "[",
            "back" => "~",
            "new" => "*",
            "uni" => "\u{20ac}",
            _ => "?",
        };
        let position = position(handler, call, problem, input.len())?;
        Ok(DecodeReplacement { text: units(text), position, input: None })
    };
    let mut on_error = match builtin(handler) {
        Some(builtin) => OnDecodeError::Builtin(builtin),
        None => OnDecodeError::Custom(&mut custom),
    };
    let mut out: Vec<u32> = Vec::new();
    let mut warning = String::new();
    let order = match codec.get(7..) {
        Some("le") => ByteOrder::Little,
        Some("be") => ByteOrder::Big,
        _ => ByteOrder::Native,
    };
    let result = match codec {
        "utf-8" => decode_utf8(input, is_final, &mut on_error, &mut out),
        "utf-7" => decode_utf7(input, is_final, &mut on_error, &mut out),
        "ascii" => decode_ascii(input, &mut on_error, &mut out).map(|()| input.len()),
        "unicode-escape" => {
            decode_unicode_escape(input, is_final, &mut on_error, &mut out).map(|(consumed, invalid)| {
                warning = match invalid {
                    None => String::new(),
                    Some(InvalidEscape::Letter(byte)) => format!(" W\"\\{{5c}}{}", escape(&[byte.into()])),
                    Some(InvalidEscape::Octal(value)) => format!(" W\"\\{{5c}}{value:o}"),
                };
                consumed
            })
        }
        "raw-unicode-escape" => decode_raw_unicode_escape(input, is_final, &mut on_error, &mut out),
        _ if codec.starts_with("utf-16") => {
            decode_utf16(input, order, is_final, &mut on_error, &mut out).map(|(consumed, _)| consumed)
        }
        _ if codec.starts_with("utf-32") => {
            decode_utf32(input, order, is_final, &mut on_error, &mut out).map(|(consumed, _)| consumed)
        }
        _ => {
            let table = table(codec);
            decode_charmap(input, &mut &table[..], &mut on_error, &mut out).map(|()| input.len())
        }
    };
    match result {
        Ok(consumed) => format!("={} {consumed}{warning}", escape(&out)),
        Err(error) => failure(&error),
    }
}

#[test]
fn decoding() {
    check(include_str!("golden/decode.tsv"), |fields| {
        decode(fields[0], &bytes(fields[1]), fields[2] == "1", fields[3])
    });
}

fn encode<T: CodeUnits + ?Sized>(codec: &str, text: &T, handler: &str) -> String {
    let mut call = 0;
    let mut custom = |problem: Problem| -> Result<EncodeReplacement, IndexError> {
        call += 1;
        let with = match handler {
            "bytes" => Replaced::Bytes(vec![1, 2, 3, 4]),
            "e" => Replaced::Bytes(vec![b'!']),
            "skip" => Replaced::Text(units("<>")),
            "one" => Replaced::Text(units("[")),
            "back" => Replaced::Text(units("~")),
            "new" => Replaced::Text(units("*")),
            _ => Replaced::Text(units("\u{20ac}")),
        };
        Ok(EncodeReplacement { with, position: position(handler, call, problem, text.len())? })
    };
    let mut on_error = match builtin(handler) {
        Some(builtin) => OnEncodeError::Builtin(builtin),
        None => OnEncodeError::Custom(&mut custom),
    };
    let mut out = Vec::new();
    let order = match codec.get(7..) {
        Some("le") => ByteOrder::Little,
        Some("be") => ByteOrder::Big,
        _ => ByteOrder::Native,
    };
    let result = match codec {
        "utf-8" => encode_utf8(text, &mut on_error, &mut out),
        "utf-7" => encode_utf7(text, &mut out).map_err(Failure::from),
        "ascii" => encode_ascii(text, &mut on_error, &mut out),
        "latin-1" => encode_latin1(text, &mut on_error, &mut out),
        "unicode-escape" => encode_unicode_escape(text, &mut out).map_err(Failure::from),
        "raw-unicode-escape" => encode_raw_unicode_escape(text, &mut out).map_err(Failure::from),
        _ if codec.starts_with("utf-16") => encode_utf16(text, order, &mut on_error, &mut out),
        _ if codec.starts_with("utf-32") => encode_utf32(text, order, &mut on_error, &mut out),
        _ => {
            let mut table = table(codec);
            table.resize(256, 0xfffe);
            let table = InverseTable::new(&table[..]).expect("memory");
            encode_charmap(text, &mut &table, &mut on_error, &mut out)
        }
    };
    match result {
        Ok(()) => format!("={}", hex(&out)),
        Err(error) => failure(&error),
    }
}

#[test]
fn encoding() {
    check(include_str!("golden/encode.tsv"), |fields| {
        let text = units(fields[1]);
        let result = encode(fields[0], &text[..], fields[2]);
        // The same text in units of one byte, where it fits.
        if let Ok(narrow) = text.iter().map(|&unit| u8::try_from(unit)).collect::<Result<Vec<u8>, _>>() {
            assert_eq!(encode(fields[0], &narrow[..], fields[2]), result);
        }
        result
    });
}

#[test]
fn scanning_tells_what_decoding_makes() {
    for line in include_str!("golden/decode.tsv").lines().filter(|line| line.starts_with("utf-8\t")) {
        let input = bytes(line.split('\t').nth(1).expect("a field"));
        let scan = utf8::scan(&input);
        let text = String::from_utf8_lossy(&input[..scan.valid]);
        let mut out = vec![0u32; scan.length];
        utf8::write(&text, &mut out);
        assert_eq!(out, text.chars().map(u32::from).collect::<Vec<_>>(), "{line}");
        let most = out.iter().copied().max().unwrap_or(0);
        let expected = [0x7f, 0xff, 0xffff, 0x0010_ffff].into_iter().find(|&bound| most <= bound);
        assert_eq!(Some(scan.max_char), expected, "{line}");
        assert_eq!(scan.valid == input.len(), String::from_utf8(input.clone()).is_ok(), "{line}");
    }
}

#[test]
fn latin1_is_its_own_inverse() {
    let all: Vec<u8> = (0..=255).collect();
    let mut text: Vec<u32> = Vec::new();
    decode_latin1::<Infallible>(&all, &mut text).expect("memory");
    let mut back = Vec::new();
    encode_latin1::<Infallible, _>(&text[..], &mut OnEncodeError::Builtin(Builtin::Strict), &mut back)
        .expect("all can be encoded");
    assert_eq!(back, all);
}
