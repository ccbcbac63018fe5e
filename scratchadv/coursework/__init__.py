"""Coursework: assignments cut from this package, and a grader that names the mistake.

    scratchadv coursework make 2 DIR            handout, student file, some digits, a run script
    scratchadv coursework grade 2 DIR           points and feedback, offline
    scratchadv coursework grade 2 --folder DIR  every submission in a folder, into one table
    scratchadv coursework selftest              does the grader hold what it promises?

From the question to the sentence:
  tasks        Task, Part, Case: a question declared             assignments/assignmentN.py
  cutting      the student's file, cut from the package's source
  making       the files of an assignment
  sandbox      a submission in a process of its own (process, outcome), asked by frames (wire)
  child        what runs there, behind a fence (fence, landlock), with a blank matplotlib (blank)
  programs     what a part's program asks of the functions; returned counts what they give
  reference    the same program with the package's functions
  checks       how what came is judged
  diagnosis    which mistake it is                               diagnoses/*.py
  grading      parts, questions, points
  feedback     tables for people, results.json for machines
  points       an instructor's instead of ours
  copies       functions that are nearly ours, for the instructor alone
  batch        a folder of submissions, side by side
  selftest     untouched, reference, styles, planted mistakes    tests/coursework
  originals*   plain forms of functions that the package has only with doors around them
  small_lab    what an experiment of assignment 6 works with; claim_checks judges it

A Part is a short program, Python text over the task's functions and the inputs of a case:

    Part("gradient of s", 3, run="J, cache = softmax_cross_entropy_forward(s, y)\\n"
                                 "grad_s = softmax_cross_entropy_backward(grad_J, cache)",
         gives=("grad_s",), cases=both("N=5 examples, C=3 classes", scores()))

It runs in the submission's process with the student's functions, and in the grader's with ours, on
the same inputs; a cache never leaves its process. No answer is stored: held-out cases are made from
a key when grading, and the package's functions, which judge them, are not at hand in the
submission's process.
"""
