//! Encodings of Chinese, Japanese and Korean, with CPython's rules: which codes there are, where errors begin and end, and
//! what a stateful encoder or decoder remembers.
//!
//! Each kind of encoding knows one step in each direction (`plain`, `hz`, `iso2022`); the loops around them and the error
//! handlers are those of `taipan_codecs`.

mod drive;
mod hangul;
mod hz;
mod iso2022;
mod plain;
mod table;

pub use drive::INCOMPLETE;
use plain::Plain;
use table::Id;

/// What a stateful encoder or decoder remembers between two pieces; programs see it as a number.
pub type State = [u8; 8];

/// An encoding.
pub struct Codec {
    /// As it is called in exceptions.
    pub name: &'static str,
    rules: Rules,
}

enum Rules {
    Plain(Plain),
    Hz,
    Iso2022(&'static iso2022::Variant),
}

/// What a step of decoding found.
enum Decoded {
    /// So many bytes were decoded.
    Took(usize),
    /// The input ends within a code.
    Incomplete,
    /// So many bytes are wrong.
    Wrong(usize),
}

/// What a step of encoding found.
enum Encoded {
    /// So many characters were encoded.
    Took(usize),
    /// The next character decides what becomes of this one.
    Incomplete,
    /// The character has no code.
    Unknown,
}

/// The character to be encoded, and what follows it.
#[derive(Clone, Copy)]
struct Point {
    point: u32,
    next: Option<u32>,
    /// Nothing will follow where nothing follows now.
    is_final: bool,
}

const fn plain(name: &'static str, id: Id) -> Codec {
    Codec { name, rules: Rules::Plain(Plain::new(id)) }
}

const fn iso2022(name: &'static str, variant: &'static iso2022::Variant) -> Codec {
    Codec { name, rules: Rules::Iso2022(variant) }
}

/// Encodings of simplified Chinese.
pub static CHINA: &[Codec] = &[
    plain("gb2312", Id::Gb2312),
    plain("gbk", Id::Gbk),
    plain("gb18030", Id::Gb18030),
    Codec { name: "hz", rules: Rules::Hz },
];
/// Those of Hong Kong.
pub static HONG_KONG: &[Codec] = &[plain("big5hkscs", Id::Big5Hkscs)];
/// Those that switch between sets of characters by escape sequences.
pub static ISO2022: &[Codec] = &[
    iso2022("iso2022_kr", &iso2022::KR),
    iso2022("iso2022_jp", &iso2022::JP),
    iso2022("iso2022_jp_1", &iso2022::JP_1),
    iso2022("iso2022_jp_2", &iso2022::JP_2),
    iso2022("iso2022_jp_2004", &iso2022::JP_2004),
    iso2022("iso2022_jp_3", &iso2022::JP_3),
    iso2022("iso2022_jp_ext", &iso2022::JP_EXT),
];
/// Those of Japanese.
pub static JAPAN: &[Codec] = &[
    plain("shift_jis", Id::ShiftJis),
    plain("cp932", Id::Cp932),
    plain("euc_jp", Id::EucJp),
    plain("shift_jis_2004", Id::ShiftJis2004),
    plain("euc_jis_2004", Id::EucJis2004),
    plain("euc_jisx0213", Id::EucJisX0213),
    plain("shift_jisx0213", Id::ShiftJisX0213),
];
/// Those of Korean.
pub static KOREA: &[Codec] =
    &[plain("euc_kr", Id::EucKr), plain("cp949", Id::Cp949), plain("johab", Id::Johab)];
/// Those of traditional Chinese.
pub static TAIWAN: &[Codec] = &[plain("big5", Id::Big5), plain("cp950", Id::Cp950)];
