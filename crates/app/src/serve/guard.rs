//! Who is let in: this machine alone, by its own name; and who may write: the browser that was given the token.
//!
//! A page of another site must not reach the desk through the visitor's browser. So the `Host` of every request must be
//! this machine (no name that somebody else can point here), a request that writes must come from a page of ours
//! (`Origin`, `Sec-Fetch-Site`), and must carry the token, which lives in a cookie that no script and no other site sees.

use super::{MOST_BYTES, Served};
use anyhow::Context;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// What the pages may do: show what comes from here, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The names this server answers to, and the token of those who may write.
pub(crate) struct Guard {
    port: u16,
    token: String,
}

impl Guard {
    /// A guard with a new random token.
    pub(crate) fn new(port: u16) -> anyhow::Result<Guard> {
        let mut bytes = [0_u8; 24];
        getrandom::fill(&mut bytes)
            .ok()
            .context("the system gives no random numbers, so nobody could be let in safely")?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Guard { port, token })
    }

    /// The address of a page to open: with the token, when whoever opens it may write.
    pub(crate) fn address(&self, page: &str, may_write: bool) -> String {
        match may_write {
            true => format!("http://127.0.0.1:{}{page}?token={}", self.port, self.token),
            false => format!("http://127.0.0.1:{}{page}", self.port),
        }
    }

    /// Whether the request carries the token.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        cookie(headers, &self.cookie())
            .is_some_and(|given| same(given.as_bytes(), self.token.as_bytes()))
    }

    /// The name of the cookie that holds the token. Browsers keep one jar for all ports of a machine, and two cases may be
    /// open at once.
    fn cookie(&self) -> String {
        format!("kaozheng-{}", self.port)
    }

    fn is_ours(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost", "[::1]"]
            .iter()
            .any(|name| host == format!("{name}:{}", self.port))
    }

    fn is_our_page(&self, headers: &HeaderMap) -> bool {
        let text = |name| {
            headers
                .get(name)
                .and_then(|value: &HeaderValue| value.to_str().ok())
        };
        let origin = text("origin").is_none_or(|origin| {
            origin
                .strip_prefix("http://")
                .is_some_and(|host| self.is_ours(host))
        });
        origin && text("sec-fetch-site").is_none_or(|site| site == "same-origin")
    }
}

/// Refuses what does not come from this machine's own pages, and dresses every answer in the policy.
pub(super) async fn guard(
    State(served): State<Arc<Served>>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let mut response = if !served.guard.is_ours(host) {
        refused(
            StatusCode::MISDIRECTED_REQUEST,
            "This desk answers only to its own address on this machine.",
        )
    } else if let Some(answer) = let_in(&served, &request) {
        answer
    } else if matches!(*request.method(), Method::GET | Method::HEAD) {
        next.run(request).await
    } else if length(headers) > MOST_BYTES as u64 {
        refused(
            StatusCode::PAYLOAD_TOO_LARGE,
            "That is more than the desk takes at once; put the file into the folder sources/.",
        )
    } else if !served.may_write {
        refused(
            StatusCode::FORBIDDEN,
            "This desk was started with --read-only; nothing was written.",
        )
    } else if !served.guard.is_our_page(headers) {
        refused(
            StatusCode::FORBIDDEN,
            "The request did not come from a page of this desk; nothing was written.",
        )
    } else if !served.guard.knows(headers) {
        refused(
            StatusCode::FORBIDDEN,
            "This browser may not write. Open the address that `kaozheng serve` printed; nothing was written.",
        )
    } else {
        next.run(request).await
    };
    let dress = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        dress.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A request that brings the right token in its address gets the cookie, and the address without it.
fn let_in(served: &Served, request: &Request) -> Option<Response> {
    let query = request.uri().query()?;
    let given = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("token="))?;
    if *request.method() != Method::GET || !same(given.as_bytes(), served.guard.token.as_bytes()) {
        return None;
    }
    let cookie = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Strict",
        served.guard.cookie(),
        served.guard.token
    );
    let answer = Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, request.uri().path())
        .header(header::SET_COOKIE, cookie)
        .body(Body::empty());
    Some(answer.expect("the headers are plain letters"))
}

/// How many bytes the request says will follow.
fn length(headers: &HeaderMap) -> u64 {
    let said = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|said| said.to_str().ok()?.parse().ok());
    said.unwrap_or(0)
}

fn refused(status: StatusCode, why: &'static str) -> Response {
    (status, why).into_response()
}

/// The value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = all
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Compares in a time that does not tell where the first difference is.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_by_its_own_names_is_let_in() {
        let guard = Guard::new(1950).expect("random numbers");
        for ours in ["127.0.0.1:1950", "localhost:1950", "[::1]:1950"] {
            assert!(guard.is_ours(ours));
        }
        for theirs in [
            "127.0.0.1",
            "127.0.0.1:1951",
            "evil.example:1950",
            "",
            "localhost.evil.example:1950",
        ] {
            assert!(!guard.is_ours(theirs));
        }
    }

    #[test]
    fn a_page_of_another_site_may_not_write() {
        let guard = Guard::new(1950).expect("random numbers");
        let from = |name: &'static str, value: &'static str| {
            guard.is_our_page(&HeaderMap::from_iter([(
                header::HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )]))
        };
        assert!(from("origin", "http://127.0.0.1:1950"));
        assert!(!from("origin", "http://evil.example"));
        assert!(!from("origin", "null"));
        assert!(!from("sec-fetch-site", "cross-site"));
        assert!(!from("sec-fetch-site", "same-site"));
    }

    #[test]
    fn tokens_differ_and_are_compared_whole() {
        let (a, b) = (
            Guard::new(1).expect("random"),
            Guard::new(1).expect("random"),
        );
        assert_ne!(a.token, b.token);
        assert!(same(b"abc", b"abc") && !same(b"abc", b"abd") && !same(b"abc", b"ab"));
    }
}
