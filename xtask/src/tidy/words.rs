//! Nothing in the tree may name a machine: no absolute paths of somebody's disk, no addresses, no unknown hosts.

use super::files::File;

/// Where an absolute path of a person's or a build machine begins.
const PATHS: &[&str] = &["/home/", "/root/", "/work/", "/Users/", "/mnt/", "/build/", "C:\\Users"];

/// Hosts that a link may lead to.
const HOSTS: &[&str] = &[
    "bugs.python.org",
    "crates.io",
    "docs.python.org",
    "docs.rs",
    "github.com",
    "peps.python.org",
    "www.apache.org",
    "www.python.org",
    // The names of XML's own namespaces.
    "www.w3.org",
    "www.unicode.org",
];

/// This file spells out what it forbids.
const EXEMPT: &str = "xtask/src/tidy/words.rs";

pub fn check(files: &[File], offences: &mut Vec<String>) {
    for file in files.iter().filter(|file| file.path != EXEMPT) {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(what) = offence(line) {
                offences.push(format!("{}:{}: {what}", file.path, number + 1));
            }
        }
    }
}

fn offence(line: &str) -> Option<String> {
    if let Some(path) = PATHS.iter().find(|path| begins_a_path(line, path)) {
        return Some(format!("names a path of one machine ({path}…)"));
    }
    if line.contains("../shared") {
        return Some("names a folder outside the repository".to_owned());
    }
    if let Some(host) = hosts(line).find(|host| !HOSTS.contains(host)) {
        return Some(format!("links to {host}, which is not in the list of hosts"));
    }
    line.split(|c: char| !c.is_ascii_digit() && c != '.')
        .find(|word| is_address(word))
        .map(|word| format!("names the address {word}"))
}

/// Whether the text occurs other than inside a longer path, such as `tests/home/`.
fn begins_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '}' | ')' | '*' | '-'))
    })
}

fn hosts(line: &str) -> impl Iterator<Item = &str> {
    line.split("://").skip(1).map(|rest| {
        let end =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(rest.len());
        &rest[..end]
    })
}

/// Four numbers below 256 with dots between, and not this machine itself.
fn is_address(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 4
        && parts.iter().all(|part| part.parse::<u8>().is_ok())
        && !matches!(word, "127.0.0.1" | "0.0.0.0")
}

#[cfg(test)]
mod tests {
    use super::offence;

    #[test]
    fn machines_are_found_and_the_rest_is_not() {
        for line in ["see /root/x", "cd '/home/me'", "https://example.net/a", "10.1.2.3", "../shared/x"] {
            assert!(offence(line).is_some(), "{line}");
        }
        for line in ["$HOME/x", "tests/home/a", "https://docs.rs/x", "1.2.3", "127.0.0.1", "a / b"] {
            assert_eq!(offence(line), None, "{line}");
        }
    }
}
