//! Encoders and decoders of texts that come in pieces.

use std::cell::Cell;

use taipan_cjk::{Codec, State};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception::unicode::UnicodeProblem;
use taipan_object::native::{Argument, Keywords, Place, bad_argument};
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::int::INT;
use taipan_object::types::object::OBJECT;
use taipan_object::types::str_::{Str, StrBuilder};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Raised, Type, Value, exception as exc};

use crate::{codec, convert};

/// The most characters that an encoder keeps.
const MOST_CHARACTERS: usize = 2;
/// The most bytes that a decoder keeps.
const MOST_BYTES: usize = 8;

/// An encoder between two pieces.
pub(crate) struct Encoding {
    codec: &'static Codec,
    pub(crate) errors: PyCell<String>,
    state: Cell<State>,
    /// Characters whose codes depend on the next one.
    kept: PyCell<Vec<u32>>,
}

impl Encoding {
    pub(crate) fn new(codec: &'static Codec, errors: String) -> Self {
        Self {
            codec,
            errors: PyCell::new(errors),
            state: Cell::new(codec.encoder_state()),
            kept: PyCell::new(Vec::new()),
        }
    }

    /// Encodes a piece.
    pub(crate) fn encode(&self, py: &mut Py, input: &Value, is_final: bool) -> PyResult<Value> {
        let input = convert::text(py, input)?;
        let kept = self.kept.get(py).clone();
        let text = convert::joined(py, &kept, &input)?;
        let errors = self.errors.get(py).clone();
        let mut state = self.state.get();
        let done = convert::encode(py, self.codec, &text, &errors, &mut state, is_final);
        self.state.set(state);
        // What was kept is still there if this fails.
        let (bytes, consumed) = done?;
        let left: Vec<u32> =
            text.get::<Str>().map(|it| it.code_points().skip(consumed).collect()).unwrap_or_default();
        if left.len() > MOST_CHARACTERS {
            return Err(py.error(&exc::UNICODE_ERROR, format_args!("pending buffer overflow")));
        }
        drop(self.kept.replace(py, left));
        py.bytes(&bytes)
    }

    /// Encodes what was kept, and says goodbye to the reader.
    pub(crate) fn finish(&self, py: &mut Py) -> PyResult<Value> {
        let nothing = py.str("")?;
        self.encode(py, &nothing, true)
    }

    fn reset(&self, py: &mut Py) {
        let mut state = self.state.get();
        self.codec.reset_encoder(&mut state, &mut Vec::new());
        self.state.set(state);
        drop(self.kept.replace(py, Vec::new()));
    }
}

/// A decoder between two pieces.
pub(crate) struct Decoding {
    codec: &'static Codec,
    pub(crate) errors: PyCell<String>,
    state: Cell<State>,
    /// The beginning of a code.
    kept: PyCell<Vec<u8>>,
}

impl Decoding {
    pub(crate) fn new(codec: &'static Codec, errors: String) -> Self {
        Self {
            codec,
            errors: PyCell::new(errors),
            state: Cell::new(codec.decoder_state()),
            kept: PyCell::new(Vec::new()),
        }
    }

    /// Decodes a piece and appends it; gives how many bytes there were with those that were kept. If it is the end that is
    /// wrong, what was kept stays, where it `keeps`.
    pub(crate) fn decode(
        &self,
        py: &mut Py,
        input: &[u8],
        is_final: bool,
        keeps: bool,
        out: &mut StrBuilder,
    ) -> PyResult<usize> {
        let kept = self.kept.get(py).clone();
        let data = convert::with_kept(&kept, input)?;
        let errors = self.errors.get(py).clone();
        let mut state = self.state.get();
        let done = convert::decode(py, self.codec, &data, &errors, &mut state, is_final, out);
        self.state.set(state);
        let consumed = match done {
            Ok(consumed) => consumed,
            Err(error) => {
                if !(error.at_end && keeps) {
                    self.kept.get_mut(py).clear();
                }
                return Err(error.raised);
            }
        };
        let left = data.get(consumed..).unwrap_or_default().to_vec();
        if left.len() > MOST_BYTES {
            return Err(py.error(&exc::UNICODE_ERROR, format_args!("pending buffer overflow")));
        }
        drop(self.kept.replace(py, left));
        Ok(data.len())
    }

    pub(crate) fn reset(&self, py: &mut Py) {
        let mut state = self.state.get();
        self.codec.reset_decoder(&mut state);
        self.state.set(state);
        drop(self.kept.replace(py, Vec::new()));
    }
}

/// The payload of `MultibyteIncrementalEncoder`.
#[pyclass(static = INCREMENTAL_ENCODER, name = "_multibytecodec.MultibyteIncrementalEncoder", base = OBJECT, leaf)]
pub(crate) struct IncrementalEncoder {
    encoding: Encoding,
}

/// The payload of `MultibyteIncrementalDecoder`.
#[pyclass(static = INCREMENTAL_DECODER, name = "_multibytecodec.MultibyteIncrementalDecoder", base = OBJECT, leaf)]
pub(crate) struct IncrementalDecoder {
    decoding: Decoding,
}

pub(crate) static DEFINITIONS: &[Definition] = &[
    Definition {
        flags: Flags::BASE,
        slots: &[IncrementalEncoder::SLOTS],
        methods: &[IncrementalEncoder::METHODS],
        getset: &[IncrementalEncoder::GETSET],
        ..Definition::of(&INCREMENTAL_ENCODER)
    },
    Definition {
        flags: Flags::BASE,
        slots: &[IncrementalDecoder::SLOTS],
        methods: &[IncrementalDecoder::METHODS],
        getset: &[IncrementalDecoder::GETSET],
        ..Definition::of(&INCREMENTAL_DECODER)
    },
];

/// The argument `errors` of a constructor.
pub(crate) fn errors_of(
    py: &mut Py,
    errors: Option<Borrowed<'_>>,
    function: &'static str,
    number: usize,
) -> PyResult<String> {
    match errors {
        None => Ok("strict".to_owned()),
        Some(errors) => convert::errors(py, errors, function, Argument::Number(number), "str"),
    }
}

/// Sets the attribute `errors`.
pub(crate) fn set_errors(py: &mut Py, place: &PyCell<String>, value: Option<Borrowed<'_>>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(py.error(&exc::ATTRIBUTE_ERROR, format_args!("cannot delete attribute")));
    };
    let Some(text) = value.get::<Str>() else {
        return Err(exc::type_error(py, format_args!("errors must be a string")));
    };
    drop(place.replace(py, text.to_utf8().into_owned()));
    Ok(())
}

/// The number that bytes are, the lowest first.
fn to_number(py: &mut Py, bytes: &[u8]) -> PyResult<Value> {
    let (name, order, bytes) = (py.heap().intern("from_bytes")?, py.str("little")?, py.bytes(bytes)?);
    py.call_method(&INT.to_value(), &name, &[&bytes, &order])
}

/// The bytes of a number, the lowest first.
fn from_number(py: &mut Py, number: &Value, count: i64) -> PyResult<Vec<u8>> {
    let (name, order, count) = (py.heap().intern("to_bytes")?, py.str("little")?, py.int(count)?);
    let bytes = py.call_method(number, &name, &[&count, &order])?;
    Ok(convert::data(&bytes).to_vec())
}

#[cold]
fn too_large(py: &Py) -> Raised {
    py.error(&exc::UNICODE_ERROR, format_args!("pending buffer too large"))
}

/// What `setstate` takes.
const STATE: Place = Place { function: "setstate", argument: Argument::Only };

#[pymethods]
impl IncrementalEncoder {
    #[pyslot("(errors='strict')", name = "IncrementalEncoder")]
    fn new(class: &Type, py: &mut Py, errors: Option<Borrowed<'_>>) -> PyResult<Value> {
        let errors = errors_of(py, errors, "IncrementalEncoder", 1)?;
        let codec = codec::of_class(py, class)?;
        py.heap().object_of(class, Self { encoding: Encoding::new(codec, errors) })
    }

    #[pyslot("(*args, **kwargs)", name = "MultibyteIncrementalEncoder")]
    fn init(_this: Borrowed<'_>, _py: &mut Py, _args: Args<'_>, _kwargs: Keywords<'_>) -> PyResult<()> {
        Ok(())
    }

    /// The bytes of a piece of text; of all that was kept too, if it is the last.
    #[pymethod("($self, /, input, final=False)")]
    fn encode(&self, py: &mut Py, input: &Value, is_final: bool) -> PyResult<Value> {
        self.encoding.encode(py, input, is_final)
    }

    /// What the encoder remembers, as a number.
    #[pymethod("($self, /)")]
    fn getstate(&self, py: &mut Py) -> PyResult<Value> {
        let kept = self.encoding.kept.get(py).clone();
        let text = py.str("")?;
        let text = convert::joined(py, &kept, &text)?;
        let utf8 = py.encode(&text, None, None)?;
        let utf8 = convert::data(&utf8);
        let mut bytes = vec![u8::try_from(utf8.len()).map_err(|_| too_large(py))?];
        bytes.extend_from_slice(utf8);
        bytes.extend_from_slice(&self.encoding.state.get());
        to_number(py, &bytes)
    }

    /// Makes the encoder remember what another one did.
    #[pymethod("($self, state, /)")]
    fn setstate(&self, py: &mut Py, state: Borrowed<'_>) -> PyResult<()> {
        if !state.is_int() {
            return Err(bad_argument(py, &STATE, "int", state));
        }
        let most = 4 * MOST_CHARACTERS;
        let bytes = from_number(py, &state, (1 + most + size_of::<State>()) as i64)?;
        let length = bytes.first().map_or(0, |&length| usize::from(length));
        if length > most {
            return Err(too_large(py));
        }
        let (kept, rest) = bytes[1..].split_at(length);
        let text = py.decode(kept, None, None)?;
        let kept = text.get::<Str>().map(|text| text.code_points().collect()).unwrap_or_default();
        if let Some(&state) = rest.first_chunk() {
            self.encoding.state.set(state);
        }
        drop(self.encoding.kept.replace(py, kept));
        Ok(())
    }

    /// Forgets what was kept.
    #[pymethod("($self, /)")]
    fn reset(&self, py: &mut Py) {
        self.encoding.reset(py);
    }

    /// The name of the handler of characters that cannot be encoded.
    #[pygetter]
    fn errors(&self, py: &mut Py) -> String {
        self.encoding.errors.get(py).clone()
    }

    #[pysetter]
    fn set_errors(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        set_errors(py, &self.encoding.errors, value)
    }
}

#[pymethods]
impl IncrementalDecoder {
    #[pyslot("(errors='strict')", name = "IncrementalDecoder")]
    fn new(class: &Type, py: &mut Py, errors: Option<Borrowed<'_>>) -> PyResult<Value> {
        let errors = errors_of(py, errors, "IncrementalDecoder", 1)?;
        let codec = codec::of_class(py, class)?;
        py.heap().object_of(class, Self { decoding: Decoding::new(codec, errors) })
    }

    #[pyslot("(*args, **kwargs)", name = "MultibyteIncrementalDecoder")]
    fn init(_this: Borrowed<'_>, _py: &mut Py, _args: Args<'_>, _kwargs: Keywords<'_>) -> PyResult<()> {
        Ok(())
    }

    /// The text of a piece; of all that was kept too, if it is the last.
    #[pymethod("($self, /, input, final=False)")]
    fn decode(&self, py: &mut Py, input: &Value, is_final: bool) -> PyResult<Value> {
        let bytes = convert::bytes(py, input)?;
        let mut out = StrBuilder::new();
        self.decoding.decode(py, convert::data(&bytes), is_final, true, &mut out)?;
        out.finish(py)
    }

    /// What the decoder remembers: the bytes that were kept, and a number.
    #[pymethod("($self, /)")]
    fn getstate(&self, py: &mut Py) -> PyResult<Value> {
        let kept = self.decoding.kept.get(py).clone();
        let kept = py.bytes(&kept)?;
        let state = to_number(py, &self.decoding.state.get())?;
        py.heap().pair(kept, state)
    }

    /// Makes the decoder remember what another one did.
    #[pymethod("($self, state, /)")]
    fn setstate(&self, py: &mut Py, state: Borrowed<'_>) -> PyResult<()> {
        let Some(parts) = state.get::<Tuple>() else {
            return Err(bad_argument(py, &STATE, "tuple", state));
        };
        let parts = parts.items();
        let [kept, number] = parts else {
            return Err(exc::type_error(py, format_args!("setstate(): illegal state argument")));
        };
        if kept.get::<Bytes>().is_none() || !number.is_int() {
            return Err(exc::type_error(py, format_args!("setstate(): illegal state argument")));
        }
        let bytes = from_number(py, number, size_of::<State>() as i64)?;
        let object = kept;
        let kept = convert::data(object).to_vec();
        if kept.len() > MOST_BYTES {
            let problem = UnicodeProblem {
                encoding: Some(self.decoding.codec.name),
                object,
                start: 0,
                end: kept.len(),
                reason: "pending buffer too large",
            };
            let exception = py.unicode_error(&exc::UNICODE_DECODE_ERROR, problem)?;
            return Err(py.heap().raise(exception));
        }
        if let Some(&state) = bytes.first_chunk() {
            self.decoding.state.set(state);
        }
        drop(self.decoding.kept.replace(py, kept));
        Ok(())
    }

    /// Forgets what was kept.
    #[pymethod("($self, /)")]
    fn reset(&self, py: &mut Py) {
        self.decoding.reset(py);
    }

    /// The name of the handler of bytes that cannot be decoded.
    #[pygetter]
    fn errors(&self, py: &mut Py) -> String {
        self.decoding.errors.get(py).clone()
    }

    #[pysetter]
    fn set_errors(&self, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        set_errors(py, &self.decoding.errors, value)
    }
}
