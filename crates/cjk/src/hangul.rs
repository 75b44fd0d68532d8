//! Syllables of Korean that KS X 1001 has no code for: in EUC-KR they are spelt, a filler and three letters of two bytes.

use taipan_text::TextSink;

use crate::Decoded;

/// What announces a spelt syllable; the second byte also stands for "no final consonant".
pub(crate) const FILLER: (u8, u8) = (ROW, NONE);

const ROW: u8 = 0xa4;
const NONE: u8 = 0xd4;
/// The first vowel.
const VOWEL: u8 = 0xbf;
const VOWELS: u32 = 21;
const SYLLABLES: u32 = 0xac00;

/// Initial consonants, in the order of Unicode's syllables.
const INITIALS: [u8; 19] = [
    0xa1, 0xa2, 0xa4, 0xa7, 0xa8, 0xa9, 0xb1, 0xb2, 0xb3, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xbb, 0xbc,
    0xbd, 0xbe,
];
/// Final consonants, none first.
const FINALS: [u8; 28] = [
    NONE, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xb0, 0xb1,
    0xb2, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xba, 0xbb, 0xbc, 0xbd, 0xbe,
];

/// Decodes a spelt syllable.
pub(crate) fn decode(input: &[u8], out: &mut impl TextSink) -> Decoded {
    let Some(&[_, _, row, initial, second, vowel, third, last]) = input.first_chunk() else {
        return Decoded::Incomplete;
    };
    let place = |all: &[u8], letter| all.iter().position(|&it| it == letter);
    let letters = (place(&INITIALS, initial), vowel.checked_sub(VOWEL), place(&FINALS, last));
    let (Some(initial), Some(vowel), Some(last)) = letters else { return Decoded::Wrong(1) };
    if [row, second, third] != [ROW; 3] || u32::from(vowel) >= VOWELS {
        return Decoded::Wrong(1);
    }
    out.push(SYLLABLES + (initial as u32 * VOWELS + u32::from(vowel)) * FINALS.len() as u32 + last as u32);
    Decoded::Took(8)
}

/// Spells a syllable; false if it is none.
pub(crate) fn encode(point: u32, out: &mut Vec<u8>) -> bool {
    let Some(number) = point.checked_sub(SYLLABLES) else { return false };
    let finals = FINALS.len() as u32;
    let Some(&initial) = INITIALS.get((number / finals / VOWELS) as usize) else { return false };
    let vowel = VOWEL + (number / finals % VOWELS) as u8;
    let last = FINALS[(number % finals) as usize];
    out.extend([ROW, NONE, ROW, initial, ROW, vowel, ROW, last]);
    true
}
