// SPDX-License-Identifier: Apache-2.0

// tlog PROGRAM: the Go project's own transparency log (golang.org/x/mod/sumdb)
// checks what PROGRAM (tlog_answers) makes, and PROGRAM checks what Go makes.
package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A log whose entry N is the text N, in memory.
type log struct {
	hash []tlog.Hash
	size int64
}

func (l *log) ReadHashes(index []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range index {
		out = append(out, l.hash[i])
	}
	return out, nil
}

func (l *log) grow(size int64) {
	for ; l.size < size; l.size++ {
		h, err := tlog.StoredHashes(l.size, []byte(fmt.Sprint(l.size)), l)
		must(err)
		l.hash = append(l.hash, h...)
	}
}

func (l *log) root(size int64) tlog.Hash {
	h, err := tlog.TreeHash(size, l)
	must(err)
	return h
}

func must(err error) {
	if err != nil {
		fmt.Println("Bail out!", err)
		os.Exit(1)
	}
}

var tests, failed int

func ok(holds bool, name string) {
	tests++
	if !holds {
		failed++
		fmt.Print("not ")
	}
	fmt.Printf("ok %d - %s\n", tests, name)
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	must(err)
	return n
}

func hashes(hexes []string) []tlog.Hash {
	var out []tlog.Hash
	for _, s := range hexes {
		var h tlog.Hash
		b, err := hex.DecodeString(s)
		must(err)
		copy(h[:], b)
		out = append(out, h)
	}
	return out
}

// Is the tile or bundle at path what Go makes of the same log?
func sameTile(l *log, path string, data []byte) bool {
	if strings.HasPrefix(path, "tile/entries/") {
		t, err := tlog.ParseTilePath("tile/8/0/" + strings.TrimPrefix(path, "tile/entries/"))
		must(err)
		var want []byte
		for i := t.N << 8; i < t.N<<8+int64(t.W); i++ {
			text := fmt.Sprint(i)
			want = append(want, 0, byte(len(text)))
			want = append(want, text...)
		}
		return bytes.Equal(want, data)
	}
	t, err := tlog.ParseTilePath("tile/8/" + strings.TrimPrefix(path, "tile/"))
	must(err)
	want, err := tlog.ReadTileData(t, l)
	must(err)
	return bytes.Equal(want, data)
}

func sameNote(l *log, vkey string, data []byte) bool {
	v, err := note.NewVerifier(vkey)
	must(err)
	n, err := note.Open(data, note.VerifierList(v))
	if err != nil {
		return false
	}
	return n.Text == fmt.Sprintf("example.org/log\n%d\n%s\n", l.size, l.root(l.size))
}

// Lines of PROGRAM make, by kind: how many there were and how many were wrong.
func judge(l *log, program string) {
	seen, wrong := map[string]int{}, map[string]int{}
	cmd := exec.Command(program, "make")
	out, err := cmd.Output()
	must(err)
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		holds := false
		switch f[0] {
		case "root":
			l.grow(number(f[1]))
			holds = hashes(f[2:])[0] == l.root(number(f[1]))
		case "include":
			size, i := number(f[1]), number(f[2])
			holds = tlog.CheckRecord(hashes(f[3:]), size, l.root(size), i,
				tlog.RecordHash([]byte(fmt.Sprint(i)))) == nil
		case "consistent":
			size, old := number(f[1]), number(f[2])
			holds = tlog.CheckTree(hashes(f[3:]), size, l.root(size), old,
				l.root(old)) == nil
		case "tile":
			data, err := hex.DecodeString(f[2])
			must(err)
			holds = sameTile(l, f[1], data)
		case "note":
			data, err := hex.DecodeString(f[2])
			must(err)
			holds = sameNote(l, f[1], data)
		}
		seen[f[0]]++
		if !holds {
			wrong[f[0]]++
		}
	}
	must(lines.Err())
	for _, want := range []struct {
		kind string
		n    int
	}{{"root", 41}, {"include", 820}, {"consistent", 820}, {"tile", 519}, {"note", 1}} {
		ok(seen[want.kind] == want.n && wrong[want.kind] == 0,
			fmt.Sprintf("Go accepts what we make: %d %s, %d wrong", seen[want.kind], want.kind, wrong[want.kind]))
	}
}

// What Go makes, and whether it holds.
func questions(l *log) (text string, answers []string) {
	ask := func(holds bool, format string, a ...any) {
		text += fmt.Sprintf(format, a...) + "\n"
		answers = append(answers, map[bool]string{true: "yes", false: "no"}[holds])
	}
	join := func(p []tlog.Hash) (s string) {
		for _, h := range p {
			s += fmt.Sprintf(" %x", h[:])
		}
		return
	}
	for size := int64(1); size <= 60; size += 3 {
		root := l.root(size)
		for i := int64(0); i < size; i++ {
			leaf := tlog.RecordHash([]byte(fmt.Sprint(i)))
			p, err := tlog.ProveRecord(size, i, l)
			must(err)
			ask(true, "include %d %d %x %x%s", size, i, leaf[:], root[:], join(p))
			leaf[5] ^= 1
			ask(false, "include %d %d %x %x%s", size, i, leaf[:], root[:], join(p))
			old := l.root(i + 1)
			t, err := tlog.ProveTree(size, i+1, l)
			must(err)
			ask(true, "consistent %d %d %x %x%s", size, i+1, old[:], root[:], join(t))
			old[5] ^= 1
			ask(false, "consistent %d %d %x %x%s", size, i+1, old[:], root[:], join(t))
		}
	}
	skey, vkey, err := note.GenerateKey(rand.Reader, "example.org/go")
	must(err)
	signer, err := note.NewSigner(skey)
	must(err)
	msg, err := note.Sign(&note.Note{Text: "one\n\ntwo\n"}, signer)
	must(err)
	ask(true, "note %s %x", vkey, msg)
	msg[0] ^= 1
	ask(false, "note %s %x", vkey, msg)
	return
}

func main() {
	l := new(log)
	judge(l, os.Args[1])
	text, want := questions(l)
	cmd := exec.Command(os.Args[1], "check")
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.Output()
	must(err)
	got := strings.Fields(string(out))
	same := 0
	for i := range want {
		if i < len(got) && got[i] == want[i] {
			same++
		}
	}
	ok(same == len(want) && len(got) == len(want),
		fmt.Sprintf("we judge what Go makes as Go does: %d of %d", same, len(want)))
	fmt.Printf("1..%d\n", tests)
	if failed > 0 {
		os.Exit(1)
	}
}
