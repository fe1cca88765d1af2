//! Ingress: where messages enter, one after the other, on the reading thread.
//!
//! The framework's own loop runs every handler as a future on one task, four at a time. Measured, that
//! scrambles edits, lets four slow requests block the cancellation of any of them, ends the session on a
//! panic or a malformed body, and never returns when the input ends with a request pending. So the framework
//! serves as a router here (parameters, states, cancellation) and this file is the loop. For each message:
//!
//! 1. *Text synchronisation* is applied at once, by plain functions (see `sync`).
//! 2. *Requests and other notifications* go to the router, and the future that it returns is polled once, here.
//!    So whatever a handler does before its first await happens in the order of arrival: it takes its
//!    snapshot there, and later edits cannot reach it.
//! 3. A future that is not done by then becomes a task of its own. None ever waits for another.
//! 4. *Answers* of the client go to whoever asked.
//! 5. *`shutdown`* cancels the requests that are open, and is answered after them: the client says `exit` as soon
//!    as it has the answer, and nothing is written after that.
//!
//! A panic anywhere in a handler is caught and answered with an internal error. What is no message at all
//! is answered with a parse error, and the session goes on.
//!
//! Danger: this thread must never wait. A handler's code before its first await runs on it.

use std::any::Any;
use std::collections::HashSet;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use futures_util::future::FutureExt;
use futures_util::sink::{Sink, SinkExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ExitedError, LanguageServer, LspService};

use super::framing::{self, Frame};
use super::outbox::Outbox;
use super::session::Shared;
use super::sync;

/// The reading thread's state.
pub struct Ingress<S, A> {
    /// The framework's router around the handlers.
    pub service: LspService<S>,
    /// Where the client's answers go.
    pub answers: A,
    /// The session.
    pub shared: Arc<Shared>,
    /// Where futures go that are not done at once.
    pub runtime: Handle,
    /// The requests that are not answered yet.
    pub open: watch::Sender<HashSet<Id>>,
}

/// Anything that a client may send. The version of the envelope is not looked at.
#[derive(Deserialize)]
struct Envelope {
    id: Option<Id>,
    method: Option<String>,
    params: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    result: Option<Value>,
    error: Option<Value>,
}

/// A null that is there is not the same as nothing.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl<S: LanguageServer, A: Sink<Response> + Unpin> Ingress<S, A> {
    /// Reads messages until the client leaves or the input ends. Returns whether the client had said
    /// goodbye before.
    pub fn serve(mut self, mut input: impl BufRead) -> bool {
        let runtime = self.runtime.clone();
        let _runtime = runtime.enter();
        loop {
            match framing::read(&mut input) {
                Ok(Some(Frame::Body(body))) => {
                    if self.message(&body).is_break() {
                        break;
                    }
                }
                Ok(Some(Frame::Headless)) => {
                    let error = Error { message: "a message without a usable Content-Length".into(), ..Error::parse_error() };
                    self.shared.outbox.send(&Response::from_error(Id::Null, error));
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::error!("cannot read from the client: {error}");
                    break;
                }
            }
        }
        self.shared.end()
    }

    fn message(&mut self, body: &[u8]) -> ControlFlow<()> {
        let envelope: Envelope = match serde_json::from_slice(body) {
            Ok(envelope) => envelope,
            Err(error) => {
                tracing::error!("a message that is none: {error}");
                let code = if error.is_data() { ErrorCode::InvalidRequest } else { ErrorCode::ParseError };
                self.shared
                    .outbox
                    .send(&Response::from_error(Id::Null, Error { message: error.to_string().into(), ..Error::new(code) }));
                return ControlFlow::Continue(());
            }
        };
        match envelope {
            Envelope { method: Some(method), id, params, .. } => self.call(method, id, params),
            Envelope { id: Some(id), result, error, .. } if result.is_some() || error.is_some() => {
                self.answer(id, result, error);
                ControlFlow::Continue(())
            }
            Envelope { id, .. } => {
                self.shared.outbox.send(&Response::from_error(id.unwrap_or_default(), Error::invalid_request()));
                ControlFlow::Continue(())
            }
        }
    }

    /// A request or a notification.
    fn call(&mut self, method: String, id: Option<Id>, params: Option<Value>) -> ControlFlow<()> {
        if let Some(handler) = sync::handler(&method).filter(|_| id.is_none()) {
            let apply = AssertUnwindSafe(|| sync::apply(handler, &self.shared, params));
            if let Err(panic) = catch_unwind(apply) {
                tracing::error!("{method} failed: {}", words(&*panic));
            }
            return ControlFlow::Continue(());
        }
        let leaving = method == "exit" && id.is_none();
        if method == "shutdown" {
            self.cancel_all();
        }
        let mut request = Request::build(method);
        if let Some(params) = params {
            request = request.params(params);
        }
        if let Some(id) = id.clone() {
            request = request.id(id);
        }
        self.route(request.finish(), id);
        if leaving { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Cancels the requests that are open.
    fn cancel_all(&mut self) {
        let open = self.open.borrow().clone();
        for id in open {
            self.route(Request::build("$/cancelRequest").params(json!({ "id": id })).finish(), None);
        }
    }

    fn route(&mut self, request: Request, id: Option<Id>) {
        let ending = request.method() == "shutdown";
        let call = AssertUnwindSafe(|| {
            let ready = self.service.poll_ready(&mut Context::from_waker(Waker::noop()));
            debug_assert!(!matches!(ready, Poll::Pending), "the router is always ready: no handler of a state change waits");
            self.service.call(request)
        });
        let future = match catch_unwind(call) {
            Ok(future) => future,
            Err(panic) => return reply(&self.shared.outbox, id, Err(panic)),
        };
        let mut future = Box::pin(AssertUnwindSafe(future).catch_unwind());
        // A waker that does nothing will do: a future that is not done is polled again by its task.
        match future.as_mut().poll_unpin(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) if ending => {
                let (shared, mut open) = (Arc::clone(&self.shared), self.open.subscribe());
                self.runtime.spawn(async move {
                    // An error would mean that this struct is gone, and with it the session.
                    drop(open.wait_for(HashSet::is_empty).await);
                    reply(&shared.outbox, id, result);
                });
            }
            Poll::Ready(result) => reply(&self.shared.outbox, id, result),
            Poll::Pending => {
                let (shared, open) = (Arc::clone(&self.shared), self.open.clone());
                open.send_if_modified(|open| id.clone().is_some_and(|id| open.insert(id)));
                self.runtime.spawn(async move {
                    let result = future.await;
                    reply(&shared.outbox, id.clone(), result);
                    open.send_if_modified(|open| id.is_some_and(|id| open.remove(&id)));
                });
            }
        }
    }

    /// The client's answer to a request of ours.
    fn answer(&mut self, id: Id, result: Option<Value>, error: Option<Value>) {
        let response = match error {
            None => Response::from_ok(id, result.unwrap_or_default()),
            Some(error) => {
                let error = serde_json::from_value(error).unwrap_or_else(|_| Error::internal_error());
                Response::from_error(id, error)
            }
        };
        // The sink hands the answer over at once; it has no queue to wait for.
        if !matches!(self.answers.send(response).now_or_never(), Some(Ok(()))) {
            tracing::warn!("an answer of the client came too late");
        }
    }
}

/// What became of a call: an answer or none, a call after the end, a panic.
type Outcome = Result<Result<Option<Response>, ExitedError>, Box<dyn Any + Send>>;

/// Posts the answer of a handler, whatever became of it. A notification has none.
fn reply(outbox: &Outbox, id: Option<Id>, result: Outcome) {
    match result {
        Ok(Ok(Some(response))) => outbox.send(&response),
        Ok(Ok(None) | Err(_)) => {}
        Err(panic) => {
            tracing::error!("a handler failed: {}", words(&*panic));
            if let Some(id) = id {
                outbox.send(&Response::from_error(id, Error::internal_error()));
            }
        }
    }
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("it gave no reason")
}
