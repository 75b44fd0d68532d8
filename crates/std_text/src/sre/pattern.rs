//! `re.Pattern`

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{boolean, none};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, CompareOp, Py, PyCell, PyResult, Type, Value};
use taipan_sre::{Machine, Mode, Program};
use taipan_strings::Buffer;

use super::find::Finder;
use super::replace::Replace;
use super::{State, scanner};

/// The payload.
#[pyclass(name = "re.Pattern")]
pub(crate) struct Pattern {
    /// What was compiled: a `str`, something with bytes, or None.
    pub(super) pattern: Value,
    pub(super) flags: i32,
    pub(super) groups: usize,
    /// The numbers of groups by name, a dict.
    pub(super) group_index: Value,
    /// The names of groups by number, a tuple.
    pub(super) index_group: Value,
    /// Whether it is for bytes, if that is known.
    pub(super) is_bytes: Option<bool>,
    pub(super) code: Vec<u32>,
    /// Boxed: what searches for its prefix is aligned more than objects are.
    pub(super) program: Box<Program>,
    /// What ran it last, with its memory.
    pub(super) machine: PyCell<Option<Box<Machine>>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("Compiled regular expression object."),
    flags: Flags::NO_INSTANCES.with(Flags::WEAKLY_REFERABLE),
    slots: &[Pattern::SLOTS],
    methods: &[Search::METHODS, Replace::METHODS],
    getset: &[Pattern::GETSET],
    ..Definition::of(&PATTERN)
};

/// Finding.
struct Search;

#[pymethods(Pattern)]
impl Search {
    /// Matches at the beginning of the string. Gives a match, or None.
    #[pymethod("($self, /, string, pos=0, endpos=sys.maxsize)", name = "match")]
    fn match_(
        this: Borrowed<'_>,
        py: &mut Py,
        string: &Value,
        pos: Option<Borrowed<'_>>,
        endpos: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        find_one(py, this, string, pos, endpos, Mode::Match)
    }

    /// Matches all of the string. Gives a match, or None.
    #[pymethod("($self, /, string, pos=0, endpos=sys.maxsize)")]
    fn fullmatch(
        this: Borrowed<'_>,
        py: &mut Py,
        string: &Value,
        pos: Option<Borrowed<'_>>,
        endpos: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        find_one(py, this, string, pos, endpos, Mode::FullMatch)
    }

    /// Looks for the first match in the string. Gives it, or None.
    #[pymethod("($self, /, string, pos=0, endpos=sys.maxsize)")]
    fn search(
        this: Borrowed<'_>,
        py: &mut Py,
        string: &Value,
        pos: Option<Borrowed<'_>>,
        endpos: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        find_one(py, this, string, pos, endpos, Mode::Search)
    }

    /// A list of all matches that do not overlap: their texts, or what their groups matched.
    #[pymethod("($self, /, string, pos=0, endpos=sys.maxsize)")]
    fn findall(
        this: &Pattern,
        py: &mut Py,
        string: &Value,
        pos: Option<Borrowed<'_>>,
        endpos: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let (pos, endpos) = bounds(py, pos, endpos)?;
        let mut finder = Finder::new(py, this, string, pos, endpos)?;
        let result = find_all(py, this, &mut finder);
        let items = finder.finish(py, this, result)?;
        py.list(items)
    }

    /// An iterator over the matches that do not overlap.
    #[pymethod("($self, /, string, pos=0, endpos=sys.maxsize)")]
    fn finditer(
        this: Borrowed<'_>,
        py: &mut Py,
        string: &Value,
        pos: Option<Borrowed<'_>>,
        endpos: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let (pos, endpos) = bounds(py, pos, endpos)?;
        let scanner = scanner::new(py, this, string, pos, endpos)?;
        let name = py.heap().intern("search")?;
        let search = py.get_attribute(&scanner, &name)?;
        let iter = py.state::<State>().iter.get(py).clone();
        match iter {
            Some(iter) => py.call(&iter, &[&search, &none()]),
            None => Ok(search),
        }
    }

    /// The string between the matches, with what groups matched.
    #[pymethod("($self, /, string, maxsplit=0)")]
    fn split(this: &Pattern, py: &mut Py, string: &Value, maxsplit: Option<isize>) -> PyResult<Value> {
        let mut finder = Finder::new(py, this, string, 0, isize::MAX)?;
        let result = split(py, this, &mut finder, maxsplit.unwrap_or(0));
        let items = finder.finish(py, this, result)?;
        py.list(items)
    }

    /// Something to match piece after piece with.
    #[pymethod("($self, /, string, pos=0, endpos=sys.maxsize)")]
    fn scanner(
        this: Borrowed<'_>,
        py: &mut Py,
        string: &Value,
        pos: Option<Borrowed<'_>>,
        endpos: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let (pos, endpos) = bounds(py, pos, endpos)?;
        scanner::new(py, this, string, pos, endpos)
    }

    /// The pattern itself, which never changes.
    #[pymethod("($self, /)")]
    fn __copy__(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    /// The pattern itself, which never changes.
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
}

#[pymethods]
impl Pattern {
    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        let shown = py.repr(&self.pattern)?;
        let mut text = Buffer::new();
        text.push_str("re.compile(")?;
        if let Some(shown) = shown.get::<Str>() {
            text.extend_units(shown.units().slice(0..200))?;
        }
        let flags = self.shown_flags();
        if !flags.is_empty() {
            text.push_str(", ")?;
            text.push_str(&flags)?;
        }
        text.push_str(")")?;
        py.heap().str_from_buffer(&text)
    }

    #[pyslot]
    fn hash(&self, py: &mut Py) -> PyResult<i64> {
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(self.code.len() * 4)?;
        self.code.iter().for_each(|word| bytes.extend(word.to_ne_bytes()));
        let is_bytes = self.is_bytes.map_or(-1, i64::from);
        let hash = py.hash(&self.pattern)?
            ^ py.interpreter().hash_secret().bytes(&bytes)
            ^ i64::from(self.flags)
            ^ is_bytes
            ^ self.code.len() as i64;
        // -1 reports an error in C.
        Ok(if hash == -1 { -2 } else { hash })
    }

    #[pyslot]
    fn compare(
        this: Borrowed<'_>,
        py: &mut Py,
        other: Borrowed<'_>,
        op: CompareOp,
    ) -> PyResult<Option<Value>> {
        if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return Ok(None);
        }
        let (Some(own), Some(its)) = (this.get::<Self>(), other.get::<Self>()) else { return Ok(None) };
        let equal = this.is(&other)
            || own.flags == its.flags
                && own.is_bytes == its.is_bytes
                && own.code == its.code
                && py.equal(&own.pattern, &its.pattern)?;
        Ok(Some(boolean(equal == (op == CompareOp::Eq))))
    }

    /// The pattern string from which the RE object was compiled.
    #[pymember]
    fn pattern(&self) -> Value {
        self.pattern.clone()
    }

    /// The regex matching flags.
    #[pymember]
    fn flags(&self) -> i64 {
        self.flags.into()
    }

    /// The number of capturing groups in the pattern.
    #[pymember]
    fn groups(&self) -> usize {
        self.groups
    }

    /// A dictionary mapping group names to group numbers.
    #[pygetter]
    fn groupindex(&self, py: &mut Py) -> PyResult<Value> {
        py.heap().mapping_proxy(self.group_index.clone())
    }
}

impl Pattern {
    /// The number of the group that an index or name means: 0 is the whole match.
    pub(super) fn group_number(&self, py: &mut Py, group: &Value) -> PyResult<usize> {
        let number = if group.is_int() || group.type_().slots.index.get().is_some() {
            py.to_clamped(group)?
        } else {
            match self.group_index.get::<Dict>() {
                // Where no group has a name, nobody looks whether this could be one.
                Some(names) if names.len(py) > 0 => match names.get(py, group)? {
                    Some(number) if number.is_int() => py.to_clamped(&number)?,
                    _ => -1,
                },
                _ => -1,
            }
        };
        match usize::try_from(number) {
            Ok(number) if number <= self.groups => Ok(number),
            _ => Err(exc::index_error(py, format_args!("no such group"))),
        }
    }

    /// The flags that `repr` shows, by their names.
    fn shown_flags(&self) -> String {
        const NAMES: [(i32, &str); 8] = [
            (2, "re.IGNORECASE"),
            (4, "re.LOCALE"),
            (8, "re.MULTILINE"),
            (16, "re.DOTALL"),
            (32, "re.UNICODE"),
            (64, "re.VERBOSE"),
            (128, "re.DEBUG"),
            (256, "re.ASCII"),
        ];
        const UNICODE: i32 = 32;
        let mut flags = self.flags;
        // It goes without saying for a `str`.
        if self.is_bytes == Some(false) && flags & (4 | UNICODE | 256) == UNICODE {
            flags &= !UNICODE;
        }
        let mut shown: Vec<String> = Vec::new();
        for (flag, name) in NAMES {
            if flags & flag != 0 {
                shown.push(name.to_owned());
                flags &= !flag;
            }
        }
        if flags != 0 {
            shown.push(format!("{flags:#x}"));
        }
        shown.join("|")
    }
}

/// `pos` and `endpos`.
pub(super) fn bounds(
    py: &mut Py,
    pos: Option<Borrowed<'_>>,
    endpos: Option<Borrowed<'_>>,
) -> PyResult<(isize, isize)> {
    let pos = match pos {
        Some(pos) => py.to_isize(&pos)?,
        None => 0,
    };
    let endpos = match endpos {
        Some(endpos) => py.to_isize(&endpos)?,
        None => isize::MAX,
    };
    Ok((pos, endpos))
}

/// A match, or None.
#[inline]
fn find_one(
    py: &mut Py,
    this: Borrowed<'_>,
    string: &Value,
    pos: Option<Borrowed<'_>>,
    endpos: Option<Borrowed<'_>>,
    mode: Mode,
) -> PyResult<Value> {
    let Some(pattern) = this.get::<Pattern>() else { return Ok(none()) };
    let (pos, endpos) = bounds(py, pos, endpos)?;
    let mut finder = Finder::new(py, pattern, string, pos, endpos)?;
    let result = match finder.find(py, pattern, mode) {
        Ok(true) => finder.match_(py, this, pattern.groups),
        Ok(false) => Ok(none()),
        Err(raised) => Err(raised),
    };
    finder.finish(py, pattern, result)
}

fn find_all(py: &mut Py, pattern: &Pattern, finder: &mut Finder) -> PyResult<Vec<Value>> {
    let mut items = Vec::new();
    while finder.advance(py, pattern, Mode::Search)? {
        let (start, end) = finder.machine.span();
        let item = match pattern.groups {
            0 => finder.subject.part(py, start, end)?,
            1 => text_or_empty(py, finder, 1)?,
            groups => {
                let texts = (1..=groups).map(|group| text_or_empty(py, finder, group));
                let texts = texts.collect::<PyResult<Vec<_>>>()?;
                py.tuple(texts)?
            }
        };
        items.try_reserve(1)?;
        items.push(item);
    }
    Ok(items)
}

fn text_or_empty(py: &Py, finder: &Finder, group: usize) -> PyResult<Value> {
    match finder.group(py, group)? {
        Some(text) => Ok(text),
        None => finder.subject.part(py, 0, 0),
    }
}

fn split(py: &mut Py, pattern: &Pattern, finder: &mut Finder, limit: isize) -> PyResult<Vec<Value>> {
    let mut items: Vec<Value> = Vec::new();
    let (mut last, mut count) = (finder.next, 0);
    while (limit == 0 || count < limit) && finder.advance(py, pattern, Mode::Search)? {
        let (start, end) = finder.machine.span();
        items.try_reserve(pattern.groups + 1)?;
        items.push(finder.subject.part(py, last, start)?);
        for group in 1..=pattern.groups {
            items.push(finder.group(py, group)?.unwrap_or_else(none));
        }
        last = end;
        count += 1;
    }
    items.try_reserve(1)?;
    items.push(finder.subject.part(py, last, finder.endpos)?);
    Ok(items)
}

/// `class[item]`
pub(super) fn generic_alias(py: &mut Py, class: &Type, item: Borrowed<'_>) -> PyResult<Value> {
    match py.interpreter().hooks().generic_alias {
        Some(alias) => alias(py, &class.borrow(), &item),
        None => Err(exc::system_error(py, format_args!("there are no generic aliases"))),
    }
}
