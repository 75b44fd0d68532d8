//! What `Element` and `SubElement` take: an element may have attributes of any name, those of the parameters among them.

use taipan_object::types::dict::{DICT, Dict};
use taipan_object::{Args, Borrowed, Py, PyResult, Value, exception as exc};

use super::element::Element;

/// The arguments of `Element`.
pub(super) struct Given<'a> {
    pub(super) tag: Borrowed<'a>,
    /// A dict of its own, if any attribute was given.
    pub(super) attrib: Option<Value>,
}

/// The arguments of `SubElement`.
pub(super) struct GivenChild<'a> {
    pub(super) parent: Borrowed<'a>,
    pub(super) tag: Borrowed<'a>,
    pub(super) attrib: Option<Value>,
}

pub(super) fn element<'a>(py: &mut Py, args: Args<'a>) -> PyResult<Given<'a>> {
    count(py, "Element", args.len(), 1, 2)?;
    let tag = args.get(0).unwrap_or(taipan_object::types::singletons::none_ref());
    let attrib = attributes(py, "Element", args, 1)?;
    Ok(Given { tag, attrib })
}

pub(super) fn sub_element<'a>(py: &mut Py, args: Args<'a>) -> PyResult<GivenChild<'a>> {
    count(py, "SubElement", args.len(), 2, 3)?;
    let parent = args.get(0).unwrap_or(taipan_object::types::singletons::none_ref());
    let tag = args.get(1).unwrap_or(taipan_object::types::singletons::none_ref());
    require(py, "SubElement() argument 1", parent)?;
    let attrib = attributes(py, "SubElement", args, 2)?;
    Ok(GivenChild { parent, tag, attrib })
}

/// `TypeError` unless an argument is an element.
pub(super) fn require(py: &Py, argument: &str, value: Borrowed<'_>) -> PyResult<()> {
    if value.get::<Element>().is_some() {
        return Ok(());
    }
    let class = value.type_().name();
    Err(exc::type_error(py, format_args!("{argument} must be xml.etree.ElementTree.Element, not {class}")))
}

fn count(py: &Py, function: &str, given: usize, least: usize, most: usize) -> PyResult<()> {
    let (bound, number) = match given {
        _ if given < least => ("least", least),
        _ if given > most => ("most", most),
        _ => return Ok(()),
    };
    let plural = if number == 1 { "" } else { "s" };
    Err(exc::type_error(
        py,
        format_args!("{function}() takes at {bound} {number} argument{plural} ({given} given)"),
    ))
}

/// The attributes: those of the dict that was given, and the keywords. Without a dict by position, the keyword `attrib` is
/// one.
fn attributes(py: &mut Py, function: &str, args: Args<'_>, place: usize) -> PyResult<Option<Value>> {
    let by_place = args.get(place);
    let mut keywords: Vec<(Borrowed<'_>, Borrowed<'_>)> = args.keywords().collect();
    let source = match by_place {
        Some(dict) if !dict.type_().is_subtype(py, &DICT) => {
            let (class, number) = (dict.type_().name(), place + 1);
            return Err(exc::type_error(
                py,
                format_args!("{function}() argument {number} must be dict, not {class}"),
            ));
        }
        Some(dict) => Some(dict),
        None => {
            let is_attrib = |name: &Borrowed<'_>| {
                name.get::<taipan_object::types::str_::Str>().is_some_and(|name| name.is("attrib"))
            };
            let found = keywords.iter().position(|(name, _)| is_attrib(name));
            let found = found.map(|at| keywords.remove(at).1);
            if let Some(dict) = found
                && !dict.type_().is_subtype(py, &DICT)
            {
                let class = dict.type_().name();
                return Err(exc::type_error(py, format_args!("attrib must be dict, not {class}")));
            }
            found
        }
    };
    if source.is_none() && keywords.is_empty() {
        return Ok(None);
    }
    let all = match source.and_then(|source| source.get::<Dict>()) {
        Some(dict) => dict.copy(py)?,
        None => py.dict()?,
    };
    if let Some(dict) = all.get::<Dict>() {
        for (name, value) in keywords {
            dict.set(py, &name, value.to_value())?;
        }
    }
    Ok(Some(all))
}
