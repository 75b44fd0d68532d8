//! Inputs on which a search that compares at each place would take hours.

use std::time::{Duration, Instant};

use taipan_strings::{self as strings, Units};

const LENGTH: usize = 1_000_000;

/// Far more than a linear search needs, and far less than a quadratic one.
const LIMIT: Duration = Duration::from_secs(5);

/// Runs each search on text of a letter (twice as long as the needle), and needles that differ from it in one place.
fn check(of: impl Fn(&[u32], &dyn Fn(Units<'_>))) {
    let start = Instant::now();
    let text = vec![u32::from(b'a'); 2 * LENGTH];
    for place in [0, LENGTH / 2, LENGTH] {
        let mut needle = vec![u32::from(b'a'); LENGTH + 1];
        needle[place] = u32::from(b'b');
        of(&text, &|text| {
            of(&needle, &|needle| {
                assert_eq!(strings::find(text, needle), None);
                assert_eq!(strings::rfind(text, needle), None);
                assert_eq!(strings::count(text, needle), 0);
            });
        });
    }
    // Matches everywhere, and almost everywhere.
    let pattern: Vec<u32> = b"aab".repeat(LENGTH / 3).into_iter().map(u32::from).collect();
    let needle: Vec<u32> = b"aab".repeat(LENGTH / 6).into_iter().chain(*b"aaa").map(u32::from).collect();
    of(&pattern, &|text| {
        of(&needle, &|needle| {
            assert_eq!(strings::count(text, needle), 0);
            assert_eq!(strings::rfind(text, needle), None);
        });
        of(&pattern[..pattern.len() / 2 / 3 * 3], &|needle| {
            assert_eq!(strings::count(text, needle), 2);
            assert_eq!(strings::rfind(text, needle), Some(text.len() - needle.len()));
        });
    });
    assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
}

#[test]
fn bytes_are_searched_in_linear_time() {
    check(|units, run| {
        let units: Vec<u8> = units.iter().filter_map(|&unit| u8::try_from(unit).ok()).collect();
        run(Units::Ascii(&units));
    });
}

#[test]
fn wider_units_are_searched_in_linear_time() {
    check(|units, run| {
        let units: Vec<u16> = units.iter().filter_map(|&unit| u16::try_from(unit).ok()).collect();
        run(Units::Ucs2(&units));
    });
    check(|units, run| run(Units::Ucs4(units)));
}
