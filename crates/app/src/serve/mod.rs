//! The web server of the desk: one case, on this machine alone.
//!
//! A request is let in by [`guard`], a page is made by `kaozheng_desk::pages` from the case as it stands
//! ([`standing`]) and kept until the case changes ([`answer`]); what a form sends is done by [`mod@write`] and taken back by
//! [`undo`].

mod answer;
mod download;
mod guard;
mod original;
pub(crate) mod standing;
mod undo;
mod write;

use crate::exit::Exit;
use crate::folder::CaseFolder;
use crate::screen::{Screen, remark};
use anyhow::Context;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use guard::Guard;
use kaozheng_desk::pages::Place;
use standing::Standing;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, RwLock};
use tokio::net::TcpListener;

/// What the person who starts the server wants.
#[derive(Clone, Debug)]
pub(crate) struct Wishes {
    /// The port; 0 for any.
    pub(crate) port: u16,
    /// Whether the browser is opened.
    pub(crate) open_browser: bool,
    /// Whether forms write.
    pub(crate) may_write: bool,
    /// Initials of who decides; may be empty.
    pub(crate) by: String,
    /// The page that is opened.
    pub(crate) first: Place,
}

/// Everything a request may need.
pub(crate) struct Served {
    folder: CaseFolder,
    guard: Guard,
    may_write: bool,
    by: String,
    now: RwLock<Arc<Standing>>,
    looked: Mutex<standing::Looked>,
    /// Held by whoever writes, so that deeds come one after the other.
    writing: Mutex<()>,
    /// The version of the case as it stands, for work ahead that need not be finished any more.
    newest: Arc<AtomicU64>,
    /// The hashes of originals whose pages are drawn.
    hashes: original::Hashes,
    /// Whether something was written since the case was read.
    due: AtomicBool,
}

/// Most bytes that a form or an original may have.
const MOST_BYTES: usize = 200 << 20;

/// Serves the case until Ctrl-C.
pub(crate) fn run(folder: CaseFolder, wishes: Wishes, screen: &mut Screen) -> anyhow::Result<Exit> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the server cannot be started")?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, wishes.port));
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.with_context(|| {
            format!("port {} is taken, perhaps by another window of Kaozheng; `--port 0` takes any that is free", wishes.port)
        })?;
        let port = listener.local_addr().context("the port is not known")?.port();
        let guard = Guard::new(port)?;
        // Looked at before it is read, so that what changes meanwhile is seen at the next look.
        let looked = standing::Looked::at(&folder);
        let standing = Standing::read(&folder, 1, None);
        let key = guard.address(&wishes.first.path(), wishes.may_write);
        let served = Arc::new(Served {
            looked: Mutex::new(looked),
            writing: Mutex::new(()),
            hashes: original::Hashes::default(),
            newest: Arc::new(AtomicU64::new(1)),
            due: AtomicBool::new(false),
            folder,
            guard,
            may_write: wishes.may_write,
            by: wishes.by,
            now: RwLock::new(Arc::new(standing)),
        });
        served.work_ahead();
        screen.line(format!("The desk is at {key}"))?;
        screen.line("Ctrl-C ends it.")?;
        screen.flush()?;
        if wishes.open_browser && !open_browser(&key) {
            remark("No browser could be opened; open the address above.");
        }
        axum::serve(listener, routes(served))
            .with_graceful_shutdown(async {
                // Without a signal there is nothing to wait for; the process is ended by its terminal.
                let _ = tokio::signal::ctrl_c().await;
            })
            .await
            .context("the server has stopped")
    })?;
    Ok(Exit::Fine)
}

fn routes(served: Arc<Served>) -> Router {
    Router::new()
        .route("/version", get(answer::version))
        .route("/assets/{name}", get(answer::asset))
        .route("/files/{*name}", get(original::file))
        .route("/page-images/{page}/{*name}", get(original::image))
        .fallback(get(answer::page).post(write::form))
        .layer(axum::middleware::from_fn_with_state(
            served.clone(),
            guard::guard,
        ))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(served)
}

/// Asks the system to show an address; false when it does not know how.
fn open_browser(address: &str) -> bool {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let mut command = std::process::Command::new(program);
    command
        .arg(address)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    command.spawn().is_ok()
}
