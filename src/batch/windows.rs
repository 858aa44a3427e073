//! The work itself, a window of documents at a time.
//!
//! Rayon's indexed `collect` keeps the order of the inputs, so no channel and no sorting is needed; the window is
//! what bounds memory. A window ends when it holds enough documents to keep every thread busy, or enough bytes.

use super::failure::{Failure, Reason};
use super::inputs::{Found, Inputs, Job};
use super::panics::{self, Panic};
use crate::read;
use rayon::prelude::*;
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};

/// Documents in a window for each thread: enough that a thread seldom waits for the slowest, few enough that the
/// first records come at once.
const DOCUMENTS_PER_THREAD: usize = 16;

/// Bytes of input in a window. The work needs many times the memory of its input.
const BYTES_IN_FLIGHT: u64 = 16 << 20;

/// Threads beyond these only wait for each other, and every one has tables of its own to fill and a window to fill with.
fn most_threads() -> usize {
    4 * std::thread::available_parallelism().map_or(4, NonZeroUsize::get)
}

/// Limits of a run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Number of threads, at most four for each core; none for one per core.
    pub threads: Option<usize>,
    /// Largest document in bytes.
    pub max_bytes: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { threads: None, max_bytes: 64 << 20 }
    }
}

/// What became of one document.
#[derive(Debug)]
pub struct Done<T> {
    /// Bytes that were read.
    pub bytes: u64,
    /// What the work made of it.
    pub result: Result<T, Failure>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every document has been given back.
    Finished,
    /// Stopped on request; the documents given back are the first of the inputs, without a gap.
    Interrupted,
}

/// The threads that do the work.
#[derive(Debug)]
pub struct Workers {
    pool: rayon::ThreadPool,
    settings: Settings,
}

impl Workers {
    /// Starts the threads.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn new(settings: Settings) -> io::Result<Self> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(settings.threads.map_or(0, |threads| threads.min(most_threads())))
            .thread_name(|index| format!("worker {index}"))
            .build()
            .map_err(io::Error::other)?;
        Ok(Self { pool, settings })
    }

    /// Does `work` on every document and hands the results to `take`, a window at a time, in the order of the
    /// inputs. Once `stop` is set no document is begun.
    ///
    /// # Errors
    /// Only those of `take`, which end the run.
    pub fn run<T: Send>(
        &self,
        inputs: &Inputs,
        stop: &AtomicBool,
        work: impl Fn(&Job, &[u8]) -> Result<T, read::Error> + Sync,
        mut take: impl FnMut(Vec<Done<T>>) -> io::Result<()>,
    ) -> io::Result<Ended> {
        let most = self.pool.current_num_threads() * DOCUMENTS_PER_THREAD;
        let stopped = || stop.load(Ordering::Relaxed);
        let mut found = inputs.walk().peekable();
        while found.peek().is_some() {
            let mut window = Vec::with_capacity(most);
            let mut bytes = 0;
            while window.len() < most && bytes < BYTES_IN_FLIGHT && !stopped() {
                match found.next() {
                    None => break,
                    Some(Found::LeftAlone) => {}
                    Some(Found::Document(job)) => {
                        bytes += job.bytes.min(self.settings.max_bytes);
                        window.push(Ok(job));
                    }
                    Some(Found::Unreadable(failure)) => window.push(Err(failure)),
                }
            }
            let one = |job: Result<Job, Failure>| (!stopped()).then(|| self.one(job, &work));
            let results: Vec<Option<Done<T>>> =
                self.pool.install(|| window.into_par_iter().with_max_len(1).map(one).collect());
            let begun = results.len();
            let done: Vec<Done<T>> = results.into_iter().map_while(|done| done).collect();
            let gap = done.len() < begun;
            take(done)?;
            // A run that was stopped after its last document is finished all the same.
            if gap || (stopped() && found.peek().is_some()) {
                return Ok(Ended::Interrupted);
            }
        }
        Ok(Ended::Finished)
    }

    /// Does `work` on every thing at once, and gives the results in the order of the things; or the panic of one.
    pub fn each<J: Sync, T: Send>(
        &self,
        things: &[J],
        work: impl Fn(&J) -> T + Sync,
    ) -> Vec<Result<T, Panic>> {
        let one = |thing| panics::caught(|| work(thing));
        self.pool.install(|| things.par_iter().with_max_len(1).map(one).collect())
    }

    fn one<T>(
        &self,
        job: Result<Job, Failure>,
        work: &impl Fn(&Job, &[u8]) -> Result<T, read::Error>,
    ) -> Done<T> {
        let loaded = job.and_then(|job| job.load(self.settings.max_bytes).map(|bytes| (job, bytes)));
        let (job, bytes) = match loaded {
            Ok(loaded) => loaded,
            Err(failure) => return Done { bytes: 0, result: Err(failure) },
        };
        let result = match panics::caught(|| work(&job, &bytes)) {
            Ok(result) => result.map_err(|error| Failure::not_read(&job.shown, &error)),
            Err(panic) => Err(Failure::new(&job.shown, Reason::Internal, panic.to_string())),
        };
        Done { bytes: bytes.len() as u64, result }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ended, Settings, Workers};
    use crate::batch::{Failure, Inputs, Reason};
    use std::fs;
    use std::sync::atomic::{AtomicBool, Ordering};

    fn folder(count: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for i in 0..count {
            fs::write(folder.path().join(format!("{i:04}")), i.to_string()).unwrap();
        }
        folder
    }

    fn run(threads: usize, folder: &tempfile::TempDir, max_bytes: u64) -> Vec<Result<String, Failure>> {
        let workers = Workers::new(Settings { threads: Some(threads), max_bytes }).unwrap();
        let inputs = Inputs::new(vec![folder.path().into()], &[]);
        let mut all = Vec::new();
        let ended = workers.run(
            &inputs,
            &AtomicBool::new(false),
            |_, bytes| {
                let text = String::from_utf8_lossy(bytes).into_owned();
                assert_ne!(text, "77", "a document that breaks the program");
                Ok(text)
            },
            |done| {
                all.extend(done.into_iter().map(|done| done.result));
                Ok(())
            },
        );
        assert_eq!(ended.unwrap(), Ended::Finished);
        all
    }

    #[test]
    fn order_is_kept_and_a_panic_costs_one_document() {
        let folder = folder(200);
        for threads in [1, 2, 3] {
            let all = run(threads, &folder, 100);
            assert_eq!(all.len(), 200);
            for (i, result) in all.iter().enumerate() {
                match result {
                    Ok(text) => assert_eq!(*text, i.to_string()),
                    Err(failure) => {
                        assert_eq!((i, failure.path.as_str()), (77, "0077"));
                        assert_eq!(failure.reason, Reason::Internal);
                        assert!(failure.message.contains("a document that breaks the program"));
                    }
                }
            }
            assert_eq!(all.iter().filter(|result| result.is_err()).count(), 1);
        }
    }

    #[test]
    fn a_document_over_the_limit_is_not_read() {
        let all = run(1, &folder(12), 1);
        let reasons: Vec<_> = all.iter().map(|result| result.as_ref().map_err(|f| f.reason).err()).collect();
        assert_eq!(reasons[..10], [None; 10]);
        assert_eq!(reasons[10..], [Some(Reason::TooLarge); 2]);
    }

    #[test]
    fn a_run_stopped_at_its_last_document_is_finished() {
        let folder = folder(3);
        let workers = Workers::new(Settings { threads: Some(1), ..Settings::default() }).unwrap();
        let inputs = Inputs::new(vec![folder.path().into()], &[]);
        let (stop, mut count) = (AtomicBool::new(false), 0);
        let work = |_: &crate::batch::Job, _: &[u8]| Ok(());
        let ended = workers.run(&inputs, &stop, work, |done| {
            count += done.len();
            stop.store(true, Ordering::Relaxed);
            Ok(())
        });
        assert_eq!((ended.unwrap(), count), (Ended::Finished, 3));
    }

    #[test]
    fn threads_are_not_without_bound() {
        let workers = Workers::new(Settings { threads: Some(50_000), ..Settings::default() }).unwrap();
        assert!(workers.pool.current_num_threads() <= super::most_threads());
    }

    #[test]
    fn a_stopped_run_gives_back_the_first_documents_without_a_gap() {
        let folder = folder(300);
        let workers = Workers::new(Settings { threads: Some(2), ..Settings::default() }).unwrap();
        let inputs = Inputs::new(vec![folder.path().into()], &[]);
        let (stop, mut all) = (AtomicBool::new(false), Vec::new());
        let ended = workers.run(
            &inputs,
            &stop,
            |job, _| {
                stop.fetch_or(job.shown == "0100", Ordering::Relaxed);
                Ok(job.shown.clone())
            },
            |done| {
                all.extend(done.into_iter().map(|done| done.result.unwrap()));
                Ok(())
            },
        );
        assert_eq!(ended.unwrap(), Ended::Interrupted);
        assert!(all.len() < 300);
        assert!(all.iter().enumerate().all(|(i, shown)| *shown == format!("{i:04}")));
    }
}
