"""Progress of long work on one line: rewritten in place on a terminal, plain lines elsewhere."""
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


def time_text(seconds):
    """12 s, 3 min 05 s, 2 h 10 min."""
    seconds = int(round(seconds))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60:02d} s"
    return f"{seconds // 3600} h {seconds % 3600 // 60:02d} min"
