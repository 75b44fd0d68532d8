//! Compares with what CPython's Unicode database says (`golden/make.py`), over all code points, by hashes.

use taipan_unicode as unicode;

/// FNV-1a, 64 bits.
fn fnv(data: impl IntoIterator<Item = u8>) -> String {
    let hash = data.into_iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The expected hashes of one kind: the first code point of the block, and the hash.
fn expected(kind: &str) -> Vec<(u32, &'static str)> {
    let lines = include_str!("golden/hashes.txt").lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let found: Vec<_> = lines
        .filter(|fields| fields[0] == kind)
        .map(|fields| (u32::from_str_radix(fields[1], 16).expect("a code point"), fields[2]))
        .collect();
    assert!(!found.is_empty());
    found
}

/// Hashes what `of` says of the code points, block by block.
fn check_blocks(kind: &str, of: impl Fn(u32, &mut Vec<u8>)) {
    let mut wrong = Vec::new();
    for (start, hash) in expected(kind) {
        let mut data = Vec::new();
        (start..start + 0x1000).for_each(|c| of(c, &mut data));
        if fnv(data) != hash {
            wrong.push(format!("{start:X}"));
        }
    }
    assert!(wrong.is_empty(), "{kind} differ in the blocks {}", wrong.join(" "));
}

#[test]
fn properties_are_those_of_cpython() {
    check_blocks("properties", |c, data| {
        let flags = [
            unicode::is_identifier_start(c),
            unicode::is_identifier_continue(c),
            unicode::is_printable(c),
            unicode::is_whitespace(c),
        ];
        data.push(flags.iter().rev().fold(0, |bits, &flag| bits << 1 | u8::from(flag)));
        data.push(unicode::decimal_digit(c).unwrap_or(255));
    });
}

#[test]
fn letters_are_those_of_cpython() {
    check_blocks("letters", |c, data| {
        let flags = [
            unicode::is_alphabetic(c),
            unicode::is_alphanumeric(c),
            unicode::is_decimal(c),
            unicode::is_digit(c),
            unicode::is_numeric(c),
            unicode::is_lowercase(c),
            unicode::is_uppercase(c),
            unicode::is_uppercase(c) || unicode::is_titlecase(c),
        ];
        data.push(flags.iter().rev().fold(0, |bits, &flag| bits << 1 | u8::from(flag)));
        data.extend([unicode::is_cased(c), unicode::is_case_ignorable(c)].map(u8::from));
    });
}

#[test]
fn cases_are_those_of_cpython() {
    check_blocks("cases", |c, data| {
        let mapped =
            [unicode::lowercase(c), unicode::uppercase(c), unicode::titlecase(c), unicode::casefold(c)];
        if mapped.iter().any(|mapped| mapped.as_slice() != [c]) {
            for mapped in mapped {
                let words: Vec<_> = mapped.as_slice().iter().map(u32::to_string).collect();
                data.extend(format!("{};", words.join(" ")).bytes());
            }
            data.extend(format!("{};", unicode::simple_lowercase(c)).bytes());
        }
    });
}

#[test]
fn the_database_is_that_of_cpython() {
    check_blocks("database", |c, data| {
        let fields = [
            unicode::category(c).to_owned(),
            unicode::bidirectional(c).to_owned(),
            unicode::combining(c).to_string(),
            unicode::east_asian_width(c).to_owned(),
            u8::from(unicode::is_mirrored(c)).to_string(),
            unicode::digit(c).map_or(String::new(), |digit| digit.to_string()),
        ];
        data.extend(fields.join(";").bytes());
        data.extend(unicode::numeric(c).into_iter().flat_map(f64::to_le_bytes));
        data.extend(unicode::decomposition(c).bytes());
    });
}

#[test]
fn single_characters_normalise_as_in_cpython() {
    check_blocks("nfkc", |c, data| {
        if let Some(c) = char::from_u32(c) {
            data.extend(unicode::nfkc(c.encode_utf8(&mut [0; 4])).bytes());
            data.push(0);
        }
    });
}

#[test]
fn sequences_normalise_as_in_cpython() {
    let lines: Vec<_> =
        include_str!("golden/nfkc.tsv").lines().filter_map(|line| line.split_once('\t')).collect();
    assert!(lines.len() > 500);
    for (text, normal) in lines {
        assert_eq!(unicode::nfkc(text), normal, "{}", text.escape_unicode());
        assert_eq!(unicode::nfkc(normal), normal);
    }
}

/// The entries of the table of names: name, mark, code point.
fn table() -> Vec<(String, char, u32)> {
    let mut entries = Vec::new();
    for line in include_str!("../../../spec/unicode/names.txt").lines() {
        let mut name = String::new();
        for entry in line.split('\t') {
            let (shared, rest) = entry.split_once(':').unwrap_or(("0", entry));
            let mark = rest.find(['=', '~']).expect("a mark");
            name.truncate(shared.parse().expect("a length"));
            name.push_str(&rest[..mark]);
            let code = u32::from_str_radix(&rest[mark + 1..], 16).expect("a code point");
            entries.push((name.clone(), rest.as_bytes()[mark].into(), code));
        }
    }
    entries
}

#[test]
fn the_table_holds_cpythons_names() {
    let mut names: Vec<_> =
        table().into_iter().filter(|&(_, mark, _)| mark == '=').map(|(name, _, c)| (c, name)).collect();
    names.sort();
    let lines: Vec<_> = names.iter().map(|(c, name)| format!("{c:X};{name}\n")).collect();
    assert_eq!(fnv(lines.concat().bytes()), expected("names")[0].1);
}

#[test]
fn every_name_and_alias_is_found() {
    for (name, _, code) in table() {
        assert_eq!(unicode::lookup(&name).map(u32::from), Some(code), "{name}");
        assert_eq!(unicode::lookup(&name.to_lowercase()).map(u32::from), Some(code), "{name}");
        // No name ends like this, and each of these sorts right behind a name.
        assert_eq!(unicode::lookup(&format!("{name} ")), None, "{name}");
    }
}

#[test]
fn computed_names_are_found_in_one_spelling() {
    let found = |name: &str| unicode::lookup(name).map_or(0, u32::from);
    assert_eq!(found("CJK UNIFIED IDEOGRAPH-4E00"), 0x4e00);
    assert_eq!(found("cjk unified ideograph-2ebf0"), 0x2ebf0);
    assert_eq!(found("TANGUT IDEOGRAPH-18D08"), 0x18d08);
    assert_eq!(found("NUSHU CHARACTER-1B170"), 0x1b170);
    assert_eq!(found("BELL"), 0x1f514);
    assert_eq!(found("KEYCAP DIGIT ONE"), 0);
    for wrong in [
        "",
        "-",
        "4E00",
        "CJK UNIFIED IDEOGRAPH-",
        "CJK UNIFIED IDEOGRAPH-04E00",
        "CJK UNIFIED IDEOGRAPH-+4E00",
        "CJK UNIFIED IDEOGRAPH-E000",
        "CJK UNIFIED IDEOGRAPH 4E00",
        "TANGUT IDEOGRAPH-4E00",
        "HANGUL SYLLABLE ",
        "HANGUL SYLLABLE GAX",
        "LATIN-CAPITAL LETTER A",
        "LATIN CAPITAL LETTER",
        "ZZZ",
        "A",
        "é",
    ] {
        assert_eq!(unicode::lookup(wrong), None, "{wrong}");
    }
}

#[test]
fn identifiers() {
    assert!(["a", "_", "_1", "été", "名前", "x·"].iter().all(|text| unicode::is_identifier(text)));
    assert!(!["", "1a", "a b", "·x", "a-b", "€"].iter().any(|text| unicode::is_identifier(text)));
}

const FORMS: [&str; 4] = ["NFC", "NFD", "NFKC", "NFKD"];

fn form(name: &str) -> unicode::Form {
    unicode::Form::of_name(name).expect("a form")
}

fn normal(points: &[u32], name: &str, old: bool) -> Vec<u32> {
    unicode::normalize(points.iter().copied(), form(name), old).expect("memory")
}

fn is_normal(points: &[u32], name: &str) -> bool {
    let quick = unicode::is_normal_quick(points.iter().copied(), form(name));
    quick.unwrap_or_else(|| normal(points, name, false) == points)
}

#[test]
fn all_forms_of_characters_are_those_of_cpython() {
    check_blocks("forms", |c, data| {
        for old in [false, true] {
            for name in FORMS {
                data.extend(normal(&[c], name, old).into_iter().flat_map(u32::to_le_bytes));
            }
        }
        data.extend(FORMS.map(|name| u8::from(is_normal(&[c], name))));
    });
}

#[test]
fn all_forms_of_texts_are_those_of_cpython() {
    for line in include_str!("golden/forms.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let points = |field: &str| -> Vec<u32> {
            field.split(' ').map(|point| u32::from_str_radix(point, 16).expect("a code point")).collect()
        };
        let text = points(fields[0]);
        for (index, name) in FORMS.into_iter().enumerate() {
            assert_eq!(normal(&text, name, false), points(fields[index + 1]), "{name} of {}", fields[0]);
            let expected = fields[5].as_bytes()[index] == b'1';
            assert_eq!(is_normal(&text, name), expected, "{name} of {}", fields[0]);
        }
    }
}

#[test]
fn unicode_3_2_is_that_of_cpython() {
    use unicode::version_3_2 as old;
    check_blocks("old", |c, data| {
        let texts = [old::category(c), old::bidirectional(c), old::east_asian_width(c)];
        for text in texts {
            data.extend(format!("{text} ").bytes());
        }
        data.push(old::combining(c));
        data.push(old::is_mirrored(c).into());
        data.push(old::decimal_digit(c).unwrap_or(255));
        data.extend(old::numeric(c).unwrap_or(-1.0).to_le_bytes());
    });
}
