// Package review (Dutch: heroverwegen) keeps the decisions that stand, and brings one back when it must be looked at
// again: its day came, the guidelines or the framework changed in a way that touches it, or something happened. It also
// tells beforehand how many decisions other content would touch. It is not the deliberation itself, which it knows by id
// and in compact form, and it decides nothing: whoever decided looks again. It owns the tables case_layout,
// open_decision, came_back, release_change and release_scan.
package review
