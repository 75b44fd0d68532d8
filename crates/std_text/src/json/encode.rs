//! `_json.Encoder`: writes values as JSON.

use taipan_format::digits::Decimal;
use taipan_macros::{pyclass, pymethods};
use taipan_num::float;
use taipan_object::exception as exc;
use taipan_object::native::{Argument, NativeFunction, Place, bad_argument};
use taipan_object::types::dict::Dict;
use taipan_object::types::float::FLOAT;
use taipan_object::types::int::INT;
use taipan_object::types::list::List;
use taipan_object::types::singletons::{as_bool, is_none};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyResult, Raised, Type, Value};
use taipan_strings::{Buffer, Units};
use taipan_text::Name;

use super::{Functions, quote};

/// The payload.
#[pyclass(name = "_json.Encoder")]
pub(super) struct Encoder {
    /// The containers that are being written by address, a dict; or None.
    markers: Value,
    /// What makes something that can be written of anything else.
    default: Value,
    /// What makes JSON of a string.
    encoder: Value,
    /// What lines are indented with for each level, or None.
    indent: Value,
    key_separator: Value,
    item_separator: Value,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
    /// Whether `encoder` is one of this module's own functions, and then whether it writes ASCII.
    own: Option<bool>,
}

#[pymethods]
impl Encoder {
    #[pyslot(
        "(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
        name = "make_encoder"
    )]
    fn new(
        class: &Type,
        py: &mut Py,
        markers: Borrowed<'_>,
        default: Borrowed<'_>,
        encoder: Borrowed<'_>,
        indent: Borrowed<'_>,
        key_separator: Borrowed<'_>,
        item_separator: Borrowed<'_>,
        sort_keys: bool,
        skipkeys: bool,
        allow_nan: bool,
    ) -> PyResult<Value> {
        const fn place(number: usize) -> Place {
            Place { function: "make_encoder", argument: Argument::Number(number) }
        }
        const PLACES: [Place; 3] = [place(1), place(5), place(6)];
        if key_separator.get::<Str>().is_none() {
            return Err(bad_argument(py, &PLACES[1], "str", key_separator));
        }
        if item_separator.get::<Str>().is_none() {
            return Err(bad_argument(py, &PLACES[2], "str", item_separator));
        }
        if !is_none(&markers) && markers.get::<Dict>().is_none() {
            return Err(bad_argument(py, &PLACES[0], "dict or None", markers));
        }
        let own = encoder.exact::<NativeFunction>().and_then(|function| {
            let is = |name: &str| {
                let mut all = Functions::FUNCTIONS.iter();
                all.any(|it| it.name == name && std::ptr::eq(it, function.definition))
            };
            if is("encode_basestring_ascii") {
                Some(true)
            } else if is("encode_basestring") {
                Some(false)
            } else {
                None
            }
        });
        py.heap().object_of(
            class,
            Self {
                markers: markers.to_value(),
                default: default.to_value(),
                encoder: encoder.to_value(),
                indent: indent.to_value(),
                key_separator: key_separator.to_value(),
                item_separator: item_separator.to_value(),
                sort_keys,
                skip_keys: skipkeys,
                allow_nan,
                own,
            },
        )
    }

    #[pyslot("(obj, _current_indent_level)", name = "_iterencode")]
    fn call(this: &Self, py: &mut Py, obj: &Value, level: isize) -> PyResult<Value> {
        let mut writer = Writer { encoder: this, out: Buffer::new(), line: None };
        if !is_none(&this.indent) {
            let level = usize::try_from(level).unwrap_or(0);
            writer.line = Some(Line::new(py, this, level)?);
        }
        writer.value(py, obj)?;
        let text = py.heap().str_from_buffer(&writer.out)?;
        py.tuple([text])
    }

    /// markers
    #[pymember]
    fn markers(&self) -> Value {
        self.markers.clone()
    }

    /// default
    #[pymember]
    fn default(&self) -> Value {
        self.default.clone()
    }

    /// encoder
    #[pymember]
    fn encoder(&self) -> Value {
        self.encoder.clone()
    }

    /// indent
    #[pymember]
    fn indent(&self) -> Value {
        self.indent.clone()
    }

    /// key_separator
    #[pymember]
    fn key_separator(&self) -> Value {
        self.key_separator.clone()
    }

    /// item_separator
    #[pymember]
    fn item_separator(&self) -> Value {
        self.item_separator.clone()
    }

    /// sort_keys
    #[pymember]
    fn sort_keys(&self) -> bool {
        self.sort_keys
    }

    /// skipkeys
    #[pymember]
    fn skipkeys(&self) -> bool {
        self.skip_keys
    }
}

/// The beginning of lines.
struct Line {
    indent: Value,
    level: usize,
}

impl Line {
    fn new(py: &Py, encoder: &Encoder, level: usize) -> PyResult<Self> {
        if encoder.indent.get::<Str>().is_none() {
            let class = encoder.indent.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("can only concatenate str (not \"{class}\") to str"),
            ));
        }
        Ok(Self { indent: encoder.indent.clone(), level })
    }
}

/// Writes one value.
struct Writer<'a> {
    encoder: &'a Encoder,
    out: Buffer,
    line: Option<Line>,
}

impl Writer<'_> {
    fn value(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        if let Some(text) = value.get::<Str>() {
            return self.text(py, text);
        }
        if self.atom(py, value)? {
            return Ok(());
        }
        if value.get::<List>().is_some() || value.get::<Tuple>().is_some() {
            py.check_stack("while encoding a JSON object")?;
            return self.array(py, value);
        }
        if value.get::<Dict>().is_some() {
            py.check_stack("while encoding a JSON object")?;
            return self.object(py, value);
        }
        let marker = self.mark(py, value)?;
        let made = py.call(&self.encoder.default, &[value])?;
        py.check_stack("while encoding a JSON object")?;
        if let Err(raised) = self.value(py, &made) {
            return Err(note(py, raised, value, None));
        }
        self.unmark(py, marker)
    }

    /// Writes a number, a truth value or None. False if it is none of them.
    #[inline]
    fn atom(&mut self, py: &mut Py, value: &Value) -> PyResult<bool> {
        if let Some(number) = value.as_small_int() {
            self.out.extend_units(Units::Ascii(Decimal::new(number).digits()))?;
        } else if let Some(number) = value.as_small_float() {
            self.out.extend_units(Units::Ascii(float::repr(number).as_bytes()))?;
        } else if is_none(value) {
            self.out.extend_units(Units::Ascii(b"null"))?;
        } else if let Some(truth) = as_bool(value) {
            self.out.extend_units(Units::Ascii(if truth { b"true" } else { b"false" }))?;
        } else if value.is_int() {
            let shown = match INT.slots.repr.get() {
                Some(repr) => repr(py, value.borrow())?,
                None => py.repr(value)?,
            };
            self.extend(&shown)?;
        } else if value.type_().is_subtype(py, &FLOAT) {
            self.float(py, value)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn float(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        let number = py.to_f64(value)?;
        if number.is_finite() {
            self.out.push_str(&float::repr(number))?;
            return Ok(());
        }
        if !self.encoder.allow_nan {
            let shown = py.repr(value)?;
            return Err(exc::value_error(
                py,
                format_args!("Out of range float values are not JSON compliant: {shown}"),
            ));
        }
        let text = if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        };
        self.out.push_str(text)?;
        Ok(())
    }

    fn extend(&mut self, text: &Value) -> PyResult<()> {
        if let Some(text) = text.get::<Str>() {
            self.out.extend_units(text.units())?;
        }
        Ok(())
    }

    fn text(&mut self, py: &mut Py, text: &Str) -> PyResult<()> {
        if let Some(ascii) = self.encoder.own {
            quote::write(&mut self.out, text.units(), ascii)?;
            return Ok(());
        }
        let encoded = py.call(&self.encoder.encoder, &[&text.as_value()])?;
        if encoded.get::<Str>().is_none() {
            let class = encoded.type_().name();
            return Err(exc::type_error(py, format_args!("encoder() must return a string, not {class}")));
        }
        self.extend(&encoded)
    }

    /// Begins a line, or ends what stands on one, if there are lines.
    fn new_line(&mut self, step: isize) -> PyResult<()> {
        if let Some(line) = &mut self.line {
            line.level = line.level.saturating_add_signed(step);
            self.out.push(0x0a)?;
            if let Some(indent) = line.indent.get::<Str>() {
                for _ in 0..line.level {
                    self.out.extend_units(indent.units())?;
                }
            }
        }
        Ok(())
    }

    fn separate(&mut self) -> PyResult<()> {
        self.extend(&self.encoder.item_separator)?;
        self.new_line(0)
    }

    fn array(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        let items = if value.exact::<List>().is_some() {
            None
        } else if let Some(tuple) = value.exact::<Tuple>() {
            Some(tuple.items().to_vec())
        } else {
            Some(py.collect_list(value)?)
        };
        let list = value.get::<List>();
        let item = |py: &Py, index: usize| match &items {
            Some(items) => items.get(index).cloned(),
            None => list.and_then(|list| list.item(py, index)),
        };
        let Some(mut current) = item(py, 0) else {
            self.out.push_str("[]")?;
            return Ok(());
        };
        let marker = self.mark(py, value)?;
        self.out.push(b'['.into())?;
        self.new_line(1)?;
        let mut index = 0;
        loop {
            if let Err(raised) = self.value(py, &current) {
                let place = py.int_from_usize(index)?;
                return Err(note(py, raised, value, Some(&place)));
            }
            index += 1;
            match item(py, index) {
                Some(next) => current = next,
                None => break,
            }
            self.separate()?;
        }
        self.unmark(py, marker)?;
        self.new_line(-1)?;
        self.out.push(b']'.into())?;
        Ok(())
    }

    fn object(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        let Some(dict) = value.get::<Dict>() else { return Ok(()) };
        if dict.is_empty(py) {
            self.out.push_str("{}")?;
            return Ok(());
        }
        let marker = self.mark(py, value)?;
        self.out.push(b'{'.into())?;
        let mut first = true;
        for (key, item) in self.items(py, value, dict)? {
            self.pair(py, value, &key, &item, &mut first)?;
        }
        self.unmark(py, marker)?;
        // Of a dict whose keys are all left out, nothing is written on lines of its own.
        if !first {
            self.new_line(-1)?;
        }
        self.out.push(b'}'.into())?;
        Ok(())
    }

    /// Keys and values in the order in which they are written.
    fn items(&self, py: &mut Py, value: &Value, dict: &Dict) -> PyResult<Vec<(Value, Value)>> {
        if value.exact::<Dict>().is_some() && !self.encoder.sort_keys {
            return Ok(dict.items(py));
        }
        let name = py.name(Name::ITEMS).clone();
        let items = py.call_method(value, &name, &[])?;
        let items = if items.exact::<List>().is_some() { items } else { list_of_items(py, value, &items)? };
        if self.encoder.sort_keys {
            let name = py.name(Name::SORT).clone();
            py.call_method(&items, &name, &[])?;
        }
        let mut pairs = Vec::new();
        for item in py.collect_list(&items)? {
            match item.get::<Tuple>().map(Tuple::items) {
                Some([key, value]) => {
                    pairs.try_reserve(1)?;
                    pairs.push((key.clone(), value.clone()));
                }
                _ => return Err(exc::value_error(py, format_args!("items must return 2-tuples"))),
            }
        }
        Ok(pairs)
    }

    fn pair(
        &mut self,
        py: &mut Py,
        object: &Value,
        key: &Value,
        value: &Value,
        first: &mut bool,
    ) -> PyResult<()> {
        let text = key.get::<Str>();
        if text.is_none()
            && !(is_none(key) || as_bool(key).is_some() || key.is_int() || key.type_().is_subtype(py, &FLOAT))
        {
            if self.encoder.skip_keys {
                return Ok(());
            }
            let class = key.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("keys must be str, int, float, bool or None, not {class}"),
            ));
        }
        if std::mem::replace(first, false) {
            self.new_line(1)?;
        } else {
            self.separate()?;
        }
        match text {
            Some(text) => self.text(py, text)?,
            None => {
                // Written as it would be as a value, and that once more as a text.
                let whole = std::mem::take(&mut self.out);
                let written = self.atom(py, key);
                let shown = std::mem::replace(&mut self.out, whole);
                written?;
                let shown = py.heap().str_from_buffer(&shown)?;
                if let Some(shown) = shown.get::<Str>() {
                    self.text(py, shown)?;
                }
            }
        }
        self.extend(&self.encoder.key_separator)?;
        match self.value(py, value) {
            Ok(()) => Ok(()),
            Err(raised) => Err(note(py, raised, object, Some(key))),
        }
    }

    /// Remembers that a value is being written; `ValueError` if it is already.
    fn mark(&self, py: &mut Py, value: &Value) -> PyResult<Option<Value>> {
        let Some(markers) = self.encoder.markers.get::<Dict>() else { return Ok(None) };
        let address = py.int_from_usize(value.word())?;
        if markers.contains(py, &address)? {
            return Err(exc::value_error(py, format_args!("Circular reference detected")));
        }
        markers.set(py, &address, value.clone())?;
        Ok(Some(address))
    }

    fn unmark(&self, py: &mut Py, marker: Option<Value>) -> PyResult<()> {
        if let (Some(address), Some(markers)) = (marker, self.encoder.markers.get::<Dict>()) {
            drop(markers.remove(py, &address)?);
        }
        Ok(())
    }
}

/// What `items()` of a mapping returned, as a list.
fn list_of_items(py: &mut Py, mapping: &Value, items: &Value) -> PyResult<Value> {
    let items = py.sequence_or(items, |py| {
        let (class, given) = (mapping.type_().name(), items.type_().name());
        exc::type_error(py, format_args!("{class}.items() returned a non-iterable (type {given})"))
    })?;
    py.list(items)
}

/// Adds to the exception on its way what was being written: an object, or its item under a key.
#[cold]
fn note(py: &mut Py, raised: Raised, object: &Value, key: Option<&Value>) -> Raised {
    let exception = py.take(raised);
    let noted = (|| {
        let class = object.type_().qualified_name().to_string();
        let text = match key {
            None => py.text(format_args!("when serializing {class} object"))?,
            Some(key) => {
                let shown = py.repr(key)?;
                py.text(format_args!("when serializing {class} item {shown}"))?
            }
        };
        let name = py.heap().intern("add_note")?;
        py.call_method(&exception, &name, &[&text])
    })();
    if let Err(other) = noted {
        py.discard(other);
    }
    py.heap().again(exception)
}
