//! The pages that a jump to an imported entry leads to.
//!
//! A client that says so in its initialization options (`"pages": true`) is given a URI of the scheme `nomenclator`,
//! and asks for its text by the request `nomenclator/page` when it opens it. Any other client is given a file: the page is
//! written into the user's cache folder, never into the corpus, where it might pass for an article.
//!
//! ```text
//! nomenclator://entry/<id>.md?<root of the corpus>      both percent-encoded
//! ```

use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

use nomenclator_core::gazetteer::EntryIx;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};
use tower_lsp::ls_types::Uri;

use super::capabilities::Client;
use super::document::uri_of;
use super::jobs::Cancel;
use super::view::{Joined, Snapshot};
use crate::config::Config;
use crate::workspace::{Workspace, replace};

/// The scheme of pages.
const SCHEME: &str = "nomenclator";
/// What is written as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// Where the page of an imported entry is to be had; none where the entry is not imported, or there is no place for a file.
pub fn uri(corpus: &Joined, entry: EntryIx, client: Client) -> Option<Uri> {
    let id = &*corpus.ide.gazetteer.entry(entry).id;
    if client.shows_pages {
        corpus.ide.gazetteer.origin(entry)?;
        let root = corpus.live.root().to_string_lossy();
        let (id, root) = (utf8_percent_encode(id, PLAIN), utf8_percent_encode(&root, PLAIN));
        return Uri::from_str(&format!("{SCHEME}://entry/{id}.md?{root}")).ok();
    }
    let page = corpus.ide.page(entry)?;
    let at = folder(&corpus.live.workspace)?.join(file_name(id));
    if std::fs::read(&at).ok().as_deref() != Some(page.as_bytes())
        && let Err(error) = replace(&at, |out| out.write_all(page.as_bytes()))
    {
        tracing::warn!("{} cannot be written: {error}", at.display());
        return None;
    }
    uri_of(&at)
}

/// Answers `nomenclator/page`: the text of a page, in Markdown; none where there is no such entry any more.
pub fn text(snapshot: &Snapshot, uri: &Uri, cancel: &Cancel) -> Option<String> {
    if uri.scheme().as_str() != SCHEME {
        return None;
    }
    let decoded = |words: &str| percent_decode_str(words).decode_utf8().ok().map(std::borrow::Cow::into_owned);
    let id = decoded(uri.path().as_str().trim_start_matches('/').strip_suffix(".md")?)?;
    let root = PathBuf::from(decoded(uri.query()?.as_str())?);
    let corpus = snapshot.corpora(cancel).into_iter().find(|corpus| corpus.live.root() == root)?;
    let entry = corpus.ide.gazetteer.find(&id)?;
    corpus.ide.page(entry)
}

/// Where the pages of a corpus lie as files.
fn folder(workspace: &Workspace) -> Option<PathBuf> {
    let config = Config { cache: None, ..workspace.config.clone() };
    Some(Workspace { root: workspace.root.clone(), config }.cache()?.join("pages"))
}

/// A name that any file system takes, another one for every id.
fn file_name(id: &str) -> String {
    let plain: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(60).collect();
    let digest = Sha256::digest(id.as_bytes()).iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{plain}-{digest:08x}.md")
}
