//! HZ (RFC 1843): ASCII, with GB 2312 in seven bits between `~{` and `~}`.

use taipan_text::TextSink;

use crate::table::{Id, Text};
use crate::{Decoded, Encoded, State};

/// Whether the state is between the braces.
fn in_chinese(state: &State) -> bool {
    state[0] != 0
}

/// The bits that GB 2312 has in EUC and not here.
const HIGH: u32 = 0x8080;

pub(crate) fn reset(state: &mut State, out: &mut Vec<u8>) {
    if in_chinese(state) {
        out.extend(b"~}");
        state[0] = 0;
    }
}

pub(crate) fn decode(input: &[u8], state: &mut State, out: &mut impl TextSink) -> Decoded {
    let Some(&first) = input.first() else { return Decoded::Incomplete };
    if first == b'~' {
        let Some(&second) = input.get(1) else { return Decoded::Incomplete };
        match (second, in_chinese(state)) {
            (b'~', false) => out.push(b'~'.into()),
            (b'{', false) => state[0] = 1,
            (b'\n', false) => {}
            (b'}', true) => state[0] = 0,
            _ => return Decoded::Wrong(1),
        }
        return Decoded::Took(2);
    }
    if !first.is_ascii() {
        return Decoded::Wrong(1);
    }
    if !in_chinese(state) {
        out.push(first.into());
        return Decoded::Took(1);
    }
    let Some(&second) = input.get(1) else { return Decoded::Incomplete };
    let code = u32::from(first) << 8 | u32::from(second);
    match Id::Gb2312.table().text(code | HIGH).filter(|_| second.is_ascii()) {
        Some(Text::One(point)) => {
            out.push(point);
            Decoded::Took(2)
        }
        _ => Decoded::Wrong(1),
    }
}

pub(crate) fn encode(point: u32, state: &mut State, out: &mut Vec<u8>) -> Encoded {
    if let Some(ascii) = u8::try_from(point).ok().filter(u8::is_ascii) {
        reset(state, out);
        out.push(ascii);
        if ascii == b'~' {
            out.push(ascii);
        }
        return Encoded::Took(1);
    }
    let Some(code) = Id::Gb2312.table().code(point) else { return Encoded::Unknown };
    if !in_chinese(state) {
        out.extend(b"~{");
        state[0] = 1;
    }
    let [high, low] = ((code & !HIGH) as u16).to_be_bytes();
    out.extend([high, low]);
    Encoded::Took(1)
}
