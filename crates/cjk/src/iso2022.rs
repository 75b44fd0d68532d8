//! ISO 2022: sets of characters are designated by escape sequences, as G0 to G2, and selected by shifts.
//!
//! The state has the marks of G0 to G3, the final bytes of their escape sequences, with the high bit where a character takes
//! two bytes; and then the flags.

mod charset;

use taipan_text::TextSink;

use crate::plain::push;
use crate::{Decoded, Encoded, Point, State};
use charset::{Charset, Choice};

/// An encoding of the family.
pub(crate) struct Variant {
    /// The sets that can be designated besides ASCII; encoding prefers earlier ones.
    designations: &'static [Designation],
    /// SO and SI shift to G1 and back.
    shifts: bool,
    /// Single characters may come from G2.
    has_g2: bool,
    /// The registration of JIS X 0208 may be announced with its revision.
    has_revision: bool,
}

struct Designation {
    charset: Charset,
    /// 0 for G0, 1 for G1.
    plane: usize,
}

const fn g0(charset: Charset) -> Designation {
    Designation { charset, plane: 0 }
}

const JAPANESE: Variant = Variant { designations: &[], shifts: false, has_g2: false, has_revision: true };

pub(crate) static KR: Variant = Variant {
    designations: &[Designation { charset: Charset::KsX1001, plane: 1 }],
    shifts: true,
    has_g2: false,
    has_revision: false,
};
pub(crate) static JP: Variant = Variant {
    designations: &[g0(Charset::JisX0208), g0(Charset::JisX0201Roman), g0(Charset::JisX0208Old)],
    ..JAPANESE
};
pub(crate) static JP_1: Variant = Variant {
    designations: &[
        g0(Charset::JisX0208),
        g0(Charset::JisX0212),
        g0(Charset::JisX0201Roman),
        g0(Charset::JisX0208Old),
    ],
    ..JAPANESE
};
pub(crate) static JP_2: Variant = Variant {
    designations: &[
        g0(Charset::JisX0208),
        g0(Charset::JisX0212),
        g0(Charset::KsX1001),
        g0(Charset::Gb2312),
        g0(Charset::JisX0201Roman),
        g0(Charset::JisX0208Old),
        Designation { charset: Charset::Latin1, plane: 2 },
        Designation { charset: Charset::Greek, plane: 2 },
    ],
    has_g2: true,
    ..JAPANESE
};
pub(crate) static JP_2004: Variant = Variant {
    designations: &[
        g0(Charset::JisX0213Pairs2004),
        g0(Charset::JisX0208),
        g0(Charset::JisX0213First2004),
        g0(Charset::JisX0213Second2004),
    ],
    ..JAPANESE
};
pub(crate) static JP_3: Variant = Variant {
    designations: &[
        g0(Charset::JisX0213Pairs2000),
        g0(Charset::JisX0208),
        g0(Charset::JisX0213First2000),
        g0(Charset::JisX0213Second2000),
    ],
    ..JAPANESE
};
pub(crate) static JP_EXT: Variant = Variant {
    designations: &[
        g0(Charset::JisX0208),
        g0(Charset::JisX0212),
        g0(Charset::JisX0201Roman),
        g0(Charset::JisX0201Kana),
        g0(Charset::JisX0208Old),
    ],
    ..JAPANESE
};

const ESC: u8 = 0x1b;
const SO: u8 = 0x0e;
const SI: u8 = 0x0f;

/// The mark of ASCII.
const ASCII: u8 = b'B';
/// Marks a set of two bytes for a character.
const DOUBLE: u8 = 0x80;

/// The index of the flags in a state.
const FLAGS: usize = 4;
/// G1 is selected.
const SHIFTED: u8 = 1;
/// Within an escape sequence of something else, which is passed on.
const THROUGHOUT: u8 = 2;

pub(crate) const ENCODER_STATE: State = [ASCII, ASCII, 0, 0, 0, 0, 0, 0];
pub(crate) const DECODER_STATE: State = [ASCII, ASCII, ASCII, 0, 0, 0, 0, 0];

/// The longest escape sequence that is looked at.
const LONGEST: usize = 16;

pub(crate) fn reset_encoder(state: &mut State, out: &mut Vec<u8>) {
    shift_in(state, out);
    to_ascii(state, out);
}

pub(crate) fn reset_decoder(state: &mut State) {
    state[0] = ASCII;
    state[FLAGS] &= !SHIFTED;
}

fn shift_in(state: &mut State, out: &mut Vec<u8>) {
    if state[FLAGS] & SHIFTED != 0 {
        out.push(SI);
        state[FLAGS] &= !SHIFTED;
    }
}

fn to_ascii(state: &mut State, out: &mut Vec<u8>) {
    if state[0] != ASCII {
        out.extend([ESC, b'(', ASCII]);
        state[0] = ASCII;
    }
}

const fn ends_escape(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'@')
}

impl Variant {
    /// Encodes a character, or two that have a code together.
    pub(crate) fn encode(
        &self,
        Point { point, next, is_final }: Point,
        state: &mut State,
        out: &mut Vec<u8>,
    ) -> Encoded {
        if let Some(ascii) = u8::try_from(point).ok().filter(u8::is_ascii) {
            to_ascii(state, out);
            shift_in(state, out);
            out.push(ascii);
            return Encoded::Took(1);
        }
        for designation in self.designations {
            let (code, taken) = match designation.charset.encode(point) {
                Choice::None => continue,
                Choice::Code(code) => (code, 1),
                Choice::MayBePair if next.is_none() && !is_final => return Encoded::Incomplete,
                Choice::MayBePair => match designation.charset.encode_pair(point, next) {
                    Some(found) => found,
                    None => continue,
                },
            };
            designation.select(state, out);
            if designation.charset.is_double() {
                out.extend(code.to_be_bytes());
            } else {
                out.push((code & 0xff) as u8);
            }
            return Encoded::Took(taken);
        }
        Encoded::Unknown
    }

    /// Decodes what an input begins with: a character, a shift, an escape sequence.
    pub(crate) fn decode(&self, input: &[u8], state: &mut State, out: &mut impl TextSink) -> Decoded {
        let Some(&first) = input.first() else { return Decoded::Incomplete };
        if state[FLAGS] & THROUGHOUT != 0 {
            out.push(first.into());
            if ends_escape(first) {
                state[FLAGS] &= !THROUGHOUT;
            }
            return Decoded::Took(1);
        }
        match first {
            ESC => return self.decode_escape(input, state, out),
            SI if self.shifts => state[FLAGS] &= !SHIFTED,
            SO if self.shifts => state[FLAGS] |= SHIFTED,
            b'\n' => {
                state[FLAGS] &= !SHIFTED;
                out.push(first.into());
            }
            0..0x20 => out.push(first.into()),
            0x80.. => return Decoded::Wrong(1),
            _ => return self.decode_character(input, state, out),
        }
        Decoded::Took(1)
    }

    fn decode_character(&self, input: &[u8], state: &State, out: &mut impl TextSink) -> Decoded {
        let mark = state[usize::from(state[FLAGS] & SHIFTED != 0)];
        if mark == ASCII {
            out.push(input[0].into());
            return Decoded::Took(1);
        }
        let Some(designation) = self.designations.iter().find(|it| it.charset.mark() == mark) else {
            return Decoded::Wrong(1);
        };
        let width = if designation.charset.is_double() { 2 } else { 1 };
        let Some(code) = input.get(..width) else { return Decoded::Incomplete };
        match designation.charset.decode(code) {
            Some(text) => {
                push(text, out);
                Decoded::Took(width)
            }
            None => Decoded::Wrong(width),
        }
    }

    fn decode_escape(&self, input: &[u8], state: &mut State, out: &mut impl TextSink) -> Decoded {
        match input.get(1) {
            None => Decoded::Incomplete,
            Some(b'(' | b')' | b'$' | b'.' | b'&') => self.designate(input, state),
            Some(b'N') if self.has_g2 => match input.get(2) {
                None => Decoded::Incomplete,
                Some(&byte) => match charset::decode_g2(state[2], byte) {
                    Some(point) => {
                        out.push(point);
                        Decoded::Took(3)
                    }
                    None => Decoded::Wrong(3),
                },
            },
            Some(_) => {
                out.push(ESC.into());
                state[FLAGS] |= THROUGHOUT;
                Decoded::Took(1)
            }
        }
    }

    /// An escape sequence that designates a set.
    fn designate(&self, input: &[u8], state: &mut State) -> Decoded {
        let mut index = 1;
        let length = loop {
            if index >= LONGEST {
                return Decoded::Wrong(1);
            }
            let Some(&byte) = input.get(index) else { return Decoded::Incomplete };
            if ends_escape(byte) {
                break index + 1;
            }
            if self.has_revision && byte == b'&' && input.get(index + 1) == Some(&b'@') {
                index += 2;
            }
            index += 1;
        };
        let (mark, plane) = match input[1..length] {
            [b'$', set] => (set | DOUBLE, 0),
            [b'(', set] => (set, 0),
            [b')', set] => (set, 1),
            [b'.', set] if self.has_g2 => (set, 2),
            [b'$', b'(', set] => (set | DOUBLE, 0),
            [b'$', b')', set] => (set | DOUBLE, 1),
            [_, _, ESC, b'$', b'B'] if self.has_revision => (b'B' | DOUBLE, 0),
            _ => return Decoded::Wrong(length),
        };
        if mark != ASCII && self.designations.iter().all(|it| it.charset.mark() != mark) {
            return Decoded::Wrong(length);
        }
        state[plane] = mark;
        Decoded::Took(length)
    }
}

impl Designation {
    /// Writes what makes the set the one that is read, where that is needed.
    fn select(&self, state: &mut State, out: &mut Vec<u8>) {
        let mark = self.charset.mark();
        if self.plane == 0 {
            shift_in(state, out);
        }
        if state[self.plane] != mark {
            let intermediate = if self.plane == 0 { b'(' } else { b')' };
            match (self.charset.is_double(), self.charset) {
                (false, _) => out.extend([ESC, intermediate, mark]),
                (true, Charset::JisX0208) => out.extend([ESC, b'$', mark & !DOUBLE]),
                (true, _) => out.extend([ESC, b'$', intermediate, mark & !DOUBLE]),
            }
            state[self.plane] = mark;
        }
        if self.plane == 1 && state[FLAGS] & SHIFTED == 0 {
            out.push(SO);
            state[FLAGS] |= SHIFTED;
        }
    }
}
