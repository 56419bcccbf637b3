package bench

import (
	"testing"

	"nabij/bench/byhand"
	"nabij/internal/framework"
)

func BenchmarkByHand(b *testing.B) {
	var hand byhand.Judge
	var list []*byhand.Case
	for _, c := range Cases(stream) {
		list = append(list, byhand.From(c))
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		hand.Weigh(list[i])
		if i++; i == len(list) {
			i = 0
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	fw := load(b)
	v := fw.NewVerdict()
	var list []*framework.Input
	for _, c := range Cases(stream) {
		list = append(list, fw.Encode(c))
	}
	v.Judge(list[0])
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		v.Judge(list[i])
		if i++; i == len(list) {
			i = 0
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	fw := load(b)
	list := Cases(stream)
	fw.Evaluate(list[0])
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		fw.Evaluate(list[i])
		if i++; i == len(list) {
			i = 0
		}
	}
}

func BenchmarkTell(b *testing.B) {
	fw := load(b)
	list := Cases(stream)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		fw.Evaluate(list[i]).Tell("nl")
		if i++; i == len(list) {
			i = 0
		}
	}
}
