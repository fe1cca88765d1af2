//! Articles and gazetteers are written by others: nothing in them reaches a terminal live.

use crate::support::Corpus;

/// A corpus full of control codes, wherever words of others are printed.
fn corpus() -> Corpus {
    let live = "\u{1b}[31m\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}\u{2066}\u{7f}\u{feff}\u{e0041}";
    let mut corpus = Corpus::new("#- nomenclator.toml\n[corpus]\narticles = [\"**/*.txt\"]\n");
    // In the gazetteer as TOML escapes: live codes are no TOML.
    let escaped = "\\u001b[31m\\u001b]0;owned\\u0007\\u009b2J\\u202e\\u2066\\u007f\\ufeff\\U000e0041";
    let gazetteer = format!(
        "[gadi-eisenkot]\nkind = \"person\"\nname = \"Gadi Eisenkot{escaped}\"\ndescription = \"A {escaped} general.\"\n\
         names = [{{ form = \"Gadi Eisenkott\", as = \"misspelling\" }}]\n\n\
         [\"x{escaped}\"]\nkind = \"per{escaped}son\"\nname = \"Ann Example\"\n\"k{escaped}\" = 1\n"
    );
    corpus.write("gazetteer/a.toml", gazetteer.as_bytes(), &gazetteer);
    let broken = format!("[live]\nkind = \"person\"\nname = \"Live{live}\"\n");
    corpus.write("gazetteer/b.toml", broken.as_bytes(), &broken);
    let article =
        format!("On Monday Borislav{live}Quentzel met {live} Gadi Eisenkott {live}.\nThen Borislav Quentzel{live} left.\n");
    corpus.write("a.txt", article.as_bytes(), &article);
    #[cfg(unix)]
    corpus.write("evil\u{1b}[2J.txt", b"\xff", "");
    corpus
}

#[track_caller]
fn harmless(words: &str) {
    let live: Vec<char> = words
        .chars()
        .filter(|&c| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
        })
        .collect();
    assert!(live.is_empty(), "{live:?} in {words:?}");
}

#[test]
fn nothing_is_live_in_any_output() {
    let corpus = corpus();
    for arguments in [
        "check --format human",
        "check --format json",
        "annotate",
        "explain a.txt:1:12",
        "explain a.txt:1:60",
        "explain gazetteer/a.toml:1:3",
        "explain --format json a.txt:1:12",
    ] {
        let run = corpus.run(arguments);
        assert!(run.status < 2, "{arguments}: {}", run.err);
        assert!(!run.out.is_empty());
        harmless(&run.out);
        harmless(&run.err);
    }
}

#[test]
fn json_keeps_the_words_as_they_are() {
    let run = corpus().run("annotate");
    // Every place is checked against the text, control codes and all.
    assert!(!run.mentions().is_empty());
    corpus().run("check --format json").ended(1).findings();
}

#[test]
fn names_of_files_and_arguments() {
    let corpus = Corpus::new("#- a.txt\nText.\n");
    let run = corpus.run_with(["check", "no\u{1b}[31mwhere"], b"").ended(2);
    harmless(&run.err);
    assert_eq!(run.err, "error: There is no file or folder “no␛[31mwhere”.\n");
}

#[test]
fn a_configuration() {
    let mut corpus = Corpus::new("#- a.txt\nText.\n");
    let text = "[corpus]\n\"x\\u001b[31m\" = 1\nlanguage = 3 # \u{202e}\n";
    corpus.write("nomenclator.toml", text.as_bytes(), text);
    let run = corpus.run("check").ended(2);
    harmless(&run.err);
}
