//! Cases, questions about letters, padding, hexadecimal digits, translation.

use taipan_strings::bytes::{self, FromHexError, Hex};
use taipan_strings::predicates as ask;
use taipan_strings::{Buffer, Case as Letters, ExpandTabs, Pad, Units, change_ascii_case, change_case};

use crate::case::{Case, built, check, encode};

#[test]
fn letters_and_widths() {
    check(include_str!("letters.tsv"), |case| match case.operation {
        "hex" => {
            let bytes = case.bytes(0);
            built(&Hex { bytes: &bytes, separator: Some(b':'), group: case.number(1) })
        }
        "hex_alone" => built(&Hex { bytes: &case.bytes(0), separator: None, group: 1 }),
        "fromhex" => from_hex(bytes::from_hex(case.text(0).as_units())),
        "bytes.fromhex" => from_hex(bytes::from_hex_bytes(&case.bytes(0))),
        "bytes.translate" => {
            let table = bytes::translation(&case.bytes(1), &case.bytes(2));
            let result = bytes::translate(&case.bytes(0), Some(&table), &case.bytes(3));
            encode(Units::Latin1(&result.expect("memory")))
        }
        "bytes.delete" => {
            let result = bytes::translate(&case.bytes(0), None, &case.bytes(1));
            encode(Units::Latin1(&result.expect("memory")))
        }
        operation => match operation.strip_prefix("bytes.") {
            None => {
                let text = case.text(0);
                let text = text.as_units();
                about_text(operation, text).unwrap_or_else(|| widened(case, operation, text))
            }
            Some(operation) => {
                let text = case.bytes(0);
                about_bytes(operation, &text)
                    .unwrap_or_else(|| widened(case, operation, Units::Latin1(&text)))
            }
        },
    });
}

fn from_hex(result: Result<Vec<u8>, FromHexError>) -> String {
    match result {
        Ok(bytes) => encode(Units::Latin1(&bytes)),
        Err(FromHexError::NotADigit(place)) => format!("1:{place}"),
        Err(FromHexError::OddNumber) => "1:-1".to_owned(),
        Err(FromHexError::Memory(error)) => panic!("{error}"),
    }
}

fn letters(operation: &str) -> Option<Letters> {
    Some(match operation {
        "lower" => Letters::Lower,
        "upper" => Letters::Upper,
        "title" => Letters::Title,
        "capitalize" => Letters::Capitalize,
        "swapcase" => Letters::Swap,
        "casefold" => Letters::Fold,
        _ => return None,
    })
}

fn about_text(operation: &str, text: Units<'_>) -> Option<String> {
    if let Some(letters) = letters(operation) {
        let mut out = Buffer::new();
        change_case(text, letters, &mut out).expect("memory");
        if let Units::Ascii(units) = text {
            let mut units = units.to_vec();
            change_ascii_case(&mut units, letters);
            assert_eq!(out.as_units(), Units::Ascii(&units), "{operation}");
        }
        return Some(encode(out.as_units()));
    }
    let answer = match operation {
        "isalpha" => ask::is_alpha(text),
        "isalnum" => ask::is_alnum(text),
        "isdecimal" => ask::is_decimal(text),
        "isdigit" => ask::is_digit(text),
        "isnumeric" => ask::is_numeric(text),
        "isspace" => ask::is_space(text),
        "isprintable" => ask::is_printable(text),
        "isidentifier" => ask::is_identifier(text),
        "islower" => ask::is_lower(text),
        "isupper" => ask::is_upper(text),
        "istitle" => ask::is_title(text),
        _ => return None,
    };
    Some(u8::from(answer).to_string())
}

fn about_bytes(operation: &str, text: &[u8]) -> Option<String> {
    if let Some(letters) = letters(operation) {
        let mut text = text.to_vec();
        change_ascii_case(&mut text, letters);
        return Some(encode(Units::Latin1(&text)));
    }
    let answer = match operation {
        "isalpha" => bytes::is_alpha(text),
        "isalnum" => bytes::is_alnum(text),
        "isdigit" => bytes::is_digit(text),
        "isspace" => bytes::is_space(text),
        "islower" => bytes::is_lower(text),
        "isupper" => bytes::is_upper(text),
        "istitle" => bytes::is_title(text),
        _ => return None,
    };
    Some(u8::from(answer).to_string())
}

fn widened(case: &Case, operation: &str, text: Units<'_>) -> String {
    if operation == "expandtabs" {
        return built(&ExpandTabs { text, size: case.number(1) });
    }
    let width = case.number(1);
    let padded = match operation {
        "zfill" => Pad::zeros(text, width),
        _ => {
            let fill = case.text(2).as_units().get(0).expect("a character");
            match operation {
                "center" => Pad::center(text, width, fill),
                "ljust" => Pad::ljust(text, width, fill),
                "rjust" => Pad::rjust(text, width, fill),
                _ => panic!("an unknown operation: {operation}"),
            }
        }
    };
    padded.map_or_else(|| encode(text), |padded| built(&padded))
}
