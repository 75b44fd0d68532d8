//! How far a value reaches: the format does not say how long one is, and nothing behind it may be taken from a file.

use super::{MAX_DEPTH, tag};

/// Where bytes come from, as many at a time as the format asks for.
pub trait Feed {
    /// Why there are none.
    type Error;

    /// The byte that says what follows.
    fn tag(&mut self) -> Result<u8, Self::Error>;
    /// The next bytes.
    fn take(&mut self, count: usize) -> Result<&[u8], Self::Error>;
}

/// What is to come of a value that has begun.
enum Open {
    /// So many values.
    Values(usize),
    /// Values up to the end of a dict.
    Pairs,
    /// So many parts of a slice, which is as good as none if one of them is missing.
    Slice(usize),
    /// The first line and the two tables at the end of a code object.
    Tables,
}

/// Takes the bytes of one value. It stops at what is no value: whoever reads the bytes finds the mistake.
pub fn take_value<S: Feed>(source: &mut S) -> Result<(), S::Error> {
    let mut open = vec![Open::Values(1)];
    while let Some(last) = open.last_mut() {
        let tag = match last {
            Open::Values(0) | Open::Slice(0) => {
                open.pop();
                continue;
            }
            Open::Values(count) | Open::Slice(count) => {
                *count -= 1;
                source.tag()?
            }
            Open::Pairs => source.tag()?,
            Open::Tables => {
                open.pop();
                source.take(4)?;
                open.push(Open::Values(2));
                continue;
            }
        } & !super::FLAG_REF;
        let goes_on = match tag {
            tag::NULL => end(&mut open),
            _ => open.len() <= 2 * MAX_DEPTH && begin(source, tag, &mut open)?,
        };
        if !goes_on {
            break;
        }
    }
    Ok(())
}

/// Ends what ends where a value is missing; false where it must not be.
fn end(open: &mut Vec<Open>) -> bool {
    while let Some(Open::Slice(_)) = open.last() {
        open.pop();
    }
    matches!(open.last(), Some(Open::Pairs)) && open.pop().is_some()
}

/// Takes what follows a tag directly, and notes which values do; false where that cannot be told.
fn begin<S: Feed>(source: &mut S, tag: u8, open: &mut Vec<Open>) -> Result<bool, S::Error> {
    let count = match tag {
        tag::NONE | tag::TRUE | tag::FALSE | tag::ELLIPSIS | tag::STOP_ITERATION => 0,
        tag::INT | tag::REF => 4,
        tag::INT64 | tag::FLOAT => 8,
        tag::COMPLEX => 16,
        tag::FLOAT_TEXT | tag::SHORT_ASCII | tag::SHORT_ASCII_INTERNED => short(source)?,
        tag::COMPLEX_TEXT => {
            let real = short(source)?;
            source.take(real)?;
            short(source)?
        }
        tag::LONG => int(source)?.unsigned_abs() as usize * 2,
        tag::BYTES | tag::TEXT | tag::TEXT_INTERNED | tag::ASCII | tag::ASCII_INTERNED => {
            match usize::try_from(int(source)?) {
                Ok(count) => count,
                Err(_) => return Ok(false),
            }
        }
        _ => return parts(source, tag, open),
    };
    if count > 0 {
        source.take(count)?;
    }
    Ok(true)
}

fn parts<S: Feed>(source: &mut S, tag: u8, open: &mut Vec<Open>) -> Result<bool, S::Error> {
    match tag {
        tag::SMALL_TUPLE => open.push(Open::Values(short(source)?)),
        tag::TUPLE | tag::LIST | tag::SET | tag::FROZEN_SET => match usize::try_from(int(source)?) {
            Ok(count) => open.push(Open::Values(count)),
            Err(_) => return Ok(false),
        },
        tag::DICT => open.push(Open::Pairs),
        tag::SLICE => open.push(Open::Slice(3)),
        tag::CODE => {
            for _ in 0..5 {
                int(source)?;
            }
            open.extend([Open::Tables, Open::Values(8)]);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn short<S: Feed>(source: &mut S) -> Result<usize, S::Error> {
    source.take(1).map(|bytes| bytes.first().copied().unwrap_or(0).into())
}

fn int<S: Feed>(source: &mut S) -> Result<i32, S::Error> {
    source.take(4).map(|bytes| bytes.try_into().map_or(0, i32::from_le_bytes))
}

#[cfg(test)]
mod tests {
    use super::{Feed, take_value};

    struct Bytes<'d>(&'d [u8]);

    impl Feed for Bytes<'_> {
        type Error = ();

        fn tag(&mut self) -> Result<u8, ()> {
            self.take(1).map(|bytes| bytes[0])
        }

        fn take(&mut self, count: usize) -> Result<&[u8], ()> {
            let (taken, rest) = self.0.split_at_checked(count).ok_or(())?;
            self.0 = rest;
            Ok(taken)
        }
    }

    #[test]
    fn nothing_behind_a_value_is_taken() {
        let values: [&[u8]; 8] = [
            b"N",
            b"i\x01\0\0\0",
            b"l\xfe\xff\xff\xff\x01\0\x02\0",
            b")\x02N[\x01\0\0\0z\x02ab",
            b"{z\x01aT0",
            b":NNN",
            b"x\x011\x012",
            b"s\0\0\0\0",
        ];
        for value in values {
            let data = [value, b"rest"].concat();
            let mut source = Bytes(&data);
            assert_eq!(take_value(&mut source), Ok(()));
            assert_eq!(source.0, b"rest", "{value:?}");
            assert_eq!(take_value(&mut Bytes(&value[..value.len() - 1])), Err(()));
        }
    }
}
