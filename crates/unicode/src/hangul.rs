//! The names of Hangul syllables are computed: `HANGUL SYLLABLE ` and the short names of the letters in it
//! (The Unicode Standard, section 3.12).

const LEADING: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI",
    "YU", "EU", "YI", "I",
];
const TRAILING: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS",
    "S", "SS", "NG", "J", "C", "K", "T", "P", "H",
];
const FIRST_SYLLABLE: u32 = 0xac00;
const FIRST_LEADING: u32 = 0x1100;
const FIRST_VOWEL: u32 = 0x1161;
const FIRST_TRAILING: u32 = 0x11a8;

/// The syllable with this name (in capitals, without the prefix).
pub(crate) fn syllable(name: &str) -> Option<char> {
    let (leading, rest) = longest(&LEADING, name)?;
    let (vowel, rest) = longest(&VOWELS, rest)?;
    let (trailing, rest) = longest(&TRAILING, rest)?;
    let index = (leading * VOWELS.len() + vowel) * TRAILING.len() + trailing;
    if rest.is_empty() { char::from_u32(FIRST_SYLLABLE + index as u32) } else { None }
}

/// The name of a syllable.
pub(crate) fn name(syllable: u32) -> Option<String> {
    let index = syllable.checked_sub(FIRST_SYLLABLE)? as usize;
    let leading = LEADING.get(index / (VOWELS.len() * TRAILING.len()))?;
    let vowel = VOWELS.get(index / TRAILING.len() % VOWELS.len())?;
    let trailing = TRAILING.get(index % TRAILING.len())?;
    Some(format!("HANGUL SYLLABLE {leading}{vowel}{trailing}"))
}

/// The letters that a syllable is made of: leading consonant, vowel, and trailing consonant or 0.
pub(crate) fn letters(syllable: u32) -> Option<[u32; 3]> {
    let (vowels, trailing) = (VOWELS.len() as u32, TRAILING.len() as u32);
    let index = syllable.checked_sub(FIRST_SYLLABLE)?;
    let leading = index / (vowels * trailing);
    if leading >= LEADING.len() as u32 {
        return None;
    }
    let last = index % trailing;
    // The trailing consonants are numbered from 1; 0 is none.
    let last = if last == 0 { 0 } else { FIRST_TRAILING - 1 + last };
    Some([FIRST_LEADING + leading, FIRST_VOWEL + index / trailing % vowels, last])
}

/// The place of the longest letter that the text begins with, and the text after it.
fn longest<'t>(letters: &[&str], text: &'t str) -> Option<(usize, &'t str)> {
    let matches =
        letters.iter().enumerate().filter_map(|(index, letter)| Some((index, text.strip_prefix(letter)?)));
    matches.min_by_key(|(_, rest)| rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syllable_is_found() {
        let mut c = FIRST_SYLLABLE;
        for leading in LEADING {
            for vowel in VOWELS {
                for trailing in TRAILING {
                    let short = format!("{leading}{vowel}{trailing}");
                    assert_eq!(syllable(&short).map(u32::from), Some(c));
                    assert_eq!(name(c), Some(format!("HANGUL SYLLABLE {short}")));
                    c += 1;
                }
            }
        }
        assert_eq!(c, 0xd7a4);
        assert_eq!(name(c), None);
    }
}
