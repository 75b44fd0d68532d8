//! Finding, splitting, stripping, replacing, comparing.

use std::ops::Range;

use taipan_strings::{self as strings, Build as _, Replace, Sides, Stepped, Units};

use crate::case::{Case, built, check, encode, encode_list};

#[test]
fn searches() {
    check(include_str!("search.tsv"), |case| match case.operation.strip_prefix("bytes.") {
        None => {
            let (text, argument) = (case.text(0), second(case));
            answer(
                case,
                case.operation,
                text.as_units(),
                argument.as_ref().map(strings::OwnedUnits::as_units),
                false,
            )
        }
        Some(operation) => {
            let (text, argument) = (case.bytes(0), second(case).map(|_| case.bytes(1)));
            answer(case, operation, Units::Latin1(&text), argument.as_deref().map(Units::Latin1), true)
        }
    });
}

/// The second argument, where it is text.
fn second(case: &Case) -> Option<strings::OwnedUnits> {
    let is_number =
        ["lines", "words", "rwords", "step", "whitespace"].iter().any(|name| case.operation.ends_with(name));
    (!is_number).then(|| case.text(1))
}

fn answer(case: &Case, operation: &str, text: Units<'_>, part: Option<Units<'_>>, is_bytes: bool) -> String {
    let part = part.unwrap_or(Units::EMPTY);
    let place = |place: Option<usize>| place.map_or("-1".to_owned(), |place| place.to_string());
    let flag = |flag: bool| u8::from(flag).to_string();
    let piece = |range: Range<usize>| encode(text.slice(range));
    let pieces =
        |ranges: &mut dyn Iterator<Item = Range<usize>>| encode_list(ranges.map(|range| text.slice(range)));
    let reversed = |ranges: &mut dyn Iterator<Item = Range<usize>>| {
        let mut ranges: Vec<_> = ranges.collect();
        ranges.reverse();
        encode_list(ranges.into_iter().map(|range| text.slice(range)))
    };
    let bytes = match text {
        Units::Latin1(bytes) if is_bytes => Some(bytes),
        _ => None,
    };
    match operation {
        "find" => place(strings::find(text, part)),
        "rfind" => place(strings::rfind(text, part)),
        "count" => strings::count(text, part).to_string(),
        "startswith" => flag(text.starts_with(part)),
        "endswith" => flag(text.ends_with(part)),
        "compare" => (text.compare(part) as i8).to_string(),
        "replace" => {
            let with = case.text(2);
            let bytes_with = if is_bytes { case.bytes(2) } else { Vec::new() };
            let with = if is_bytes { Units::Latin1(&bytes_with) } else { with.as_units() };
            match Replace::new(text, part, with, case.limit(3)) {
                None => encode(text),
                Some(replace) => {
                    // Wider units than necessary do no harm.
                    let mut wide = vec![0; replace.shape().expect("a golden file that is well-formed").len];
                    replace.write::<u32>(&mut wide);
                    assert_eq!(encode(Units::Ucs4(&wide)), built(&replace));
                    built(&replace)
                }
            }
        }
        "split" => pieces(&mut strings::split(text, part, case.limit(2))),
        "rsplit" => reversed(&mut strings::rsplit(text, part, case.limit(2))),
        "partition" => match strings::partition(text, part) {
            None => encode_list([text, Units::EMPTY, Units::EMPTY]),
            Some([before, after]) => encode_list([text.slice(before), part, text.slice(after)]),
        },
        "rpartition" => match strings::rpartition(text, part) {
            None => encode_list([Units::EMPTY, Units::EMPTY, text]),
            Some([before, after]) => encode_list([text.slice(before), part, text.slice(after)]),
        },
        "words" => match bytes {
            None => pieces(&mut strings::split_words(text, case.limit(1))),
            Some(bytes) => pieces(&mut strings::split_words_of_bytes(bytes, case.limit(1))),
        },
        "rwords" => match bytes {
            None => reversed(&mut strings::rsplit_words(text, case.limit(1))),
            Some(bytes) => reversed(&mut strings::rsplit_words_of_bytes(bytes, case.limit(1))),
        },
        "lines" => match bytes {
            None => pieces(&mut strings::lines(text, case.limit(1) == 1)),
            Some(bytes) => pieces(&mut strings::lines_of_bytes(bytes, case.limit(1) == 1)),
        },
        "step" => {
            let start = usize::try_from(case.number::<isize>(1)).unwrap_or(0);
            built(&Stepped { units: text, start, step: case.number(2), len: case.number(3) })
        }
        name => {
            let sides = match name.split('_').next() {
                Some("lstrip") => Sides::Left,
                Some("rstrip") => Sides::Right,
                Some("strip") => Sides::Both,
                _ => panic!("an unknown operation: {name}"),
            };
            match bytes {
                _ if !name.contains('_') => piece(strings::strip(text, part, sides)),
                None => piece(strings::strip_whitespace(text, sides)),
                Some(bytes) => piece(strings::strip_whitespace_of_bytes(bytes, sides)),
            }
        }
    }
}
