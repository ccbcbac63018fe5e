"""Progress of long work on one line: rewritten in place on a terminal, plain lines elsewhere.

Progress is the line, Pace what a training shows on it.
"""
import shutil
import time


class Progress:
    """stream: such as sys.stderr.  Away from a terminal it gets a line at most every `seconds`."""

    def __init__(self, stream, *, seconds=10.0):
        self.stream = stream
        self.seconds = seconds
        self.terminal = stream.isatty()
        self.written = -float("inf")
        self.open_line = False
        self.label = ""                          # put before every text: what the work is for

    def update(self, text):
        """Show `text`, after the label, in place of what was shown before."""
        text = self.label + text
        if self.terminal:
            width = shutil.get_terminal_size().columns - 1
            self.stream.write("\r" + text[:width].ljust(width))
            self.open_line = True
        elif time.monotonic() - self.written >= self.seconds:
            self.stream.write(text + "\n")
            self.written = time.monotonic()
        self.stream.flush()

    def close(self):
        """Clear the line that is being rewritten."""
        if self.open_line:
            width = shutil.get_terminal_size().columns - 1
            self.stream.write("\r" + " " * width + "\r")
            self.open_line = False
            self.stream.flush()


class Pace:
    """A training: `epoch 3/15  J 0.1234  error 1.85%  1234 examples/s  2 min 10 s left`.

    The error is what the monitor saw last; a loss or an objective is shown as `loss 0.1234`.
    """

    def __init__(self, progress, history, epochs, N, monitor):
        self.progress, self.history, self.epochs, self.N = progress, history, epochs, N
        self.monitored = (f"  {monitor} {{:.4f}}" if monitor in ("loss", "objective")
                          else "  error {:.2%}").format
        # first: (time, examples) after the first batch, as the compiler's time is not to be counted
        self.first = self.shown = None
        if progress and not history.finished(epochs):
            progress.update(f"epoch {len(history.epoch) + 1}/{epochs}")

    def show(self, seen, J_sum):
        """After `seen` examples of the running epoch, whose J add up to J_sum; at most 5 a second.
        """
        if not self.progress:
            return
        now, done = time.monotonic(), len(self.history.epoch) * self.N + seen
        self.first = self.first or (now, done)
        if done == self.first[1] or (self.shown and now - self.shown < .2):
            return
        self.shown = now
        rate = (done - self.first[1]) / max(now - self.first[0], 1e-6)
        left = time_text((self.epochs * self.N - done) / rate)
        error = self.history.error[-1] if self.history.error else None
        error = "" if error is None else self.monitored(error)
        self.progress.update(f"epoch {len(self.history.epoch) + 1}/{self.epochs}  "
                             f"J {J_sum / seen:.4f}{error}  {rate:.0f} examples/s  {left} left")

    def close(self):
        """Clear the line."""
        if self.progress:
            self.progress.close()


def time_text(seconds):
    """12 s, 3 min 05 s, 2 h 10 min."""
    seconds = int(round(seconds))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60:02d} s"
    return f"{seconds // 3600} h {seconds % 3600 // 60:02d} min"
