//! How far a run has come: a bar on a terminal, a line now and then in a log, nothing when asked to be quiet.

use crate::messages::{count, printable, say};
use indicatif::{ProgressBar, ProgressStyle};
use protokoll::batch::Survey;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Time between two lines in a log.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

pub(crate) struct Progress {
    shown: Shown,
    total: Survey,
    done: Survey,
    began: Instant,
}

enum Shown {
    Bar(ProgressBar),
    Lines { last: Instant },
    Nothing,
}

impl Progress {
    /// Begins to show. `total` is only asked for when there is something to show.
    pub(crate) fn begin(quiet: bool, total: impl FnOnce() -> Survey) -> Self {
        let began = Instant::now();
        let (shown, total) = if quiet {
            (Shown::Nothing, Survey::default())
        } else if std::io::stderr().is_terminal() {
            let total = total();
            let bar = ProgressBar::new(total.bytes.max(1));
            if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent:>3} %  {msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            (Shown::Bar(bar), total)
        } else {
            (Shown::Lines { last: began }, total())
        };
        Self { shown, total, done: Survey::default(), began }
    }

    /// So many documents and bytes have been done.
    pub(crate) fn advance(&mut self, documents: u64, bytes: u64) {
        self.done.documents += documents;
        self.done.bytes += bytes;
        match &self.shown {
            Shown::Bar(bar) => {
                bar.set_position(self.done.bytes);
                // Not the bar's own guess, which the bursts of a window lead astray.
                bar.set_message(format!("{}, {} s left", self.state(), self.left()));
            }
            Shown::Lines { last } if last.elapsed() >= BETWEEN_LINES => {
                say(&format!("{}, {} s left", self.state(), self.left()));
                self.shown = Shown::Lines { last: Instant::now() };
            }
            Shown::Lines { .. } | Shown::Nothing => {}
        }
    }

    /// Says something without tearing the bar.
    pub(crate) fn say(&self, message: &str) {
        match &self.shown {
            Shown::Bar(bar) => bar.suspend(|| say(message)),
            Shown::Lines { .. } | Shown::Nothing => say(message),
        }
    }

    /// Ends the showing, where what was done is shown elsewhere.
    pub(crate) fn close(self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }

    /// Ends the showing with a summary; `more` is what to say besides the figures.
    pub(crate) fn end(self, more: &str) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
        if !matches!(self.shown, Shown::Nothing) {
            let seconds = self.began.elapsed().as_secs_f64();
            let megabytes = self.done.bytes as f64 / 1e6;
            let documents = count(self.done.documents, "document");
            say(&format!("{documents}, {megabytes:.1} MB in {seconds:.1} s{}", printable(more)));
        }
    }

    fn state(&self) -> String {
        let seconds = self.began.elapsed().as_secs_f64().max(1e-3);
        let (documents, megabytes) = (self.done.documents, self.done.bytes as f64 / 1e6);
        format!(
            "{documents} of {}, {:.0} a second, {megabytes:.1} MB, {:.1} MB/s",
            count(self.total.documents, "document"),
            documents as f64 / seconds,
            megabytes / seconds,
        )
    }

    /// Seconds that remain, at the rate so far.
    fn left(&self) -> u64 {
        let done = self.done.bytes.max(1) as f64;
        let rest = self.total.bytes.saturating_sub(self.done.bytes) as f64;
        (self.began.elapsed().as_secs_f64() * rest / done).ceil() as u64
    }
}
