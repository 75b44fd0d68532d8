//! LZMA and the .xz format, by liblzma's functions.

use std::ffi::c_void;
use std::ptr;

use liblzma_sys as sys;

/// What a call came to, as liblzma numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(pub u32);

impl Code {
    /// It went on.
    pub const OK: Self = Self(sys::LZMA_OK);
    /// The end of the stream.
    pub const STREAM_END: Self = Self(sys::LZMA_STREAM_END);
    /// The stream has no integrity check.
    pub const NO_CHECK: Self = Self(sys::LZMA_NO_CHECK);
    /// The check is one that the library does not know.
    pub const UNSUPPORTED_CHECK: Self = Self(sys::LZMA_UNSUPPORTED_CHECK);
    /// It is known now which check the stream has.
    pub const GET_CHECK: Self = Self(sys::LZMA_GET_CHECK);
    /// There is no memory.
    pub const MEM_ERROR: Self = Self(sys::LZMA_MEM_ERROR);
    /// It would take more memory than is allowed.
    pub const MEMLIMIT_ERROR: Self = Self(sys::LZMA_MEMLIMIT_ERROR);
    /// The input is in another format.
    pub const FORMAT_ERROR: Self = Self(sys::LZMA_FORMAT_ERROR);
    /// The options make no sense.
    pub const OPTIONS_ERROR: Self = Self(sys::LZMA_OPTIONS_ERROR);
    /// The input is not what it should be.
    pub const DATA_ERROR: Self = Self(sys::LZMA_DATA_ERROR);
    /// Nothing can be done without more input or more room.
    pub const BUF_ERROR: Self = Self(sys::LZMA_BUF_ERROR);
    /// The functions were used wrongly.
    pub const PROG_ERROR: Self = Self(sys::LZMA_PROG_ERROR);

    fn checked(code: u32) -> Result<(), Self> {
        if code == sys::LZMA_OK { Ok(()) } else { Err(Self(code)) }
    }
}

/// Parameters of the compression itself. The numbers are liblzma's, which checks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// Bytes that are looked back at.
    pub dict_size: u32,
    /// Bits of the byte before that decide how the next one is coded.
    pub lc: u32,
    /// Bits of the position that do, for literal bytes.
    pub lp: u32,
    /// Bits of the position that do, for all.
    pub pb: u32,
    /// Fast or normal.
    pub mode: u32,
    /// How long a match has to be not to look for a longer one.
    pub nice_len: u32,
    /// How matches are found.
    pub mf: u32,
    /// How long to look for them.
    pub depth: u32,
}

impl Parameters {
    /// Those of a preset: a level, and perhaps the bit for trying harder. `None` when there is no such preset.
    pub fn preset(preset: u32) -> Option<Self> {
        // SAFETY: plain numbers and addresses, for which zeros are good.
        let mut raw: sys::lzma_options_lzma = unsafe { std::mem::zeroed() };
        // SAFETY: it writes to the options only.
        let failed = unsafe { sys::lzma_lzma_preset(&raw mut raw, preset) };
        (failed == 0).then(|| Self::of(&raw))
    }

    fn of(raw: &sys::lzma_options_lzma) -> Self {
        Self {
            dict_size: raw.dict_size,
            lc: raw.lc,
            lp: raw.lp,
            pb: raw.pb,
            mode: raw.mode,
            nice_len: raw.nice_len,
            mf: raw.mf,
            depth: raw.depth,
        }
    }

    fn raw(&self) -> sys::lzma_options_lzma {
        // SAFETY: plain numbers and addresses, for which zeros are good.
        let mut raw: sys::lzma_options_lzma = unsafe { std::mem::zeroed() };
        raw.dict_size = self.dict_size;
        raw.lc = self.lc;
        raw.lp = self.lp;
        raw.pb = self.pb;
        raw.mode = self.mode;
        raw.nice_len = self.nice_len;
        raw.mf = self.mf;
        raw.depth = self.depth;
        raw
    }
}

/// What a filter does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Options {
    /// It compresses.
    Lzma(Parameters),
    /// It takes differences of bytes so far apart.
    Delta(u32),
    /// It makes the targets of jumps in machine code absolute, from this offset on; 0 if nothing says so.
    Branch(Option<u32>),
}

/// A step of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Which filter.
    pub id: u64,
    /// What it does.
    pub options: Options,
}

/// The filters of LZMA itself.
pub const LZMA1: u64 = sys::LZMA_FILTER_LZMA1;
/// The same for .xz files.
pub const LZMA2: u64 = sys::LZMA_FILTER_LZMA2;
/// The filter of differences.
pub const DELTA: u64 = sys::LZMA_FILTER_DELTA;
/// The filters of machine code.
pub const BRANCHES: std::ops::RangeInclusive<u64> = sys::LZMA_FILTER_X86..=sys::LZMA_FILTER_SPARC;
/// The most filters of a chain.
pub const MOST_FILTERS: usize = 4;

/// The options of the filter of differences, as the library lays them out.
#[repr(C)]
struct RawDelta {
    kind: u32,
    dist: u32,
    reserved: [u32; 4],
    reserved_addresses: [*mut c_void; 2],
}

/// The options of a filter, where the library can look at them.
enum RawOptions {
    Lzma(Box<sys::lzma_options_lzma>),
    Delta(Box<RawDelta>),
    Branch(Box<sys::lzma_options_bcj>),
}

impl RawOptions {
    fn of(options: &Options) -> Self {
        match *options {
            Options::Lzma(parameters) => Self::Lzma(Box::new(parameters.raw())),
            Options::Delta(dist) => Self::Delta(Box::new(RawDelta {
                kind: 0,
                dist,
                reserved: [0; 4],
                reserved_addresses: [ptr::null_mut(); 2],
            })),
            Options::Branch(offset) => {
                Self::Branch(Box::new(sys::lzma_options_bcj { start_offset: offset.unwrap_or(0) }))
            }
        }
    }

    fn address(&mut self) -> *mut c_void {
        match self {
            Self::Lzma(options) => (&raw mut **options).cast(),
            Self::Delta(options) => (&raw mut **options).cast(),
            Self::Branch(options) => (&raw mut **options).cast(),
        }
    }
}

/// Shows the library a chain of filters.
fn with_chain<R>(filters: &[Filter], work: impl FnOnce(*const sys::lzma_filter) -> R) -> R {
    let mut options: Vec<_> = filters.iter().map(|filter| RawOptions::of(&filter.options)).collect();
    let mut chain: Vec<_> = filters
        .iter()
        .zip(&mut options)
        .map(|(filter, options)| sys::lzma_filter { id: filter.id, options: options.address() })
        .collect();
    chain.push(sys::lzma_filter { id: sys::LZMA_VLI_UNKNOWN, options: ptr::null_mut() });
    work(chain.as_ptr())
}

impl Filter {
    /// What a raw stream has to say about the filter for who reads it.
    pub fn encode_properties(&self) -> Result<Vec<u8>, Code> {
        with_chain(std::slice::from_ref(self), |filter| {
            let mut size = 0;
            // SAFETY: a filter whose options are what its number says, or one that the library refuses.
            Code::checked(unsafe { sys::lzma_properties_size(&raw mut size, filter) })?;
            let mut bytes = vec![0; size as usize];
            // SAFETY: as above, and there is room for the size that it wants.
            Code::checked(unsafe { sys::lzma_properties_encode(filter, bytes.as_mut_ptr()) })?;
            Ok(bytes)
        })
    }

    /// The filter that was described so.
    pub fn decode_properties(id: u64, properties: &[u8]) -> Result<Self, Code> {
        let mut filter = sys::lzma_filter { id, options: ptr::null_mut() };
        // SAFETY: the length is that of the properties; options are allocated by the C library.
        Code::checked(unsafe {
            sys::lzma_properties_decode(&raw mut filter, ptr::null(), properties.as_ptr(), properties.len())
        })?;
        // SAFETY: which options a filter has follows from its number.
        let options = unsafe {
            match id {
                LZMA1 | LZMA2 => {
                    filter.options.cast::<sys::lzma_options_lzma>().as_ref().map(|it| {
                        // Only what the properties tell has been written.
                        let nothing = Parameters::of(&std::mem::zeroed());
                        let dict_size = (&raw const it.dict_size).read();
                        Options::Lzma(if id == LZMA1 {
                            Parameters { dict_size, lc: it.lc, lp: it.lp, pb: it.pb, ..nothing }
                        } else {
                            Parameters { dict_size, ..nothing }
                        })
                    })
                }
                DELTA => filter.options.cast::<RawDelta>().as_ref().map(|it| Options::Delta(it.dist)),
                _ => {
                    let offset = filter.options.cast::<sys::lzma_options_bcj>().as_ref();
                    Some(Options::Branch(offset.map(|it| it.start_offset)))
                }
            }
        };
        // SAFETY: the options came from the C library's allocator, and nobody uses them any more.
        unsafe { libc::free(filter.options) };
        options.map(|options| Self { id, options }).ok_or(Code::PROG_ERROR)
    }
}

/// Whether the library has an integrity check.
pub fn has_check(check: u32) -> bool {
    // SAFETY: any number may be asked for.
    unsafe { sys::lzma_check_is_supported(check) != 0 }
}

/// A stream that is compressed or decompressed.
pub struct Stream {
    /// The library may note where it lies.
    raw: Box<sys::lzma_stream>,
}

// SAFETY: nothing in it belongs to a thread, and what it points to is its own.
unsafe impl Send for Stream {}

impl Stream {
    fn new(initialise: impl FnOnce(*mut sys::lzma_stream) -> u32) -> Result<Self, Code> {
        // SAFETY: plain numbers and addresses, for which zeros are good: the library says that a stream begins so.
        let mut stream = Self { raw: Box::new(unsafe { std::mem::zeroed() }) };
        Code::checked(initialise(&raw mut *stream.raw))?;
        Ok(stream)
    }

    /// Compresses to .xz with a preset.
    pub fn easy_encoder(preset: u32, check: u32) -> Result<Self, Code> {
        // SAFETY: a fresh stream.
        Self::new(|stream| unsafe { sys::lzma_easy_encoder(stream, preset, check) })
    }

    /// Compresses to .xz through filters.
    pub fn encoder(filters: &[Filter], check: u32) -> Result<Self, Code> {
        Self::new(|stream| {
            // SAFETY: a fresh stream; the chain has an end, and is looked at during the call only.
            with_chain(filters, |chain| unsafe { sys::lzma_stream_encoder(stream, chain, check) })
        })
    }

    /// Compresses to .lzma.
    pub fn alone_encoder(parameters: &Parameters) -> Result<Self, Code> {
        let options = parameters.raw();
        // SAFETY: a fresh stream; the options are looked at during the call only.
        Self::new(|stream| unsafe { sys::lzma_alone_encoder(stream, &raw const options) })
    }

    /// Compresses to nothing but what the filters give.
    pub fn raw_encoder(filters: &[Filter]) -> Result<Self, Code> {
        Self::new(|stream| {
            // SAFETY: as in `encoder`.
            with_chain(filters, |chain| unsafe { sys::lzma_raw_encoder(stream, chain) })
        })
    }

    /// Decompresses .xz or .lzma, within so many bytes of memory.
    pub fn auto_decoder(memory: u64) -> Result<Self, Code> {
        // SAFETY: a fresh stream.
        Self::new(|stream| unsafe { sys::lzma_auto_decoder(stream, memory, TELL) })
    }

    /// Decompresses .xz.
    pub fn decoder(memory: u64) -> Result<Self, Code> {
        // SAFETY: a fresh stream.
        Self::new(|stream| unsafe { sys::lzma_stream_decoder(stream, memory, TELL) })
    }

    /// Decompresses .lzma.
    pub fn alone_decoder(memory: u64) -> Result<Self, Code> {
        // SAFETY: a fresh stream.
        Self::new(|stream| unsafe { sys::lzma_alone_decoder(stream, memory) })
    }

    /// Decompresses what a raw encoder has given.
    pub fn raw_decoder(filters: &[Filter]) -> Result<Self, Code> {
        Self::new(|stream| {
            // SAFETY: as in `encoder`.
            with_chain(filters, |chain| unsafe { sys::lzma_raw_decoder(stream, chain) })
        })
    }

    /// Takes bytes off the input and adds to the output, at most `room` bytes and no more than it has reserved.
    pub fn step(&mut self, input: &mut &[u8], output: &mut Vec<u8>, room: usize, finish: bool) -> Code {
        let spare = output.spare_capacity_mut();
        let room = spare.len().min(room);
        self.raw.next_in = input.as_ptr();
        self.raw.avail_in = input.len();
        self.raw.next_out = spare.as_mut_ptr().cast();
        self.raw.avail_out = room;
        let action = if finish { sys::LZMA_FINISH } else { sys::LZMA_RUN };
        // SAFETY: an initialised stream; input and room are as long as it is told. The library only writes to the room.
        let code = unsafe { sys::lzma_code(&raw mut *self.raw, action) };
        let taken = input.len().saturating_sub(self.raw.avail_in);
        let made = room.saturating_sub(self.raw.avail_out);
        *input = input.get(taken..).unwrap_or_default();
        // SAFETY: so many bytes of the reserved memory have been written.
        unsafe { output.set_len(output.len() + made) };
        self.raw.next_in = ptr::null();
        self.raw.avail_in = 0;
        self.raw.next_out = ptr::null_mut();
        self.raw.avail_out = 0;
        Code(code)
    }

    /// The integrity check of a stream that has told of it.
    pub fn check(&self) -> u32 {
        // SAFETY: an initialised stream.
        unsafe { sys::lzma_get_check(&raw const *self.raw) }
    }
}

/// A decoder stops once to tell which check the stream has.
const TELL: u32 = sys::LZMA_TELL_ANY_CHECK | sys::LZMA_TELL_NO_CHECK;

impl Drop for Stream {
    fn drop(&mut self) {
        // SAFETY: nobody uses the stream any more; one that could not be initialised is still good for this.
        unsafe { sys::lzma_end(&raw mut *self.raw) };
    }
}
