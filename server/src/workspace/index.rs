//! The index of articles on disk: what was found in the articles of a corpus, so that a second start reads only
//! those that changed.
//!
//! It is good for one [`Fingerprint`]: this program, this gazetteer, these settings and dates. Which articles
//! have changed since is for their [stamps](nomenclator_core::corpus::Stamp) to tell.
//!
//! The file is a head (magic words, version of the format, fingerprint) and frames, each with its length and
//! checksum; an empty frame is the end. A frame is looked at only when its checksum is right, and what lies in it is
//! checked all the same. Whatever does not fit, the index is made anew.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;

use nomenclator_core::corpus::{Corpus, Filed};
use nomenclator_core::gazetteer::Gazetteer;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::cache;

const MAGIC: &[u8; 16] = b"nomenclator idx\n";
/// Grows with every change of the format.
const FORMAT: u32 = 1;
const HEAD: usize = MAGIC.len() + 4 + 32;

/// All that readings depend on but the articles themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of this program working with these things.
    pub fn of<'a>(things: impl Iterator<Item = &'a [u8]>) -> Fingerprint {
        let mut digest = Sha256::new();
        digest.update(program());
        for thing in things {
            digest.update((thing.len() as u64).to_le_bytes());
            digest.update(thing);
        }
        Fingerprint(digest.finalize().into())
    }
}

/// The digest of the program that runs: another build may read otherwise, whatever version it says.
fn program() -> &'static [u8] {
    static PROGRAM: OnceLock<[u8; 32]> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let itself = std::env::current_exe().and_then(fs::read).unwrap_or_default();
        let mut digest = Sha256::new();
        digest.update(env!("CARGO_PKG_VERSION"));
        digest.update(itself);
        digest.finalize().into()
    })
}

/// What was found of an index.
#[derive(Debug)]
pub enum Found {
    /// There is none, or one for other things.
    Nothing,
    /// There is something that is no index, or no whole one.
    Damaged,
    /// The articles of the corpus as they were then.
    Corpus(Corpus),
}

/// Looks for the index of that fingerprint.
pub fn load(at: &Path, fingerprint: Fingerprint, gazetteer: &Gazetteer) -> Found {
    let bytes = match fs::read(at) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Found::Nothing,
        Err(_) => return Found::Damaged,
    };
    match bytes.strip_prefix(MAGIC) {
        None => return Found::Damaged,
        Some(rest) if !rest.starts_with(&FORMAT.to_le_bytes()) => return Found::Nothing,
        Some(rest) if rest.get(4..36).is_some_and(|other| other != fingerprint.0) => return Found::Nothing,
        Some(_) => {}
    }
    frames(&bytes).and_then(|frames| corpus(&frames, gazetteer)).map_or(Found::Damaged, Found::Corpus)
}

/// Puts the index of a corpus in place.
pub fn save(at: &Path, fingerprint: Fingerprint, corpus: &Corpus, gazetteer: &Gazetteer) -> io::Result<()> {
    cache::replace(at, |out| {
        out.write_all(MAGIC)?;
        out.write_all(&FORMAT.to_le_bytes())?;
        out.write_all(&fingerprint.0)?;
        let frames = corpus.write(gazetteer).filter(|frame| !frame.is_empty());
        for (number, frame) in frames.chain([Vec::new()]).enumerate() {
            out.write_all(&(frame.len() as u32).to_le_bytes())?;
            out.write_all(&xxh3_64_with_seed(&frame, number as u64).to_le_bytes())?;
            out.write_all(&frame)?;
        }
        Ok(())
    })
}

/// The frames behind the head; none where one is damaged or the end is missing.
fn frames(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut rest = bytes.get(HEAD..)?;
    let mut frames = Vec::new();
    loop {
        let (len, sum) = (u32::from_le_bytes(taken(&mut rest)?), u64::from_le_bytes(taken(&mut rest)?));
        let (frame, behind) = rest.split_at_checked(len as usize)?;
        rest = behind;
        frames.push((frame, sum));
        if frame.is_empty() {
            break;
        }
    }
    let whole = |(number, (frame, sum)): (usize, &(&[u8], u64))| xxh3_64_with_seed(frame, number as u64) == *sum;
    let all_whole = rest.is_empty() && frames.par_iter().enumerate().all(whole);
    all_whole.then(|| frames.iter().map(|(frame, _)| *frame).filter(|frame| !frame.is_empty()).collect())
}

fn taken<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, behind) = rest.split_first_chunk()?;
    *rest = behind;
    Some(*taken)
}

fn corpus(frames: &[&[u8]], gazetteer: &Gazetteer) -> Option<Corpus> {
    let (first, others) = frames.split_first()?;
    let mut corpus = Corpus::read(first, gazetteer)?;
    let articles: Vec<Vec<Filed>> = others.par_iter().map(|frame| corpus.read_articles(frame)).collect::<Option<Vec<_>>>()?;
    corpus.update(articles.into_iter().flatten().collect(), &[]);
    Some(corpus)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use nomenclator_core::corpus::{ArticleRecord, Stamp};
    use nomenclator_core::reading::Reading;
    use nomenclator_core::text::position::LineIndex;
    use proptest::prelude::*;

    use super::*;

    fn fingerprint(thing: &str) -> Fingerprint {
        Fingerprint::of([thing.as_bytes()].into_iter())
    }

    fn some_articles() -> Corpus {
        let mut corpus = Corpus::default();
        let filed = (0..50).map(|number| {
            let lines = Arc::new(LineIndex::new("one\ntwo"));
            let path = format!("{number}.txt").as_str().into();
            let record = ArticleRecord::new(path, "one\ntwo", &Reading::default(), lines, &Gazetteer::default());
            corpus.file(&record, Stamp { digest: Some([number; 16]), marks: Some([1, 2, 3, 4]) }, Box::default())
        });
        let filed = filed.collect();
        corpus.update(filed, &[]);
        corpus
    }

    fn saved() -> (tempfile::TempDir, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        save(&folder.path().join("index"), fingerprint("these"), &some_articles(), &Gazetteer::default()).unwrap();
        let bytes = fs::read(folder.path().join("index")).unwrap();
        (folder, bytes)
    }

    fn load_bytes(folder: &tempfile::TempDir, bytes: &[u8]) -> Found {
        let at = folder.path().join("index");
        fs::write(&at, bytes).unwrap();
        load(&at, fingerprint("these"), &Gazetteer::default())
    }

    #[test]
    fn what_was_saved_is_found_for_the_same_things_only() {
        let (folder, _) = saved();
        let at = folder.path().join("index");
        let found = |thing: &str| load(&at, fingerprint(thing), &Gazetteer::default());
        let Found::Corpus(corpus) = found("these") else { panic!("it was saved for these") };
        assert_eq!(corpus.len(), 50);
        assert_eq!(corpus.get("7.txt").unwrap().stamp.digest, Some([7; 16]));
        assert!(matches!(found("others"), Found::Nothing));
        assert!(matches!(load(&folder.path().join("none"), fingerprint("these"), &Gazetteer::default()), Found::Nothing));
    }

    #[test]
    fn foreign_and_cut_files_are_refused() {
        let (folder, bytes) = saved();
        assert!(matches!(load_bytes(&folder, b"something else"), Found::Damaged));
        assert!(matches!(load_bytes(&folder, b""), Found::Damaged));
        for len in [MAGIC.len() + 4, HEAD, HEAD + 5, bytes.len() / 2, bytes.len() - 1] {
            assert!(matches!(load_bytes(&folder, &bytes[..len]), Found::Damaged), "{len} of {} bytes", bytes.len());
        }
        assert!(matches!(load_bytes(&folder, &[&bytes[..], b"x"].concat()), Found::Damaged));
    }

    proptest! {
        #[test]
        fn one_wrong_byte_is_seen(at in any::<prop::sample::Index>(), change in 1_u8..) {
            let (folder, mut bytes) = saved();
            let at = at.index(bytes.len());
            bytes[at] ^= change;
            let found = load_bytes(&folder, &bytes);
            // In the version and the fingerprint, it is an index for other things.
            let other = (MAGIC.len()..HEAD).contains(&at);
            prop_assert!(if other { matches!(found, Found::Nothing) } else { matches!(found, Found::Damaged) }, "byte {}", at);
        }
    }
}
