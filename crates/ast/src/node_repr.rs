//! `repr()` of nodes: three levels deep, and of each list only the ends.

use taipan_num::{DigitLimit, TooManyDigits};
use taipan_text::{Name, Names, repr_str};

use crate::{Class, Constant, Field, Node};

/// How many levels of nodes are shown.
const LEVELS: usize = 3;

impl Node<'_> {
    /// Python's `repr()` of the node. It fails for an `int` of more digits than `limit` allows.
    pub fn repr(self, names: &Names, limit: DigitLimit) -> Result<String, TooManyDigits> {
        Shower { names, limit }.node(self, LEVELS)
    }
}

struct Shower<'s> {
    names: &'s Names,
    limit: DigitLimit,
}

impl Shower<'_> {
    fn node(&self, node: Node<'_>, levels: usize) -> Result<String, TooManyDigits> {
        let class = node.class();
        let Some(below) = levels.checked_sub(1) else { return Ok(format!("{}(...)", class.name())) };
        let mut names = class.fields().iter().map(|spec| spec.name);
        let mut fields: Vec<Result<String, TooManyDigits>> = Vec::new();
        node.each_field(&mut |value| {
            let name = names.next().unwrap_or_default();
            fields.push(self.field(&value, below).map(|text| format!("{name}={text}")));
        });
        let fields: Vec<String> = fields.into_iter().collect::<Result<_, _>>()?;
        Ok(format!("{}({})", class.name(), fields.join(", ")))
    }

    fn field(&self, value: &Field<'_>, levels: usize) -> Result<String, TooManyDigits> {
        Ok(match value {
            Field::Node(Some(node)) => self.node(*node, levels)?,
            Field::Nodes(nodes) => list("[", nodes, "]", |node| match node {
                Some(node) => self.node(*node, levels),
                None => Ok("None".to_owned()),
            })?,
            Field::Simple(class) => simple(*class, levels),
            Field::Simples(classes) => list("[", classes, "]", |class| Ok(simple(*class, levels)))?,
            Field::Identifier(Some(name)) => self.name(*name),
            Field::Identifiers(names) => list("[", names, "]", |name| Ok(self.name(*name)))?,
            Field::String(Some(text)) => repr_str(*text),
            Field::Int(Some(number)) => number.to_string(),
            Field::Constant(Constant::Tuple(items)) => {
                list("(", items, ")", |item: &Constant<'_>| item.repr(self.limit))?
            }
            Field::Constant(constant) => constant.repr(self.limit)?,
            Field::Node(None) | Field::Identifier(None) | Field::String(None) | Field::Int(None) => {
                "None".to_owned()
            }
        })
    }

    fn name(&self, name: Name) -> String {
        repr_str(self.names.text(name))
    }
}

fn simple(class: Class, levels: usize) -> String {
    format!("{}({})", class.name(), if levels == 0 { "..." } else { "" })
}

/// The items of a list; of more than two the first and the last.
fn list<T>(
    open: &str,
    items: &[T],
    close: &str,
    show: impl Fn(&T) -> Result<String, TooManyDigits>,
) -> Result<String, TooManyDigits> {
    let inside = match items {
        [first, _, .., last] => format!("{}, ..., {}", show(first)?, show(last)?),
        few => few.iter().map(show).collect::<Result<Vec<_>, _>>()?.join(", "),
    };
    Ok(format!("{open}{inside}{close}"))
}
