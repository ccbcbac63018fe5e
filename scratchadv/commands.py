"""What each command takes, and what it runs.

What computes is imported when a command runs: `--help` answers at once, and `reproduce` limits the
BLAS before NumPy is loaded.
"""
import argparse
import sys
from pathlib import Path

from scratchadv.cores import cores, load_numpy_with_one_thread
from scratchadv.coursework import command as coursework
from scratchadv.coursework.command import folder_path

RESULTS = "scratchadv-results"                   # default output folder, with one a profile in it
PROFILE_TEXT = """profiles:
  smoke   under a minute; every experiment, small: only shows that all runs
  laptop  five to thirteen minutes on two cores; the full test set, shortened training (the default)
  paper   hours to a day a seed; the recipes at full length; killed at any moment and started
          again it goes on
"""
SECTION_TEXT = """sections:
  twins         every kernel against its NumPy definition
  attacks       FGSM against the matrix products in it
  steps         clean and adversarial step, FGSM and error on the test digits, beside the peers
  growth        times over units, pieces, batch and examples, with the fitted exponents
  startup       import, first start with everything to compile, second start
  memory        what training holds at most
  environments  the step under OMP_, OPENBLAS_ and NUMBA_NUM_THREADS
"""


def add_commands(commands):
    """All of them, in the order of the help.  commands: of argparse's add_subparsers."""
    for add in (_add_reproduce, _add_report, _add_claims, _add_attack, _add_gradcheck, _add_bench,
                coursework.add):
        add(commands)


def _command(commands, name, run, *, help, description, epilog=None):
    command = commands.add_parser(name, help=help, description=description, epilog=epilog,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    command.set_defaults(run=run)
    return command


# -- reproduce, report, claims

def _add_reproduce(commands):
    command = _command(
        commands, "reproduce", _reproduce, epilog=PROFILE_TEXT, help="measure the paper's claims",
        description=(
            "Measure the paper's claims and write results, figures and a report.\n"
            "What stands in the output folder already is kept; delete it to measure anew."))
    command.set_defaults(goes_on=True)           # after Ctrl-C
    command.add_argument("ids", nargs="*", metavar="ID",
                         help="claims such as s4.maxout, or sections such as s6 (default: all)")
    command.add_argument("--profile", choices=("smoke", "laptop", "paper"), default="laptop",
                         help="how long to train, see below (default: laptop)")
    seeds = command.add_mutually_exclusive_group()
    seeds.add_argument("--seeds", type=_positive, default=1, metavar="N",
                       help="seeds 0 .. N-1 (default: 1)")
    seeds.add_argument("--seed", type=_seed, metavar="S",
                       help="this seed alone: for a task of a cluster's job array")
    command.add_argument("--data", type=folder_path, metavar="DIR",
                         help="four MNIST-like IDX files, plain or .gz, such as Fashion-MNIST's: "
                              "ten classes, over 10,000 training images, 60,000 for s8.linear "
                              "(default: MNIST)")
    command.add_argument("--out", type=folder_path, metavar="DIR",
                         help=f"output folder (default: {RESULTS}/PROFILE)")
    command.add_argument("--processes", type=int, choices=(1, 2), metavar="{1,2}",
                         help="1, or 2 that go through the list from either end with half of the "
                              "threads each (default: 2 on two cores or more)")
    command.add_argument("--list", action="store_true",
                         help="list the jobs: what is done and how long it took, what is missing "
                              "and how long it is likely to take; run nothing")


def _reproduce(options):
    limited = load_numpy_with_one_thread()       # for the same bits with any number of threads
    from scratchadv import files, reproduce
    possible = limited and files.LOCKS
    if options.processes == 2 and not possible:
        raise ValueError("--processes must be 1 here: two need file locks, and a Python in which "
                         "NumPy was not loaded before")
    processes = options.processes or (2 if possible and cores() > 1 else 1)
    out = options.out or Path(RESULTS) / (options.profile if options.data is None else
                                          f"{options.profile}-{options.data.resolve().name}")
    ids = reproduce.select(options.ids, options.profile)
    seeds = range(options.seeds) if options.seed is None else [options.seed]
    labs = reproduce.make_labs(options.profile, seeds, out, data=options.data)
    ids = reproduce.possible(ids, labs[0].digits, named=options.ids, stream=sys.stdout)
    if options.list:
        return reproduce.list_jobs(ids, labs, sys.stdout)
    return reproduce.run(ids, labs, out, stream=sys.stdout, processes=processes)


def _add_report(commands):
    command = _command(
        commands, "report", _report, help="make the report from results",
        description="Make report.html, ledger.md and figures/ anew from DIR/results/*.json.")
    command.add_argument("folder", type=folder_path, metavar="DIR",
                         help="an output folder of `scratchadv reproduce`")


def _report(options):
    from scratchadv import report
    print(report.write_report(options.folder))
    return 0


def _add_claims(commands):
    _command(
        commands, "claims", _claims,
        help="list the paper's claims and when we call them reproduced",
        description="List every claim: the paper's numbers, and the rules that judge ours.")


def _claims(options):
    from scratchadv import report
    print(report.claims_text())
    return 0


# -- attack

def _add_attack(commands):
    command = _command(
        commands, "attack", _attack, help="attack one digit and draw it",
        description=(
            "Attack a test digit, or an image file of your own: before, eta, after, with the\n"
            "probabilities. The network is trained first where it is not there yet."))
    picture, net = (command.add_mutually_exclusive_group() for _ in range(2))
    picture.add_argument("image", nargs="?", type=Path,
                         help="PNG, JPEG or .npy file of one digit, cropped like MNIST's: 20 of 28 "
                              "pixels high, centred, on a light or a dark ground (default: a test "
                              "digit)")
    picture.add_argument("--digit", type=int, metavar="I",
                         help="which test digit, 0 .. 9999 (default: 0)")
    command.add_argument("--label", type=int, metavar="Y",
                         help="the true class (default: a test digit's own; of an image file, the "
                              "predicted one)")
    command.add_argument("--target", type=int, metavar="T",
                         help="a class to be taken for (default: any other)")
    net.add_argument("--model", choices=("softmax", "maxout", "adversarial", "rbf"),
                     default="softmax",
                     help="which network of the laptop profile "
                          "(default: softmax, trained in seconds)")
    net.add_argument("--network", type=Path, metavar="FILE",
                     help="a network saved by net.save, instead")
    command.add_argument("--eps", type=float, default=.25,
                         help="size of the perturbation (default: .25)")
    command.add_argument("--norm", choices=("inf", "2", "1"), default="inf",
                         help="how it is measured (default: inf)")
    command.add_argument("--clip", action="store_true",
                         help="keep pixels within [0, 1] (the paper speaks of none)")
    command.add_argument("--direction", choices=("exact", "float32"), default="exact",
                         help="exact sign, or single precision, which we take for the paper's "
                              "(default: exact)")
    command.add_argument("--networks", type=folder_path, metavar="DIR",
                         default=Path(RESULTS) / "laptop",
                         help=f"where trained networks are kept (default: {RESULTS}/laptop)")
    command.add_argument("--out", type=Path, metavar="FILE", default=Path("attack.png"),
                         help="the picture: .png, .svg or .pdf (default: attack.png)")


def _attack(options):
    from scratchadv import attack_picture
    print(attack_picture.run(options))
    return 0


# -- gradcheck, bench

def _add_gradcheck(commands):
    _command(
        commands, "gradcheck", _gradcheck, help="check every gradient",
        description=(
            "Check every layer, loss, objective and model against central differences or the\n"
            "complex step, in inputs and parameters, and the three facts on which the paper's\n"
            "argument rests."))


def _gradcheck(options):
    from scratchadv import gradcheck_catalogue
    return 0 if gradcheck_catalogue.run(sys.stdout) else 1


def _add_bench(commands):
    command = _command(
        commands, "bench", _bench, help="measure how fast it is, and beside whom",
        epilog=SECTION_TEXT, description=(
            "Time training steps, attacks and evaluation beside their bare matrix products, the\n"
            "NumPy definitions and, where installed, PyTorch and JAX: each validated first, then\n"
            "in turn, medians, in this environment. Some minutes, best on an idle machine."))
    command.add_argument("--quick", action="store_true",
                         help="240 units, 1000 digits and short runs: sooner done, and rough")
    command.add_argument("--only", nargs="+", metavar="SECTION",
                         help="which of the sections below to measure, or all (default: the first "
                              "three)")
    command.add_argument("--out", type=folder_path, metavar="DIR", default=Path(RESULTS) / "bench",
                         help="where bench.json and the figures go, in place of what is there "
                              f"(default: {RESULTS}/bench)")


def _bench(options):
    from scratchadv import bench
    try:
        bench.run(options.out, only=options.only, quick=options.quick)
    except ArithmeticError as error:             # a contender that does not do what it should
        print(f"\nscratchadv: {error}", file=sys.stderr)
        return 1
    return 0


# -- what options take

def _seed(text):
    return _whole(text, 0, 998)


def _positive(text):
    return _whole(text, 1, 999)


def _whole(text, low, high):
    if not text.isdecimal() or len(text) > 9 or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(
            f"must be a whole number from {low} to {high}, got {text!r}")
    return int(text)
