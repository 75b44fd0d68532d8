//! The tables of encodings, read from the files in `tables/` when they are first needed.
//!
//! A file begins with the codes that differ from those of the encoding that it is based on, in runs:
//!
//! ```text
//! count of runs, then for each: codes that are skipped, length, texts
//! text: one byte below 80, or two of 80.. to FD..: the difference to the character before, even upwards, odd downwards
//!       FE and three bytes twice: two characters (NUL first where there is none any more)
//!       FF and three bytes: a character
//! ```
//!
//! Encoding is the inverse, of several codes the lowest, but for the exceptions that follow: their count, and for each the
//! difference to the character before and the code, 0 for none. Counts and codes are in groups of seven bits, the lowest
//! first.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// An encoding that has a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Id {
    Gb2312,
    Gbk,
    Gb18030,
    Big5,
    Cp950,
    Big5Hkscs,
    EucKr,
    Cp949,
    Johab,
    EucJp,
    EucJis2004,
    EucJisX0213,
    ShiftJis,
    Cp932,
    ShiftJis2004,
    ShiftJisX0213,
}

const COUNT: usize = Id::ShiftJisX0213 as usize + 1;

static TABLES: [OnceLock<Table>; COUNT] = [const { OnceLock::new() }; COUNT];

impl Id {
    const fn file(self) -> &'static [u8] {
        match self {
            Self::Gb2312 => include_bytes!("../tables/gb2312.bin"),
            Self::Gbk => include_bytes!("../tables/gbk.bin"),
            Self::Gb18030 => include_bytes!("../tables/gb18030.bin"),
            Self::Big5 => include_bytes!("../tables/big5.bin"),
            Self::Cp950 => include_bytes!("../tables/cp950.bin"),
            Self::Big5Hkscs => include_bytes!("../tables/big5hkscs.bin"),
            Self::EucKr => include_bytes!("../tables/euc_kr.bin"),
            Self::Cp949 => include_bytes!("../tables/cp949.bin"),
            Self::Johab => include_bytes!("../tables/johab.bin"),
            Self::EucJp => include_bytes!("../tables/euc_jp.bin"),
            Self::EucJis2004 => include_bytes!("../tables/euc_jis_2004.bin"),
            Self::EucJisX0213 => include_bytes!("../tables/euc_jisx0213.bin"),
            Self::ShiftJis => include_bytes!("../tables/shift_jis.bin"),
            Self::Cp932 => include_bytes!("../tables/cp932.bin"),
            Self::ShiftJis2004 => include_bytes!("../tables/shift_jis_2004.bin"),
            Self::ShiftJisX0213 => include_bytes!("../tables/shift_jisx0213.bin"),
        }
    }

    const fn base(self) -> Option<Self> {
        Some(match self {
            Self::Gbk => Self::Gb2312,
            Self::Gb18030 => Self::Gbk,
            Self::Cp950 | Self::Big5Hkscs => Self::Big5,
            Self::Cp949 => Self::EucKr,
            Self::EucJis2004 => Self::EucJp,
            Self::EucJisX0213 => Self::EucJis2004,
            Self::Cp932 | Self::ShiftJis2004 => Self::ShiftJis,
            Self::ShiftJisX0213 => Self::ShiftJis2004,
            Self::Gb2312 | Self::Big5 | Self::EucKr | Self::Johab | Self::EucJp | Self::ShiftJis => {
                return None;
            }
        })
    }

    /// The table.
    pub(crate) fn table(self) -> &'static Table {
        TABLES[self as usize].get_or_init(|| Table::new(self))
    }
}

/// What a code stands for: a character, or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    One(u32),
    Two(u32, u32),
}

/// Codes and characters of an encoding. ASCII stands for itself unless it is in the table.
pub(crate) struct Table {
    texts: Pages,
    codes: Pages,
    /// Pairs of characters that have a code together, in order.
    pairs: Vec<(u32, u32, u32)>,
}

impl Table {
    fn new(id: Id) -> Self {
        let texts = texts(id);
        let mut table = Self { texts: Pages::new(), codes: Pages::new(), pairs: Vec::new() };
        for point in 0..0x80 {
            table.texts.set(point, point);
            table.codes.set(point, point);
        }
        for (&code, &text) in texts.iter().rev() {
            match text {
                Text::One(point) => {
                    table.texts.set(code, point);
                    table.codes.set(point, code);
                }
                Text::Two(first, second) => table.pairs.push((first, second, code)),
            }
        }
        table.pairs.sort_unstable();
        for (index, &(_, _, code)) in table.pairs.iter().enumerate() {
            table.texts.set(code, PAIR | index as u32);
        }
        let mut exceptions = Reader(id.file());
        skip_texts(&mut exceptions);
        let mut point = 0;
        for _ in 0..exceptions.number() {
            point += exceptions.number();
            table.codes.set(point, exceptions.number());
        }
        table
    }

    /// What a code stands for, if it is one.
    pub(crate) fn text(&self, code: u32) -> Option<Text> {
        match self.texts.get(code) {
            0 => (code == 0).then_some(Text::One(0)),
            found if found & PAIR != 0 => {
                let &(first, second, _) = self.pairs.get((found & !PAIR) as usize)?;
                Some(Text::Two(first, second))
            }
            point => Some(Text::One(point)),
        }
    }

    /// The code of a character.
    pub(crate) fn code(&self, point: u32) -> Option<u32> {
        match self.codes.get(point) {
            0 if point != 0 => None,
            code => Some(code),
        }
    }

    /// Whether there are pairs that begin with the character.
    pub(crate) fn begins_pair(&self, point: u32) -> bool {
        let at = self.pairs.partition_point(|pair| pair.0 < point);
        self.pairs.get(at).is_some_and(|pair| pair.0 == point)
    }

    /// The code of two characters together.
    pub(crate) fn pair(&self, first: u32, second: u32) -> Option<u32> {
        let at = self.pairs.binary_search_by_key(&(first, second), |pair| (pair.0, pair.1)).ok()?;
        self.pairs.get(at).map(|pair| pair.2)
    }
}

/// Marks, among the characters, an index of a pair.
const PAIR: u32 = 1 << 31;

/// Numbers below 2^24 by numbers, in pages of 256 that exist where there are any.
struct Pages {
    index: Vec<u16>,
    pages: Vec<[u32; 256]>,
}

impl Pages {
    fn new() -> Self {
        Self { index: Vec::new(), pages: vec![[0; 256]] }
    }

    fn get(&self, key: u32) -> u32 {
        let page = self.index.get((key >> 8) as usize).map_or(0, |&page| usize::from(page));
        self.pages[page][(key & 0xff) as usize]
    }

    fn set(&mut self, key: u32, value: u32) {
        let at = (key >> 8) as usize;
        if at >= self.index.len() {
            self.index.resize(at + 1, 0);
        }
        if self.index[at] == 0 {
            self.index[at] = self.pages.len() as u16;
            self.pages.push([0; 256]);
        }
        self.pages[usize::from(self.index[at])][(key & 0xff) as usize] = value;
    }
}

/// All codes of an encoding.
fn texts(id: Id) -> BTreeMap<u32, Text> {
    let mut all = id.base().map(texts).unwrap_or_default();
    let mut reader = Reader(id.file());
    reader.texts(|code, text| {
        if text == REMOVED {
            all.remove(&code)
        } else {
            all.insert(code, text)
        };
    });
    all
}

const REMOVED: Text = Text::One(0);

fn skip_texts(reader: &mut Reader<'_>) {
    reader.texts(|_, _| {});
}

/// Reads a file.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    pub(crate) fn number(&mut self) -> u32 {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let byte = self.byte();
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 28 {
                return number;
            }
        }
    }

    fn three(&mut self) -> u32 {
        (0..3).fold(0, |number, _| number << 8 | u32::from(self.byte()))
    }

    fn texts(&mut self, mut each: impl FnMut(u32, Text)) {
        let mut code = 0;
        let mut point: u32 = 0;
        for _ in 0..self.number() {
            code += self.number();
            for _ in 0..self.number() {
                let first = self.byte();
                let text = match first {
                    0xfe => Text::Two(self.three(), self.three()),
                    0xff => {
                        point = self.three();
                        Text::One(point)
                    }
                    _ => {
                        let zigzag = match first {
                            0..0x80 => u32::from(first),
                            _ => u32::from(first & 0x7f) << 8 | u32::from(self.byte()),
                        };
                        point = match zigzag & 1 {
                            0 => point.wrapping_add(zigzag >> 1),
                            _ => point.wrapping_sub(zigzag.div_ceil(2)),
                        };
                        Text::One(point)
                    }
                };
                each(code, text);
                code += 1;
            }
        }
    }
}
