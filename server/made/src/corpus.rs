//! A whole corpus in a folder: articles, the gazetteer of the sample, a list of names to import, the configuration.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::prose::repository;
use crate::{Dice, Names, Prose};

/// What to make.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many articles.
    pub articles: usize,
    /// What they have in the mean, in bytes.
    pub bytes: usize,
    /// The end of their names, without the dot.
    pub extension: String,
    /// How many names to import; none at all for 0.
    pub names: usize,
    /// A list of towns in JSON lines to import besides and to take the places of the articles from; its names are at
    /// most half of [`Plan::names`].
    pub towns: Option<PathBuf>,
    /// How far the imports are trusted, `full` or `candidate`.
    pub trust: String,
}

/// How long articles are, in hundredths of the mean: sixteen equally likely sizes, half of them under four fifths.
const SIZES: [usize; 16] = [20, 28, 36, 43, 50, 57, 65, 74, 84, 95, 107, 122, 142, 173, 218, 286];

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Makes the corpus in a folder: `nomenclator.toml`, `gazetteer/`, `names.jsonl`, `towns.jsonl`, and articles as
/// `articles/2018/2018-03-04-000017.md`. Returns how many bytes of articles it has written. The same plan makes the
/// same files.
pub fn write(folder: &Path, plan: &Plan) -> io::Result<usize> {
    fs::create_dir_all(folder.join("gazetteer"))?;
    for file in fs::read_dir(repository().join("corpus/gazetteer"))? {
        let file = file?;
        fs::copy(file.path(), folder.join("gazetteer").join(file.file_name()))?;
    }
    let mut towns = Vec::new();
    let mut imports: Vec<&str> = Vec::new();
    let mut listed = 0;
    if let Some(list) = &plan.towns {
        let list = fs::read_to_string(list)?;
        let mut out = BufWriter::new(fs::File::create(folder.join("towns.jsonl"))?);
        for line in list.lines() {
            if listed >= plan.names / 2 {
                break;
            }
            let (name, count) = Names::of_entry(line).map_err(io::Error::other)?;
            writeln!(out, "{line}")?;
            listed += count;
            towns.push(name);
        }
        out.flush()?;
        imports.push("towns.jsonl");
    }
    // every third of the made ones has two names; and articles need some, listed or not
    let wanted = plan.names.saturating_sub(listed) * 3 / 4;
    let mut names = Names::made(wanted.max(400));
    if wanted > 0 {
        let mut out = BufWriter::new(fs::File::create(folder.join("names.jsonl"))?);
        names.write_jsonl(&mut out)?;
        out.flush()?;
        imports.push("names.jsonl");
    }
    if !towns.is_empty() {
        names.places = towns;
    }
    fs::write(folder.join("nomenclator.toml"), configuration(plan, &imports))?;
    articles(folder, plan, &names)
}

fn configuration(plan: &Plan, imports: &[&str]) -> String {
    let Plan { extension, trust, .. } = plan;
    let mut text = format!(
        "# A made corpus.\n[corpus]\narticles = [\"articles/**/*.{extension}\"]\ngazetteers = [\"gazetteer/*.toml\"]\n\
         language = \"en\"\n\n# Made persons are called by the titles of real ones.\n[rules]\nrole-holder-mismatch = \"off\"\n"
    );
    for path in imports {
        text.extend(["\n[[import]]\npath = \"", path, "\"\nformat = \"jsonl\"\ntrust = \"", trust, "\"\n"]);
    }
    text
}

fn articles(folder: &Path, plan: &Plan, names: &Names) -> io::Result<usize> {
    let prose = Prose::of_sample();
    let mut dice = Dice(0x1D_0723);
    let mut written = 0;
    for year in 2015..2025 {
        fs::create_dir_all(folder.join(format!("articles/{year}")))?;
    }
    for n in 0..plan.articles {
        let (year, month, day) = (2015 + dice.throw(10), dice.throw(12), 1 + dice.throw(28));
        let bytes = plan.bytes * SIZES[dice.throw(SIZES.len())] / 100;
        // a paragraph more than is asked for is half a paragraph too much
        let text = prose.news(bytes.saturating_sub(200), &format!("{} {day}", MONTHS[month]), names, &mut dice);
        let path = format!("articles/{year}/{year}-{:02}-{day:02}-{n:06}.{}", month + 1, plan.extension);
        fs::write(folder.join(path), &text)?;
        written += text.len();
    }
    Ok(written)
}
