//! Positions of `TextIOWrapper`.
//!
//! A position of text is a *cookie*: from where in the buffer to start, in which state of the decoder, how many bytes to feed it
//! then, and how many of the characters to skip. All but the first are zero where the decoder keeps nothing.
//!
//! ```text
//! bits     0 .. 64       64 .. 96         96 .. 128         128 .. 160        160
//!          start         decoder flags    bytes to feed     characters        whether the decoder is told of the end
//! ```

use taipan_macros::pymethods;
use taipan_num::int::IntRef;
use taipan_object::types::bytes::Bytes;

use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, CompareOp, Py, PyResult, Value, exception as exc};
use taipan_text::Name;

use super::{Snapshot, TextWrapper, receiver};
use crate::calls::{call, unsupported, value_error};

/// A position.
#[derive(Clone, Copy, Default)]
struct Cookie {
    start: i64,
    flags: i32,
    feed: i32,
    skip: i32,
    needs_end: bool,
}

impl Cookie {
    /// The number that stands for it.
    fn pack(self, py: &mut Py) -> PyResult<Value> {
        let low = u64::from(self.flags.cast_unsigned()) | u64::from(self.feed.cast_unsigned()) << 32;
        let high = u64::from(self.skip.cast_unsigned()) | u64::from(self.needs_end) << 32;
        py.heap().big_int(IntRef::new(false, &[self.start.cast_unsigned(), low, high]))
    }

    /// What a number stands for.
    fn unpack(py: &mut Py, number: &Value) -> PyResult<Self> {
        let number = py.call(&taipan_object::types::int::INT.to_value(), &[number])?;
        let mut limb = [0];
        let limbs: Vec<u64> = number.as_int(&mut limb).map_or_else(Vec::new, |int| int.limbs.to_vec());
        let limb = |index: usize| limbs.get(index).copied().unwrap_or(0);
        if limbs.len() > 3 || limb(2) >> 40 != 0 {
            return Err(exc::overflow_error(py, format_args!("int too big to convert")));
        }
        let half = |limb: u64| (limb & 0xffff_ffff) as u32;
        Ok(Self {
            start: limb(0).cast_signed(),
            flags: half(limb(1)).cast_signed(),
            feed: half(limb(1) >> 32).cast_signed(),
            skip: half(limb(2)).cast_signed(),
            needs_end: limb(2) >> 32 != 0,
        })
    }
}

impl TextWrapper {
    /// Brings the decoder to where it was at the start of a cookie.
    fn restore_decoder(&self, py: &mut Py, cookie: Cookie) -> PyResult<()> {
        // The state at the beginning of a stream may be another than zero.
        if cookie.start == 0 && cookie.flags == 0 {
            return self.reset_decoder(py);
        }
        let flags = py.int(cookie.flags.into())?;
        self.set_decoder_state(py, &[], &flags)
    }

    /// Decodes bytes to see how many characters they are.
    fn count_decoded(&self, py: &mut Py, data: &[u8], is_last: bool) -> PyResult<usize> {
        let bytes = py.bytes(data)?;
        let text = self.decode(py, &bytes, data, is_last)?;
        Ok(text.get::<Str>().map_or(0, Str::len))
    }

    /// The state of the decoder: how many bytes it keeps, and its flags.
    fn state(&self, py: &mut Py) -> PyResult<(usize, i32)> {
        let state = self.decoder_state(py)?;
        let flags = small(py, &state.flags)?;
        Ok((state.kept.len(), flags))
    }

    /// The cookie of a position so many characters after the snapshot, whose input begins at `cookie.start`.
    fn find_cookie(&self, py: &mut Py, cookie: &mut Cookie, input: &[u8], mut skip: usize) -> PyResult<()> {
        // Somewhere before the position lies a point where the decoder keeps nothing; the nearest is found by trying.
        let mut from = ((self.ratio.get() * skip as f64) as usize).min(input.len());
        let mut back = 1;
        let mut found = false;
        while from > 0 {
            self.restore_decoder(py, *cookie)?;
            let decoded = self.count_decoded(py, input.get(..from).unwrap_or(input), false)?;
            if decoded <= skip {
                let (kept, flags) = self.state(py)?;
                if kept == 0 {
                    cookie.flags = flags;
                    skip -= decoded;
                    found = true;
                    break;
                }
                from = from.saturating_sub(kept);
                back = 1;
            } else {
                from = from.saturating_sub(back);
                back = back.saturating_mul(2);
            }
        }
        if !found {
            from = 0;
            self.restore_decoder(py, *cookie)?;
        }
        cookie.start = cookie.start.wrapping_add(from as i64);
        cookie.skip = small_count(py, skip)?;
        if skip == 0 {
            return Ok(());
        }
        // From there on one byte at a time, which shows nearer points.
        let mut decoded = 0;
        for byte in input.get(from..).unwrap_or_default() {
            decoded += self.count_decoded(py, std::slice::from_ref(byte), false)?;
            cookie.feed += 1;
            let (kept, flags) = self.state(py)?;
            if kept == 0 && decoded <= skip {
                cookie.start += i64::from(cookie.feed);
                skip -= decoded;
                cookie.flags = flags;
                cookie.feed = 0;
                decoded = 0;
            }
            if decoded >= skip {
                cookie.skip = small_count(py, skip)?;
                return Ok(());
            }
        }
        decoded += self.count_decoded(py, &[], true)?;
        cookie.needs_end = true;
        if decoded < skip {
            return Err(py.error(&exc::OS_ERROR, format_args!("can't reconstruct logical file position")));
        }
        cookie.skip = small_count(py, skip)?;
        Ok(())
    }

    fn tell(&self, py: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
        let buffer = self.attached(py)?;
        self.check_open(py, this, &buffer)?;
        if !self.seekable.get() {
            return Err(unsupported(py, "underlying stream is not seekable"));
        }
        if !self.telling.get() {
            return Err(py.error(&exc::OS_ERROR, format_args!("telling position disabled by next() call")));
        }
        self.write_pending(py)?;
        call(py, &this, Name::FLUSH, &[])?;
        let position = call(py, &buffer, Name::TELL, &[])?;
        let snapshot = self.snapshot.get(py).as_ref().map(|it| (it.flags.clone(), it.input.clone()));
        let Some((flags, input)) = snapshot.filter(|_| self.has_decoder(py)) else { return Ok(position) };
        let data = input.get::<Bytes>().map_or(&[][..], Bytes::data);
        let start = py.to_i64(&position)?.wrapping_sub(data.len() as i64);
        let mut cookie = Cookie { start, flags: small(py, &flags)?, ..Cookie::default() };
        let skip = self.decoded_used.get();
        if skip == 0 {
            return cookie.pack(py);
        }
        let saved = self.decoder_state(py)?;
        let found = self.find_cookie(py, &mut cookie, data, skip);
        crate::calls::then(py, found, |py| self.set_decoder_state(py, &saved.kept, &saved.flags))?;
        cookie.pack(py)
    }

    /// Goes to a cookie.
    fn seek_cookie(&self, py: &mut Py, buffer: &Value, number: &Value) -> PyResult<()> {
        let cookie = Cookie::unpack(py, number)?;
        let start = py.int(cookie.start)?;
        call(py, buffer, Name::SEEK, &[&start])?;
        self.forget_decoded(py);
        self.forget_snapshot(py);
        let is_readable = self.has_decoder(py);
        if is_readable {
            self.restore_decoder(py, cookie)?;
        }
        let flags = py.int(cookie.flags.into())?;
        if cookie.skip != 0 {
            if !is_readable {
                return Err(unsupported(py, "not readable"));
            }
            let wanted = py.int(cookie.feed.into())?;
            let input = call(py, buffer, Name::READ, &[&wanted])?;
            let Some(data) = input.get::<Bytes>().map(Bytes::data) else {
                let class = input.type_().name();
                return Err(exc::type_error(
                    py,
                    format_args!("underlying read() should have returned a bytes object, not '{class}'"),
                ));
            };
            let snapshot = Snapshot { flags, input: input.clone() };
            drop(self.snapshot.replace(py, Some(snapshot)));
            let text = self.decode(py, &input, data, cookie.needs_end)?;
            let length = text.get::<Str>().map_or(0, Str::len);
            self.set_decoded(py, text);
            match usize::try_from(cookie.skip).ok().filter(|&skip| skip <= length) {
                Some(skip) => self.decoded_used.set(skip),
                None => {
                    return Err(py.error(&exc::OS_ERROR, format_args!("can't restore logical file position")));
                }
            }
        } else {
            let input = py.bytes(&[])?;
            drop(self.snapshot.replace(py, Some(Snapshot { flags, input })));
        }
        if self.known_encoder(py).is_some() {
            self.set_encoder_start(py, cookie.start == 0 && cookie.flags == 0)?;
        }
        Ok(())
    }

    /// Goes to the end.
    fn seek_end(&self, py: &mut Py, this: Borrowed<'_>, buffer: &Value) -> PyResult<Value> {
        call(py, &this, Name::FLUSH, &[])?;
        self.forget_decoded(py);
        self.forget_snapshot(py);
        if self.has_decoder(py) {
            self.reset_decoder(py)?;
        }
        let (zero, two) = (py.int(0)?, py.int(2)?);
        let position = call(py, buffer, Name::SEEK, &[&zero, &two])?;
        if self.known_encoder(py).is_some() {
            let is_start = py.equal(&position, &zero)?;
            self.set_encoder_start(py, is_start)?;
        }
        Ok(position)
    }
}

/// Flags of a decoder as a cookie holds them.
fn small(py: &mut Py, flags: &Value) -> PyResult<i32> {
    let number = py.to_i64(flags)?;
    match i32::try_from(number) {
        Ok(number) => Ok(number),
        Err(_) => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int"))),
    }
}

fn small_count(py: &Py, count: usize) -> PyResult<i32> {
    match i32::try_from(count) {
        Ok(count) => Ok(count),
        Err(_) => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int"))),
    }
}

pub(super) struct Position;

#[pymethods(TextWrapper)]
impl Position {
    /// Goes to a position that tell() returned, or to 0, the beginning.
    ///
    /// whence can also be 1, with which the cookie has to be 0 and the position stays, and 2, with which it has to
    /// be 0, too, and the position becomes the end. Returns the new position.
    #[pymethod("($self, cookie, whence=os.SEEK_SET, /)")]
    fn seek(this: Borrowed<'_>, py: &mut Py, cookie: Borrowed<'_>, whence: Option<i32>) -> PyResult<Value> {
        let stream = receiver(py, this)?;
        let buffer = stream.attached(py)?;
        stream.check_open(py, this, &buffer)?;
        if !stream.seekable.get() {
            return Err(unsupported(py, "underlying stream is not seekable"));
        }
        let zero = py.int(0)?;
        let mut cookie = cookie.to_value();
        match whence.unwrap_or(0) {
            0 => {}
            1 if !py.equal(&cookie, &zero)? => {
                return Err(unsupported(py, "can't do nonzero cur-relative seeks"));
            }
            1 => cookie = call(py, &this, Name::TELL, &[])?,
            2 if !py.equal(&cookie, &zero)? => {
                return Err(unsupported(py, "can't do nonzero end-relative seeks"));
            }
            2 => return stream.seek_end(py, this, &buffer),
            whence => {
                return Err(exc::value_error(
                    py,
                    format_args!("invalid whence ({whence}, should be 0, 1 or 2)"),
                ));
            }
        }
        if py.compare_truth(&cookie, &zero, CompareOp::Lt)? {
            let shown = py.repr(&cookie)?;
            return Err(value_error(py, &format!("negative seek position {shown}")));
        }
        call(py, &this, Name::FLUSH, &[])?;
        stream.seek_cookie(py, &buffer, &cookie)?;
        Ok(cookie)
    }

    /// The position, as a number that only seek() understands.
    #[pymethod("($self, /)")]
    fn tell(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        receiver(py, this)?.tell(py, this)
    }

    #[pymethod("($self, pos=None, /)")]
    fn truncate(this: Borrowed<'_>, py: &mut Py, pos: Borrowed<'_>) -> PyResult<Value> {
        let stream = receiver(py, this)?;
        let buffer = stream.attached(py)?;
        call(py, &this, Name::FLUSH, &[])?;
        call(py, &buffer, Name::TRUNCATE, &[&pos])
    }
}
