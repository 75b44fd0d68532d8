//! Content models: what an element may contain, as `<!ELEMENT>` says.

use crate::error::Error;
use crate::scan::Cursor;

/// What an element may contain, or a part of that. Nesting is not limited, so that a tree is not taken apart recursively:
/// parts are numbers in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is.
    pub kind: ContentKind,
    /// How often it may stand.
    pub quantifier: Quantifier,
    /// The element's name, of a name.
    pub name: Option<Box<str>>,
    /// The parts, as places in the list of all of them.
    pub children: Vec<usize>,
}

/// Kinds of content, with expat's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// Nothing.
    Empty = 1,
    /// Anything.
    Any = 2,
    /// Text between elements.
    Mixed = 3,
    /// An element.
    Name = 4,
    /// One of several.
    Choice = 5,
    /// One after the other.
    Sequence = 6,
}

/// How often something may stand, with expat's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// Once.
    Once = 0,
    /// Once or not at all.
    Optional = 1,
    /// As often as one likes.
    Any = 2,
    /// At least once.
    Several = 3,
}

/// Reads a content model. The first of the list is the whole.
pub(crate) fn parse(cursor: &mut Cursor<'_>) -> Result<Vec<Content>, Error> {
    let leaf = |kind| vec![Content { kind, quantifier: Quantifier::Once, name: None, children: Vec::new() }];
    if cursor.peek() != Some(b'(') {
        return match cursor.name()? {
            "EMPTY" => Ok(leaf(ContentKind::Empty)),
            "ANY" => Ok(leaf(ContentKind::Any)),
            _ => Err(Error::Syntax),
        };
    }
    let mut all = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        cursor.skip_space();
        // A group, or something in one, begins here.
        if cursor.eat(b"(") {
            let number = add(&mut all, open.last().copied(), ContentKind::Sequence, None)?;
            open.try_reserve(1)?;
            open.push(number);
            cursor.skip_space();
            if open.len() == 1 && cursor.eat(b"#PCDATA") {
                return mixed(cursor, all);
            }
            continue;
        }
        let name = cursor.name()?.into();
        let number = add(&mut all, open.last().copied(), ContentKind::Name, Some(name))?;
        set_quantifier(cursor, &mut all, number);
        // Behind it: another one, or the ends of groups.
        loop {
            cursor.skip_space();
            let Some(&group) = open.last() else { return Ok(all) };
            match cursor.next() {
                Some(b')') => {
                    open.pop();
                    set_quantifier(cursor, &mut all, group);
                    if open.is_empty() {
                        return Ok(all);
                    }
                }
                Some(separator @ (b',' | b'|')) => {
                    let kind = if separator == b',' { ContentKind::Sequence } else { ContentKind::Choice };
                    let Some(group) = all.get_mut(group) else { return Err(Error::Syntax) };
                    if group.children.len() > 1 && group.kind != kind {
                        cursor.at -= 1;
                        return Err(Error::Syntax);
                    }
                    group.kind = kind;
                    break;
                }
                _ => return Err(Error::Syntax),
            }
        }
    }
}

/// Goes on behind `(#PCDATA`.
fn mixed(cursor: &mut Cursor<'_>, mut all: Vec<Content>) -> Result<Vec<Content>, Error> {
    if let Some(whole) = all.first_mut() {
        whole.kind = ContentKind::Mixed;
    }
    loop {
        cursor.skip_space();
        match cursor.next() {
            Some(b'|') => {
                cursor.skip_space();
                let name = cursor.name()?.into();
                add(&mut all, Some(0), ContentKind::Name, Some(name))?;
            }
            Some(b')') => break,
            _ => return Err(Error::Syntax),
        }
    }
    let has_names = all.len() > 1;
    if cursor.eat(b"*") {
        if let Some(whole) = all.first_mut() {
            whole.quantifier = Quantifier::Any;
        }
    } else if has_names {
        cursor.at -= 1;
        return Err(Error::Syntax);
    }
    Ok(all)
}

fn add(
    all: &mut Vec<Content>,
    parent: Option<usize>,
    kind: ContentKind,
    name: Option<Box<str>>,
) -> Result<usize, Error> {
    let number = all.len();
    all.try_reserve(1)?;
    all.push(Content { kind, quantifier: Quantifier::Once, name, children: Vec::new() });
    if let Some(parent) = parent.and_then(|parent| all.get_mut(parent)) {
        parent.children.try_reserve(1)?;
        parent.children.push(number);
    }
    Ok(number)
}

fn set_quantifier(cursor: &mut Cursor<'_>, all: &mut [Content], number: usize) {
    let quantifier = match cursor.peek() {
        Some(b'?') => Quantifier::Optional,
        Some(b'*') => Quantifier::Any,
        Some(b'+') => Quantifier::Several,
        _ => return,
    };
    cursor.next();
    if let Some(content) = all.get_mut(number) {
        content.quantifier = quantifier;
    }
}
