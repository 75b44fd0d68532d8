//! Zstandard, by libzstd's functions.

use std::ffi::{CStr, c_int, c_ulonglong};
use std::fmt;
use std::ptr::NonNull;
use std::sync::Arc;

use zstd_sys as sys;

/// Why a call failed, in the library's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error(&'static str);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A result of the library, which is a number or says what went wrong.
fn checked(result: usize) -> Result<usize, Error> {
    // SAFETY: any number may be asked about; the text is a constant of the library that ends with a zero.
    unsafe {
        if sys::ZSTD_isError(result) == 0 {
            return Ok(result);
        }
        Err(Error(CStr::from_ptr(sys::ZSTD_getErrorName(result)).to_str().unwrap_or_default()))
    }
}

/// The functions that take the number of a parameter. It may be any, while the bindings know an enumeration.
mod by_number {
    use super::{c_int, sys};

    unsafe extern "C" {
        pub(super) fn ZSTD_CCtx_setParameter(
            context: *mut sys::ZSTD_CCtx,
            parameter: c_int,
            value: c_int,
        ) -> usize;
        pub(super) fn ZSTD_DCtx_setParameter(
            context: *mut sys::ZSTD_DCtx,
            parameter: c_int,
            value: c_int,
        ) -> usize;
        pub(super) fn ZSTD_cParam_getBounds(parameter: c_int) -> sys::ZSTD_bounds;
        pub(super) fn ZSTD_dParam_getBounds(parameter: c_int) -> sys::ZSTD_bounds;
    }
}

/// The parameter that says how many threads of the library compress.
const WORKERS: i32 = sys::ZSTD_cParameter::ZSTD_c_nbWorkers as i32;

/// What has to come out of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directive {
    /// What the library likes.
    Continue,
    /// All that can be made of the input.
    FlushBlock,
    /// The end of the frame.
    EndFrame,
}

/// The library's version.
pub fn version() -> &'static str {
    // SAFETY: a constant of the library that ends with a zero.
    unsafe { CStr::from_ptr(sys::ZSTD_versionString()) }.to_str().unwrap_or_default()
}

/// The library's version as a number.
pub fn version_number() -> u32 {
    // SAFETY: it takes nothing.
    unsafe { sys::ZSTD_versionNumber() }
}

/// The least and the greatest level.
pub fn levels() -> (i32, i32) {
    // SAFETY: they take nothing.
    unsafe { (sys::ZSTD_minCLevel(), sys::ZSTD_maxCLevel()) }
}

/// How many bytes of output a decompressor likes to have room for.
pub fn output_size() -> usize {
    // SAFETY: it takes nothing.
    unsafe { sys::ZSTD_DStreamOutSize() }
}

/// The least and the greatest value of a parameter, of compression or decompression.
pub fn bounds(compression: bool, parameter: i32) -> Result<(i32, i32), Error> {
    // SAFETY: any number may be asked for.
    let bounds = unsafe {
        if compression {
            by_number::ZSTD_cParam_getBounds(parameter)
        } else {
            by_number::ZSTD_dParam_getBounds(parameter)
        }
    };
    checked(bounds.error)?;
    Ok((bounds.lowerBound, bounds.upperBound))
}

/// How long the frame is that begins the bytes.
pub fn frame_size(bytes: &[u8]) -> Result<usize, Error> {
    // SAFETY: the length is that of the bytes.
    checked(unsafe { sys::ZSTD_findFrameCompressedSize(bytes.as_ptr().cast(), bytes.len()) })
}

/// What a frame's header tells.
#[derive(Clone, Copy, Debug)]
pub struct FrameInfo {
    /// How many bytes it will give, if it says so.
    pub content_size: Option<u64>,
    /// Which dictionary it needs; 0 for none.
    pub dictionary: u32,
}

/// What the header tells that begins the bytes, if that is one.
pub fn frame_info(bytes: &[u8]) -> Option<FrameInfo> {
    const UNKNOWN: c_ulonglong = c_ulonglong::MAX;
    const ERROR: c_ulonglong = c_ulonglong::MAX - 1;
    // SAFETY: the length is that of the bytes.
    let (size, dictionary) = unsafe {
        (
            sys::ZSTD_getFrameContentSize(bytes.as_ptr().cast(), bytes.len()),
            sys::ZSTD_getDictID_fromFrame(bytes.as_ptr().cast(), bytes.len()),
        )
    };
    (size != ERROR).then_some(FrameInfo { content_size: (size != UNKNOWN).then_some(size), dictionary })
}

/// The number of a dictionary; 0 if it is just bytes.
pub fn dictionary_number(content: &[u8]) -> u32 {
    // SAFETY: the length is that of the content.
    unsafe { sys::ZSTD_getDictID_fromDict(content.as_ptr().cast(), content.len()) }
}

/// Samples of what is to be compressed, end to end.
#[derive(Clone, Copy)]
pub struct Samples<'a> {
    bytes: &'a [u8],
    sizes: &'a [usize],
}

impl<'a> Samples<'a> {
    /// Samples of these sizes, which are as many bytes as there are, and no more of them than the library can count.
    pub fn new(bytes: &'a [u8], sizes: &'a [usize]) -> Option<Self> {
        let sum = sizes.iter().try_fold(0usize, |sum, &size| sum.checked_add(size));
        (sum == Some(bytes.len()) && u32::try_from(sizes.len()).is_ok()).then_some(Self { bytes, sizes })
    }

    /// Makes a dictionary of the samples, as long as what the vector has reserved, at most `size`.
    pub fn train(self, into: &mut Vec<u8>, size: usize) -> Result<(), Error> {
        into.clear();
        let size = size.min(into.capacity());
        // SAFETY: the room, the samples and their sizes are as long as it is told; the room is only written to.
        let made = checked(unsafe {
            sys::ZDICT_trainFromBuffer(
                into.as_mut_ptr().cast(),
                size,
                self.bytes.as_ptr().cast(),
                self.sizes.as_ptr(),
                self.sizes.len() as u32,
            )
        })?;
        // SAFETY: so many bytes of the reserved memory have been written.
        unsafe { into.set_len(made.min(size)) };
        Ok(())
    }

    /// Makes a dictionary of content that is given, for a level of compression.
    pub fn finalize(self, into: &mut Vec<u8>, size: usize, content: &[u8], level: i32) -> Result<(), Error> {
        into.clear();
        let size = size.min(into.capacity());
        let parameters = sys::ZDICT_params_t { compressionLevel: level, notificationLevel: 0, dictID: 0 };
        // SAFETY: as above, and for the content as well.
        let made = checked(unsafe {
            sys::ZDICT_finalizeDictionary(
                into.as_mut_ptr().cast(),
                size,
                content.as_ptr().cast(),
                content.len(),
                self.bytes.as_ptr().cast(),
                self.sizes.as_ptr(),
                self.sizes.len() as u32,
                parameters,
            )
        })?;
        // SAFETY: as above.
        unsafe { into.set_len(made.min(size)) };
        Ok(())
    }
}

/// A dictionary that is ready to compress with at a level.
pub struct CompressionDictionary(NonNull<sys::ZSTD_CDict>);

// SAFETY: nobody changes it, and nothing in it belongs to a thread.
unsafe impl Send for CompressionDictionary {}
// SAFETY: as above.
unsafe impl Sync for CompressionDictionary {}

impl CompressionDictionary {
    /// Makes one of content, which is copied. `None` if that cannot be.
    pub fn new(content: &[u8], level: i32) -> Option<Self> {
        // SAFETY: the length is that of the content.
        NonNull::new(unsafe { sys::ZSTD_createCDict(content.as_ptr().cast(), content.len(), level) })
            .map(Self)
    }
}

impl Drop for CompressionDictionary {
    fn drop(&mut self) {
        // SAFETY: nobody uses it any more.
        unsafe { sys::ZSTD_freeCDict(self.0.as_ptr()) };
    }
}

/// A dictionary that is ready to decompress with.
pub struct DecompressionDictionary(NonNull<sys::ZSTD_DDict>);

// SAFETY: nobody changes it, and nothing in it belongs to a thread.
unsafe impl Send for DecompressionDictionary {}
// SAFETY: as above.
unsafe impl Sync for DecompressionDictionary {}

impl DecompressionDictionary {
    /// Makes one of content, which is copied. `None` if that cannot be.
    pub fn new(content: &[u8]) -> Option<Self> {
        // SAFETY: the length is that of the content.
        NonNull::new(unsafe { sys::ZSTD_createDDict(content.as_ptr().cast(), content.len()) }).map(Self)
    }
}

impl Drop for DecompressionDictionary {
    fn drop(&mut self) {
        // SAFETY: nobody uses it any more.
        unsafe { sys::ZSTD_freeDDict(self.0.as_ptr()) };
    }
}

/// How a dictionary is used.
pub enum Dictionary<D> {
    /// Made ready by itself, once for many streams.
    Digested(Arc<D>),
    /// Made ready for this stream only, with its parameters.
    Undigested(Arc<[u8]>),
    /// As text that stands before the first frame.
    Prefix(Arc<[u8]>),
}

/// The part of a step that both directions share: where input and output are.
fn exchange(
    input: &mut &[u8],
    output: &mut Vec<u8>,
    room: usize,
    call: impl FnOnce(&mut sys::ZSTD_inBuffer, &mut sys::ZSTD_outBuffer) -> usize,
) -> Result<usize, Error> {
    let spare = output.spare_capacity_mut();
    let room = spare.len().min(room);
    let mut from = sys::ZSTD_inBuffer { src: input.as_ptr().cast(), size: input.len(), pos: 0 };
    let mut to = sys::ZSTD_outBuffer { dst: spare.as_mut_ptr().cast(), size: room, pos: 0 };
    let result = call(&mut from, &mut to);
    *input = input.get(from.pos..).unwrap_or_default();
    // SAFETY: so many bytes of the reserved memory have been written.
    unsafe { output.set_len(output.len() + to.pos.min(room)) };
    checked(result)
}

/// A stream that is compressed.
pub struct Compressor {
    context: NonNull<sys::ZSTD_CCtx>,
    /// What the context looks at.
    dictionary: Option<Dictionary<CompressionDictionary>>,
    /// Whether threads of the library compress.
    has_workers: bool,
}

// SAFETY: nothing in it belongs to a thread.
unsafe impl Send for Compressor {}

impl Compressor {
    /// A stream; `None` if there is no memory.
    pub fn new() -> Option<Self> {
        // SAFETY: it takes nothing.
        let context = NonNull::new(unsafe { sys::ZSTD_createCCtx() })?;
        Some(Self { context, dictionary: None, has_workers: false })
    }

    /// Sets a parameter.
    pub fn set(&mut self, parameter: i32, value: i32) -> Result<(), Error> {
        self.has_workers |= parameter == WORKERS && value != 0;
        // SAFETY: the context is alive; any numbers may be tried.
        checked(unsafe { by_number::ZSTD_CCtx_setParameter(self.context.as_ptr(), parameter, value) })
            .map(drop)
    }

    /// Uses a dictionary.
    pub fn load(&mut self, dictionary: Dictionary<CompressionDictionary>) -> Result<(), Error> {
        let context = self.context.as_ptr();
        // SAFETY: the context is alive, lengths are those of the contents, and what it goes on looking at is kept.
        let result = unsafe {
            match &dictionary {
                Dictionary::Digested(digest) => sys::ZSTD_CCtx_refCDict(context, digest.0.as_ptr()),
                Dictionary::Undigested(content) => {
                    sys::ZSTD_CCtx_loadDictionary(context, content.as_ptr().cast(), content.len())
                }
                Dictionary::Prefix(content) => {
                    sys::ZSTD_CCtx_refPrefix(context, content.as_ptr().cast(), content.len())
                }
            }
        };
        self.dictionary = Some(dictionary);
        checked(result).map(drop)
    }

    /// Says how many bytes the next frame will be of, or that nobody knows.
    pub fn pledge(&mut self, size: Option<u64>) -> Result<(), Error> {
        let size = size.unwrap_or(c_ulonglong::MAX);
        // SAFETY: the context is alive.
        checked(unsafe { sys::ZSTD_CCtx_setPledgedSrcSize(self.context.as_ptr(), size) }).map(drop)
    }

    /// Takes bytes off the input and adds to the output, at most `room` bytes and no more than it has reserved. How many are yet
    /// to come, at least; 0 when all is done that the directive wants.
    pub fn step(
        &mut self,
        input: &mut &[u8],
        output: &mut Vec<u8>,
        room: usize,
        directive: Directive,
    ) -> Result<usize, Error> {
        let directive = match directive {
            Directive::Continue => sys::ZSTD_EndDirective::ZSTD_e_continue,
            Directive::FlushBlock => sys::ZSTD_EndDirective::ZSTD_e_flush,
            Directive::EndFrame => sys::ZSTD_EndDirective::ZSTD_e_end,
        };
        let context = self.context.as_ptr();
        // SAFETY: the context is alive; input and room are as long as it is told.
        exchange(input, output, room, |from, to| unsafe {
            sys::ZSTD_compressStream2(context, to, from, directive)
        })
    }

    /// Forgets the frame that was begun.
    pub fn reset(&mut self) {
        // SAFETY: the context is alive. It cannot fail for the session alone.
        unsafe {
            sys::ZSTD_CCtx_reset(self.context.as_ptr(), sys::ZSTD_ResetDirective::ZSTD_reset_session_only)
        };
    }
}

impl Compressor {
    /// Waits until no thread of the library compresses any more: it frees a dictionary that they look at before it ends them.
    fn rest(&mut self) {
        let mut output = Vec::new();
        // What is wrong with this frame is not with the next one, before whose beginning it waits, too.
        for _ in 0..2 {
            loop {
                output.clear();
                if output.try_reserve_exact(1 << 17).is_err() {
                    break;
                }
                match self.step(&mut &b""[..], &mut output, 1 << 17, Directive::EndFrame) {
                    Ok(0) => return,
                    Ok(_) => {}
                    Err(_) => break,
                }
            }
            self.reset();
        }
    }
}

impl Drop for Compressor {
    fn drop(&mut self) {
        if self.has_workers && self.dictionary.is_some() {
            self.rest();
        }
        // SAFETY: nobody uses it any more. The dictionary goes afterwards.
        unsafe { sys::ZSTD_freeCCtx(self.context.as_ptr()) };
    }
}

/// A stream that is decompressed.
pub struct Decompressor {
    context: NonNull<sys::ZSTD_DCtx>,
    /// What the context looks at.
    dictionary: Option<Dictionary<DecompressionDictionary>>,
}

// SAFETY: nothing in it belongs to a thread.
unsafe impl Send for Decompressor {}

impl Decompressor {
    /// A stream; `None` if there is no memory.
    pub fn new() -> Option<Self> {
        // SAFETY: it takes nothing.
        let context = NonNull::new(unsafe { sys::ZSTD_createDCtx() })?;
        Some(Self { context, dictionary: None })
    }

    /// Sets a parameter.
    pub fn set(&mut self, parameter: i32, value: i32) -> Result<(), Error> {
        // SAFETY: the context is alive; any numbers may be tried.
        checked(unsafe { by_number::ZSTD_DCtx_setParameter(self.context.as_ptr(), parameter, value) })
            .map(drop)
    }

    /// Uses a dictionary.
    pub fn load(&mut self, dictionary: Dictionary<DecompressionDictionary>) -> Result<(), Error> {
        let context = self.context.as_ptr();
        // SAFETY: as for compressors.
        let result = unsafe {
            match &dictionary {
                Dictionary::Digested(digest) => sys::ZSTD_DCtx_refDDict(context, digest.0.as_ptr()),
                Dictionary::Undigested(content) => {
                    sys::ZSTD_DCtx_loadDictionary(context, content.as_ptr().cast(), content.len())
                }
                Dictionary::Prefix(content) => {
                    sys::ZSTD_DCtx_refPrefix(context, content.as_ptr().cast(), content.len())
                }
            }
        };
        self.dictionary = Some(dictionary);
        checked(result).map(drop)
    }

    /// Takes bytes off the input and adds to the output, at most `room` bytes and no more than it has reserved. 0 at the end of a
    /// frame.
    pub fn step(&mut self, input: &mut &[u8], output: &mut Vec<u8>, room: usize) -> Result<usize, Error> {
        let context = self.context.as_ptr();
        // SAFETY: the context is alive; input and room are as long as it is told.
        exchange(input, output, room, |from, to| unsafe { sys::ZSTD_decompressStream(context, to, from) })
    }

    /// Forgets the frame that was begun.
    pub fn reset(&mut self) {
        // SAFETY: the context is alive. It cannot fail for the session alone.
        unsafe {
            sys::ZSTD_DCtx_reset(self.context.as_ptr(), sys::ZSTD_ResetDirective::ZSTD_reset_session_only)
        };
    }
}

impl Drop for Decompressor {
    fn drop(&mut self) {
        // SAFETY: nobody uses it any more. The dictionary goes afterwards.
        unsafe { sys::ZSTD_freeDCtx(self.context.as_ptr()) };
    }
}
