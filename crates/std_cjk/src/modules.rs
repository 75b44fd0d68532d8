//! The modules: each gives its codecs by name.

use taipan_cjk::Codec;
use taipan_macros::pymodule;
use taipan_object::type_::install::install;
use taipan_object::types::module::ModuleDef;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use crate::codec::{self, MultibyteCodec};
use crate::{incremental, stream};

pub(crate) static MULTIBYTE: ModuleDef = ModuleDef {
    functions: &[Multibyte::FUNCTIONS],
    definitions: &[codec::DEFINITIONS, incremental::DEFINITIONS, stream::DEFINITIONS],
    types: &[
        &incremental::INCREMENTAL_ENCODER,
        &incremental::INCREMENTAL_DECODER,
        &stream::STREAM_READER,
        &stream::STREAM_WRITER,
    ],
    ..ModuleDef::of("_multibytecodec")
};

struct Multibyte;

#[pymodule("_multibytecodec")]
impl Multibyte {
    /// Makes a codec of a table of C, of which there are none.
    #[pyfunction("($module, arg, /)")]
    fn __create_codec(py: &mut Py, arg: Borrowed<'_>) -> PyResult<Value> {
        let _ = arg;
        Err(exc::value_error(py, format_args!("argument type invalid")))
    }
}

/// The codec of a name among those of a module.
fn find(py: &mut Py, codecs: &'static [Codec], name: Borrowed<'_>) -> PyResult<Value> {
    let Some(name) = name.get::<Str>() else {
        return Err(exc::type_error(py, format_args!("encoding name must be a string.")));
    };
    match codecs.iter().find(|codec| name.is(codec.name)) {
        Some(codec) => {
            install(py, codec::DEFINITIONS)?;
            py.heap().object(MultibyteCodec { codec })
        }
        None => Err(py.error(&exc::LOOKUP_ERROR, format_args!("no such codec is supported."))),
    }
}

macro_rules! family {
    ($static:ident, $functions:ident, $name:literal) => {
        pub(crate) static $static: ModuleDef =
            ModuleDef { functions: &[$functions::FUNCTIONS], ..ModuleDef::of($name) };

        struct $functions;

        #[pymodule($name)]
        impl $functions {
            /// The codec of a name.
            #[pyfunction("($self, object, /)")]
            fn getcodec(py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
                find(py, taipan_cjk::$static, object)
            }
        }
    };
}

family!(CHINA, China, "_codecs_cn");
family!(HONG_KONG, HongKong, "_codecs_hk");
family!(ISO2022, Iso2022, "_codecs_iso2022");
family!(JAPAN, Japan, "_codecs_jp");
family!(KOREA, Korea, "_codecs_kr");
family!(TAIWAN, Taiwan, "_codecs_tw");
