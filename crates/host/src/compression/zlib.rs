//! DEFLATE, by zlib's functions.

use std::ffi::{CStr, c_int, c_ulong};
use std::ptr::NonNull;

use libz_rs_sys as sys;

/// What a call came to, as zlib numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(pub i32);

impl Code {
    /// It went on.
    pub const OK: Self = Self(sys::Z_OK);
    /// The end of the stream.
    pub const STREAM_END: Self = Self(sys::Z_STREAM_END);
    /// The stream goes on with a dictionary only.
    pub const NEED_DICT: Self = Self(sys::Z_NEED_DICT);
    /// The arguments or the state make no sense.
    pub const STREAM_ERROR: Self = Self(sys::Z_STREAM_ERROR);
    /// The input is not what it should be.
    pub const DATA_ERROR: Self = Self(sys::Z_DATA_ERROR);
    /// There is no memory.
    pub const MEM_ERROR: Self = Self(sys::Z_MEM_ERROR);
    /// Nothing can be done without more input or more room.
    pub const BUF_ERROR: Self = Self(sys::Z_BUF_ERROR);
    /// The library is another one than expected.
    pub const VERSION_ERROR: Self = Self(sys::Z_VERSION_ERROR);
}

/// When output has to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flush(pub i32);

impl Flush {
    /// When the library likes.
    pub const NO: Self = Self(sys::Z_NO_FLUSH);
    /// All that can be made of the input, up to a whole byte.
    pub const SYNC: Self = Self(sys::Z_SYNC_FLUSH);
    /// All, up to the end of the stream.
    pub const FINISH: Self = Self(sys::Z_FINISH);
}

/// How a stream is to be compressed; zlib checks the numbers.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// From 0, not at all, to 9; -1 for the usual.
    pub level: i32,
    /// 8, the only method.
    pub method: i32,
    /// The size of the window in bits; negative without header, with 16 more in a gzip file.
    pub window_bits: i32,
    /// From 1 to 9, how much memory it may take.
    pub memory_level: i32,
    /// How to look for matches.
    pub strategy: i32,
}

#[derive(Clone, Copy)]
enum Direction {
    Deflate,
    Inflate,
}

/// A stream that is compressed or decompressed.
pub struct Stream {
    direction: Direction,
    /// The library may note where it lies.
    raw: Box<sys::z_stream>,
    /// What was wrong with the data when that was found, which the library forgets when it is asked again.
    mistake: Option<String>,
}

// SAFETY: nothing in it belongs to a thread, and what it points to is its own.
unsafe impl Send for Stream {}

/// The library's version.
pub fn version() -> &'static str {
    // SAFETY: a constant of the library that ends with a zero.
    unsafe { CStr::from_ptr(sys::zlibVersion()) }.to_str().unwrap_or_default()
}

/// The CRC-32 of bytes, continued from that of earlier ones.
pub fn crc32(start: u32, bytes: &[u8]) -> u32 {
    // SAFETY: the length is that of the bytes.
    unsafe { sys::crc32_z(c_ulong::from(start), bytes.as_ptr(), bytes.len()) as u32 }
}

/// The Adler-32 of bytes, continued from that of earlier ones.
pub fn adler32(start: u32, bytes: &[u8]) -> u32 {
    // SAFETY: the length is that of the bytes.
    unsafe { sys::adler32_z(c_ulong::from(start), bytes.as_ptr(), bytes.len()) as u32 }
}

impl Stream {
    /// A stream to compress.
    pub fn deflate(options: &Options) -> Result<Self, Code> {
        let mut raw = Box::<sys::z_stream>::default();
        // SAFETY: a fresh stream, and the version and size that the library itself has.
        let code = unsafe {
            sys::deflateInit2_(
                &raw mut *raw,
                options.level,
                options.method,
                options.window_bits,
                options.memory_level,
                options.strategy,
                sys::zlibVersion(),
                size_of::<sys::z_stream>() as c_int,
            )
        };
        Self::checked(Direction::Deflate, raw, code)
    }

    /// A stream to decompress, with a window of so many bits; the number says what kind of header to expect, too.
    pub fn inflate(window_bits: i32) -> Result<Self, Code> {
        let mut raw = Box::<sys::z_stream>::default();
        // SAFETY: as above.
        let code = unsafe {
            sys::inflateInit2_(
                &raw mut *raw,
                window_bits,
                sys::zlibVersion(),
                size_of::<sys::z_stream>() as c_int,
            )
        };
        Self::checked(Direction::Inflate, raw, code)
    }

    fn checked(direction: Direction, raw: Box<sys::z_stream>, code: c_int) -> Result<Self, Code> {
        // What is not initialised has nothing to free.
        if code == sys::Z_OK { Ok(Self { direction, raw, mistake: None }) } else { Err(Code(code)) }
    }

    /// A stream that goes on from the same place.
    pub fn try_clone(&mut self) -> Result<Self, Code> {
        self.detach();
        let mut raw = Box::<sys::z_stream>::default();
        // SAFETY: this stream is initialised, and the other one is fresh.
        let code = unsafe {
            match self.direction {
                Direction::Deflate => sys::deflateCopy(&raw mut *raw, &raw mut *self.raw),
                Direction::Inflate => sys::inflateCopy(&raw mut *raw, &raw const *self.raw),
            }
        };
        Self::checked(self.direction, raw, code)
    }

    /// Says what text had been seen before the stream began.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> Code {
        let Ok(length) = u32::try_from(dictionary.len()) else { return Code::STREAM_ERROR };
        // SAFETY: this stream is initialised, and the length is that of the dictionary.
        Code(unsafe {
            match self.direction {
                Direction::Deflate => {
                    sys::deflateSetDictionary(&raw mut *self.raw, dictionary.as_ptr(), length)
                }
                Direction::Inflate => {
                    sys::inflateSetDictionary(&raw mut *self.raw, dictionary.as_ptr(), length)
                }
            }
        })
    }

    /// Takes bytes off the input and adds to the output, at most `room` bytes and no more than it has reserved.
    pub fn step(&mut self, input: &mut &[u8], output: &mut Vec<u8>, room: usize, flush: Flush) -> Code {
        let spare = output.spare_capacity_mut();
        let room = u32::try_from(spare.len().min(room)).unwrap_or(u32::MAX);
        self.raw.next_out = spare.as_mut_ptr().cast();
        self.raw.avail_out = room;
        let given = u32::try_from(input.len()).unwrap_or(u32::MAX);
        self.raw.next_in = input.as_ptr();
        self.raw.avail_in = given;
        // SAFETY: this stream is initialised; input and room are as long as it is told. The room need not be initialised: the
        // library only writes to it.
        let code = unsafe {
            match self.direction {
                Direction::Deflate => sys::deflate(&raw mut *self.raw, flush.0),
                Direction::Inflate => sys::inflate(&raw mut *self.raw, flush.0),
            }
        };
        let taken = given.saturating_sub(self.raw.avail_in);
        let made = room.saturating_sub(self.raw.avail_out);
        *input = input.get(taken as usize..).unwrap_or_default();
        // SAFETY: so many bytes of the reserved memory have been written.
        unsafe { output.set_len(output.len() + made as usize) };
        self.detach();
        if code == sys::Z_DATA_ERROR && self.mistake.is_none() {
            self.mistake = self.words();
        }
        Code(code)
    }

    /// What the library says about the last failure.
    pub fn message(&self) -> Option<String> {
        self.mistake.clone().or_else(|| self.words())
    }

    fn words(&self) -> Option<String> {
        // SAFETY: a text of the library that ends with a zero, if there is one.
        let message = unsafe { self.raw.msg.as_ref().map(|text| CStr::from_ptr(text)) }?;
        Some(message.to_string_lossy().into_owned())
    }

    /// Forgets the memory of the last step. The addresses that are left belong to nothing; they are not null, since a copy is only
    /// made of streams that have some.
    fn detach(&mut self) {
        self.raw.next_in = NonNull::dangling().as_ptr();
        self.raw.avail_in = 0;
        self.raw.next_out = NonNull::dangling().as_ptr();
        self.raw.avail_out = 0;
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // SAFETY: this stream is initialised, and nobody uses it any more.
        unsafe {
            match self.direction {
                Direction::Deflate => sys::deflateEnd(&raw mut *self.raw),
                Direction::Inflate => sys::inflateEnd(&raw mut *self.raw),
            }
        };
    }
}
