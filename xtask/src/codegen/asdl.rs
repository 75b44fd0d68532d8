//! Reads `spec/python.asdl`: type definitions made of constructors, fields and attributes.

/// How many values a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    One,
    Optional,
    Many,
    /// A sequence in which values may be missing.
    ManyOptional,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub kind: String,
    pub quantity: Quantity,
    pub name: String,
}

#[derive(Clone, Debug)]
pub struct Constructor {
    pub name: String,
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug)]
pub struct Definition {
    /// The name on the left of `=`.
    pub name: String,
    pub constructors: Vec<Constructor>,
    /// Whether this is a product: one unnamed constructor.
    pub product: bool,
    /// Whether nodes carry a location.
    pub located: bool,
    /// The attributes that say where.
    pub attributes: Vec<Field>,
}

impl Definition {
    /// Whether no constructor has a field: an enumeration such as `operator`.
    pub fn is_simple(&self) -> bool {
        !self.product && self.constructors.iter().all(|constructor| constructor.fields.is_empty())
    }
}

/// The definitions in the order of the file.
pub fn parse(text: &str) -> Result<Vec<Definition>, String> {
    let mut tokens = tokenize(text).into_iter().peekable();
    let mut next = move || tokens.next().unwrap_or_default();
    let (module, _, open) = (next(), next(), next());
    if module != "module" || open != "{" {
        return Err("expected `module NAME {`".to_owned());
    }
    let mut rest = Vec::new();
    loop {
        match next().as_str() {
            "}" => break,
            "" => return Err("unexpected end of file".to_owned()),
            token => rest.push(token.to_owned()),
        }
    }
    let mut parser = Parser { tokens: rest, at: 0 };
    let mut definitions = Vec::new();
    while parser.at < parser.tokens.len() {
        definitions.push(parser.definition()?);
    }
    Ok(definitions)
}

fn tokenize(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for line in text.lines() {
        let line = line.split("--").next().unwrap_or_default();
        let mut word = String::new();
        for c in line.chars().chain([' ']) {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                tokens.push(std::mem::take(&mut word));
            }
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
        }
    }
    tokens
}

struct Parser {
    tokens: Vec<String>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        let token = self.peek().to_owned();
        self.at += 1;
        token
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.peek() == token;
        self.at += usize::from(found);
        found
    }

    fn definition(&mut self) -> Result<Definition, String> {
        let name = self.next();
        if !self.eat("=") {
            return Err(format!("expected `=` after {name}"));
        }
        let product = self.peek() == "(";
        let mut constructors = Vec::new();
        loop {
            let constructor = if product { name.clone() } else { self.next() };
            constructors.push(Constructor { name: constructor, fields: self.fields()? });
            if product || !self.eat("|") {
                break;
            }
        }
        let located = self.eat("attributes");
        let attributes = if located { self.fields()? } else { Vec::new() };
        Ok(Definition { name, constructors, product, located, attributes })
    }

    fn fields(&mut self) -> Result<Vec<Field>, String> {
        let mut fields = Vec::new();
        if !self.eat("(") {
            return Ok(fields);
        }
        loop {
            let kind = self.next();
            let quantity = match (self.eat("?"), self.eat("*")) {
                (false, false) => Quantity::One,
                (true, false) => Quantity::Optional,
                (false, true) => Quantity::Many,
                (true, true) => Quantity::ManyOptional,
            };
            fields.push(Field { kind, quantity, name: self.next() });
            if self.eat(")") {
                return Ok(fields);
            }
            if !self.eat(",") {
                return Err(format!("expected `,` or `)`, found `{}`", self.peek()));
            }
        }
    }
}
