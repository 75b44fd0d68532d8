//! Documents are reported as CPython's pyexpat reports them (`record.py` asked it), fed whole and byte by byte.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;

use taipan_expat::{Content, Event, Interest, Parser, Settings};

/// A text as Python's `ascii` shows it.
fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            _ if c == quote => write!(out, "\\{c}").unwrap(),
            ' '..='~' => out.push(c),
            '\0'..='\u{ff}' => write!(out, "\\x{:02x}", c as u32).unwrap(),
            '\u{100}'..='\u{ffff}' => write!(out, "\\u{:04x}", c as u32).unwrap(),
            _ => write!(out, "\\U{:08x}", c as u32).unwrap(),
        }
    }
    out.push(quote);
    out
}

fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| "-".to_owned(), quoted)
}

fn model(all: &[Content], number: usize) -> String {
    let content = &all[number];
    let children: Vec<String> = content.children.iter().map(|&child| model(all, child)).collect();
    let comma = if children.len() == 1 { "," } else { "" };
    let name = content.name.as_deref().unwrap_or("None");
    format!("({},{},{name},({}{comma}))", content.kind as u8, content.quantifier as u8, children.join(","))
}

fn show(event: &Event) -> String {
    let q = quoted;
    let o = |text: &Option<String>| optional(text.as_deref());
    match event {
        Event::StartElement { name, attributes, .. } => {
            let mut line = format!("'start' {}", q(name));
            for (name, value) in attributes {
                write!(line, " {} {}", q(name), q(value)).unwrap();
            }
            line
        }
        Event::EndElement { name, .. } => format!("'end' {}", q(name)),
        Event::ProcessingInstruction { target, data, .. } => {
            format!("'instruction' {} {}", q(target), q(data))
        }
        Event::Comment { text, .. } => format!("'comment' {}", q(text)),
        Event::StartCdata(_) => "'cdata'".to_owned(),
        Event::EndCdata(_) => "'cdata end'".to_owned(),
        Event::StartNamespace { prefix, uri } => format!("'namespace' {} {}", o(prefix), o(uri)),
        Event::EndNamespace { prefix } => format!("'namespace end' {}", o(prefix)),
        Event::XmlDecl { version, encoding, standalone } => {
            format!("'xml' {} {} {standalone}", o(version), o(encoding))
        }
        Event::StartDoctype { name, system_id, public_id, has_internal_subset } => {
            format!(
                "'doctype' {} {} {} {}",
                q(name),
                o(system_id),
                o(public_id),
                u8::from(*has_internal_subset)
            )
        }
        Event::EndDoctype => "'doctype end'".to_owned(),
        Event::EntityDecl { name, is_parameter, value, system_id, public_id, notation } => {
            let kind = u8::from(*is_parameter);
            format!(
                "'entity' {} {kind} {} {} {} {}",
                q(name),
                o(value),
                o(system_id),
                o(public_id),
                o(notation)
            )
        }
        Event::NotationDecl { name, system_id, public_id } => {
            format!("'notation' {} {} {}", q(name), o(system_id), o(public_id))
        }
        Event::AttlistDecl { element, attribute, kind, default, is_required } => {
            let required = u8::from(*is_required);
            format!("'attribute' {} {} {} {} {required}", q(element), q(attribute), q(kind), o(default))
        }
        Event::ElementDecl { name, model: all } => format!("'element' {} {}", q(name), q(&model(all, 0))),
        Event::SkippedEntity { name, is_parameter, .. } => {
            format!("'skipped' {} {}", q(name), u8::from(*is_parameter))
        }
        other => format!("{other:?}"),
    }
}

fn events_of(data: &[u8], piece: usize) -> String {
    let mut parser = Parser::new(Settings { encoding: None, separator: Some('!') });
    let all = Interest(u32::MAX).with(Interest::DEFAULT, false);
    let wanted = all.with(Interest::NOT_STANDALONE, false).with(Interest::EXTERNAL_ENTITY_REF, false);
    parser.set_interest(wanted.with(Interest::UNPARSED_ENTITY_DECL, false));
    let (mut out, mut text) = (String::new(), String::new());
    let pieces: Vec<&[u8]> = data.chunks(piece).collect();
    for index in 0..=pieces.len() {
        let is_final = index == pieces.len();
        let mut result = parser.feed(pieces.get(index).copied().unwrap_or_default(), is_final).map(|()| None);
        loop {
            if result.is_ok() {
                result = parser.next();
            }
            match result {
                Ok(Some(Event::Characters(ref more))) => text.push_str(more),
                Ok(None) if !is_final => break,
                Ok(ref event) => {
                    if !text.is_empty() {
                        writeln!(out, "text {}", quoted(&std::mem::take(&mut text))).unwrap();
                    }
                    match event {
                        Some(event) => writeln!(out, "{}", show(event)).unwrap(),
                        None => return out,
                    }
                }
                Err(error) => {
                    if !text.is_empty() {
                        writeln!(out, "text {}", quoted(&text)).unwrap();
                    }
                    let place = parser.position();
                    writeln!(out, "'error' {} {} {}", error.code(), place.line, place.column).unwrap();
                    return out;
                }
            }
        }
    }
    out
}

#[test]
fn documents_are_reported_as_expat_reports_them() {
    let folder = "tests/documents";
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "xml") {
            let data = std::fs::read(&path).unwrap();
            let expected = std::fs::read_to_string(path.with_extension("events")).unwrap();
            for piece in [data.len().max(1), 1, 3] {
                let found = events_of(&data, piece);
                if found != expected {
                    wrong.push(format!(
                        "{} in pieces of {piece}:\n{found}instead of\n{expected}",
                        path.display()
                    ));
                }
            }
            count += 1;
        }
    }
    assert!(count > 50, "{count} documents");
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}
