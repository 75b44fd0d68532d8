//! `re.Match`

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{none, none_ref};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};
use taipan_strings::Buffer;

use super::find::Finder;
use super::pattern::{Pattern, generic_alias};
use super::subject::Subject;
use super::template;

/// The payload.
#[pyclass(name = "re.Match")]
pub(crate) struct Match {
    string: Value,
    pattern: Value,
    pos: usize,
    endpos: usize,
    last_index: Option<usize>,
    /// Where the match and its groups begin and end; [`NOTHING`] for a group that did not match.
    spans: Box<[(isize, isize)]>,
    /// `regs`, once it was asked for.
    regs: PyCell<Option<Value>>,
}

const NOTHING: (isize, isize) = (-1, -1);

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    ),
    flags: Flags::NO_INSTANCES.with(Flags::SUBSCRIPT_ONLY),
    slots: &[Match::SLOTS],
    methods: &[Match::METHODS],
    getset: &[Match::GETSET],
    ..Definition::of(&MATCH)
};

impl Match {
    /// The match that was found.
    pub(super) fn found(py: &Py, pattern: Borrowed<'_>, groups: usize, finder: &Finder) -> PyResult<Value> {
        let mut spans = Vec::new();
        spans.try_reserve_exact(groups + 1)?;
        let signed = |(start, end): (usize, usize)| (start as isize, end as isize);
        spans.push(signed(finder.machine.span()));
        for group in 0..groups {
            let span = finder.machine.group(group).map_or(NOTHING, signed);
            if span.0 > span.1 {
                return Err(exc::system_error(
                    py,
                    format_args!(
                        "The span of capturing group is wrong, please report a bug for the re module."
                    ),
                ));
            }
            spans.push(span);
        }
        py.heap().object(Self {
            string: finder.subject.string().clone(),
            pattern: pattern.to_value(),
            pos: finder.pos,
            endpos: finder.endpos,
            last_index: finder.machine.last_index(),
            spans: spans.into(),
            regs: PyCell::new(None),
        })
    }

    fn span(&self, group: usize) -> (isize, isize) {
        self.spans.get(group).copied().unwrap_or(NOTHING)
    }

    /// The number of the group that a value means.
    fn number(&self, py: &mut Py, group: &Value) -> PyResult<usize> {
        match self.pattern.get::<Pattern>() {
            Some(pattern) => pattern.group_number(py, group),
            None => Ok(0),
        }
    }

    fn optional_number(&self, py: &mut Py, group: Option<Borrowed<'_>>) -> PyResult<usize> {
        match group {
            Some(group) => self.number(py, &group),
            None => Ok(0),
        }
    }

    /// The text of a group, given by its number. `None`: it did not match.
    pub(super) fn text(&self, py: &mut Py, group: usize) -> PyResult<Option<Value>> {
        let (Ok(start), Ok(end)) = (usize::try_from(self.span(group).0), usize::try_from(self.span(group).1))
        else {
            return Ok(None);
        };
        let subject = Subject::of(py, &self.string)?;
        let part = subject.part(py, start, end);
        subject.finish(py, part).map(Some)
    }

    fn text_or(&self, py: &mut Py, group: usize, default: &Value) -> PyResult<Value> {
        Ok(self.text(py, group)?.unwrap_or_else(|| default.clone()))
    }

    fn text_of(&self, py: &mut Py, group: &Value) -> PyResult<Value> {
        let number = self.number(py, group)?;
        Ok(self.text(py, number)?.unwrap_or_else(none))
    }

    /// How many groups there are, the match itself included.
    pub(super) fn count(&self) -> usize {
        self.spans.len()
    }
}

#[pymethods]
impl Match {
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_();
        let Some(own) = this.get::<Self>() else { return py.str("") };
        let text = own.text(py, 0)?.unwrap_or_else(none);
        let shown = py.repr(&text)?;
        let (start, end) = own.span(0);
        let mut text = Buffer::new();
        text.push_str(&format!("<{} object; span=({start}, {end}), match=", class.builtin_name()))?;
        if let Some(shown) = shown.get::<Str>() {
            text.extend_units(shown.units())?;
        }
        text.push_str(">")?;
        py.heap().str_from_buffer(&text)
    }

    #[pyslot]
    fn getitem(&self, py: &mut Py, key: Borrowed<'_>) -> PyResult<Value> {
        self.text_of(py, &key)
    }

    /// The texts of one or more groups; without arguments that of the match.
    #[pymethod("($self, /, *args)", hidden)]
    fn group(&self, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        match args.len() {
            0 => Ok(self.text(py, 0)?.unwrap_or_else(none)),
            1 => self.text_of(py, &args.get(0).unwrap_or(none_ref())),
            _ => {
                let texts = args.iter().map(|group| self.text_of(py, &group));
                let texts = texts.collect::<PyResult<Vec<_>>>()?;
                py.tuple(texts)
            }
        }
    }

    /// Where the text of the group begins.
    #[pymethod("($self, group=0, /)")]
    fn start(&self, py: &mut Py, group: Option<Borrowed<'_>>) -> PyResult<isize> {
        let group = self.optional_number(py, group)?;
        Ok(self.span(group).0)
    }

    /// Where the text of the group ends.
    #[pymethod("($self, group=0, /)")]
    fn end(&self, py: &mut Py, group: Option<Borrowed<'_>>) -> PyResult<isize> {
        let group = self.optional_number(py, group)?;
        Ok(self.span(group).1)
    }

    /// Where the text of the group begins and ends, a pair.
    #[pymethod("($self, group=0, /)", name = "span")]
    fn span_method(&self, py: &mut Py, group: Option<Borrowed<'_>>) -> PyResult<(isize, isize)> {
        let group = self.optional_number(py, group)?;
        Ok(self.span(group))
    }

    /// A tuple of the texts of all groups. default stands for groups that did not match.
    #[pymethod("($self, /, default=None)")]
    fn groups(&self, py: &mut Py, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let default = default.map_or_else(none, Borrowed::to_value);
        let texts = (1..self.spans.len()).map(|group| self.text_or(py, group, &default));
        let texts = texts.collect::<PyResult<Vec<_>>>()?;
        py.tuple(texts)
    }

    /// A dictionary of the texts of all groups that have names. default stands for groups that did not match.
    #[pymethod("($self, /, default=None)")]
    fn groupdict(&self, py: &mut Py, default: Option<Borrowed<'_>>) -> PyResult<Value> {
        let default = default.map_or_else(none, Borrowed::to_value);
        let result = py.dict()?;
        let Some(pattern) = self.pattern.get::<Pattern>() else { return Ok(result) };
        let names = pattern.group_index.get::<Dict>().map(|names| names.items(py)).unwrap_or_default();
        for (name, _) in names {
            let number = pattern.group_number(py, &name)?;
            let text = self.text_or(py, number, &default)?;
            if let Some(result) = result.get::<Dict>() {
                result.set(py, &name, text)?;
            }
        }
        Ok(result)
    }

    /// The template with what groups matched in the places that stand for them.
    #[pymethod("($self, /, template)")]
    fn expand(&self, py: &mut Py, template: Borrowed<'_>) -> PyResult<Value> {
        let template = template::compile(py, &self.pattern, &template)?;
        template::expand(py, &template, self)
    }

    /// The match itself, which never changes.
    #[pymethod("($self, /)")]
    fn __copy__(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    /// The match itself, which never changes.
    #[pymethod("($self, memo, /)")]
    fn __deepcopy__(this: Borrowed<'_>, memo: Borrowed<'_>) -> Value {
        let _ = memo;
        this.to_value()
    }

    /// A generic alias, as type annotations use it.
    #[pyclassmethod("($type, object, /)")]
    fn __class_getitem__(class: &Type, py: &mut Py, object: Borrowed<'_>) -> PyResult<Value> {
        generic_alias(py, class, object)
    }

    /// The string passed to match() or search().
    #[pymember]
    fn string(&self) -> Value {
        self.string.clone()
    }

    /// The regular expression object.
    #[pymember]
    fn re(&self) -> Value {
        self.pattern.clone()
    }

    /// The index into the string at which the RE engine started looking for a match.
    #[pymember]
    fn pos(&self) -> usize {
        self.pos
    }

    /// The index into the string beyond which the RE engine will not go.
    #[pymember]
    fn endpos(&self) -> usize {
        self.endpos
    }

    /// The integer index of the last matched capturing group.
    #[pygetter]
    fn lastindex(&self) -> Option<usize> {
        self.last_index
    }

    /// The name of the last matched capturing group.
    #[pygetter]
    fn lastgroup(&self) -> Value {
        let names = self.pattern.get::<Pattern>().and_then(|pattern| pattern.index_group.get::<Tuple>());
        let name = self.last_index.and_then(|index| names?.items().get(index));
        name.map_or_else(none, Value::clone)
    }

    #[pygetter]
    fn regs(&self, py: &mut Py) -> PyResult<Value> {
        if let Some(regs) = &*self.regs.get(py) {
            return Ok(regs.clone());
        }
        let mut pairs = Vec::new();
        for &(start, end) in &self.spans {
            let pair = [py.int(start as i64)?, py.int(end as i64)?];
            pairs.push(py.tuple(pair)?);
        }
        let regs = py.tuple(pairs)?;
        drop(self.regs.replace(py, Some(regs.clone())));
        Ok(regs)
    }
}
