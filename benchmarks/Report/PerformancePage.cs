using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using static Hal.Benchmarks.Goal;

namespace Hal.Benchmarks;

/// <summary>docs/performance.md. Every number on it is a measured one; what a number means is said here.</summary>
internal static class PerformancePage
{
    private static readonly string[] Rows = ["thin", "share", "scope", "abandon", "queue", "dma", "mmio"];
    private static readonly string[] Variants = ["direct", "binding", "interface", "delegate", "pointer", "class", "rust"];
    private static readonly string[] Generators = ["empty", "hal", "libraryimport", "json"];

    public static void Write(Figures figures, string docs)
    {
        var page = new StringBuilder();
        Introduction(page);
        Goals(page, figures);
        RunTime(page, figures, docs);
        Checked(page, figures, docs);
        Generator(page, figures, docs);
        Analyzers(page, figures, docs);
        Build(page, figures);
        File.WriteAllText(Path.Combine(docs, "performance.md"), page.ToString().Replace("\r\n", "\n").TrimEnd() + "\n");
    }

    private static void Introduction(StringBuilder page) => page.AppendLine("""
        # Performance

        `benchmarks/run.sh` measures everything on this page and writes it; nothing here is written by hand. It needs .NET and installs valgrind and rustc where they
        are missing. What does not depend on the machine, instructions, machine code and bytes, is also guarded in CI by `tests/Performance.Tests`. All subjects
        are timed in turn, round after round. A ratio of times of the loops is the median of the ratios within a round; a time alone is that of the best round, or, of
        generators, CPU time.

        """);

    private static void Goals(StringBuilder page, Figures f)
    {
        double Rust(string row) => f.Instructions.Get(0, row, "binding") / f.Instructions.Get(0, row, "rust");
        double RustTime(string row) => f.TimesJit.Get(2, row, "binding");
        double Analyzer(string code, int size, string subject) => f.Analyzers.Get(1, code, size, subject);
        double AnalyzerRatio(string code, int size, string subject) => Analyzer(code, size, "hal") / Analyzer(code, size, subject);
        double Keystroke(int count, int files, string other, int column) => f.Generators.Get(column, "hal", count, files) / f.Generators.Get(column, other, count, files);
        double Largest(Func<string, double> figure) => Rows.Max(figure);

        const string Thin = "Both are a handful of instructions; what differs is the loop's own arithmetic and the address of each static field, which the native compiler loads anew.";
        const string Queue = "LLVM inlines the whole queue into the loop. Here the handler that takes shares back when one fails keeps adding a chain a method of its own, "
            + "with its prologue and with the values that the handler needs in memory. Tried and kept: one slot a descriptor instead of three arrays, messages made apart "
            + "from the code of every request, the handler around one inlined method, counters added once a chain.";
        const string Dma = "The owner in Rust is a value that the compiler proves to be dropped once. Here it is an object, so that it can be kept, passed on and given back exactly once "
            + "from any thread: one allocation of 48 bytes, which the runtime also clears, and one interlocked instruction. Tried: no helper call, no escaping reference, "
            + "everything inlined; the JIT still does not place the object on the stack, because its state is exchanged by address. Clearing the one page that a real "
            + "platform must clear takes several times as long.";
        const string Unused = "No body is looked at there: that the code names the HAL nowhere is seen from its text. What is left is the search in the texts, the references of the "
            + "references, and one look at the attributes and interfaces of each type. Tried and kept besides, for code that uses the HAL in places: a call costs one look-up, a type "
            + "is looked into once, libraries that cannot have the HAL's types are told by their references.";
        const string UnusedPeer = Unused + " CA2000 looks at methods that create disposable objects only, and this code has next to none.";
        const string Keystroke10 = "Most of what is above the empty generator is the compiler binding the types in the signatures of the five members (a profile of `Read`), which it "
            + "would do later for the same edit; the editor does it for every file that is open. The rest is names, comparisons and the model. Not tried: to tell from the "
            + "syntax that no signature changed, since another file's types, aliases and usings can change what it means.";
        const string Dense = "One pass of the engine follows the state of each path at each operation, for all rules together, and into the methods that are called; CA2000 follows the "
            + "disposable objects that a method creates, of which few of these methods have one. That the engine's own work is linear is counted, in operations, by `LinearCostTests`; times contain Roslyn's graphs, the garbage "
            + "collector and other work of the machine. Tried and kept: copies of a state share what neither has written. In a profile the rest has no single hot spot.";
        Goal[] goals =
        [
            new("binding against direct call: most differing instructions in a row", Largest(row => Math.Abs(f.Instructions.Get(0, row, "binding") - f.Instructions.Get(0, row, "direct"))), 0),
            new("the comparison sees a difference: 2.5 / (delegate against direct, thin, time)", 2.5 / f.TimesJit.Get(1, "thin", "delegate"), 1, "The machine was too busy to see it in time; the instructions show it."),
            new("against Rust, time: queue", RustTime("queue"), 1.00, Queue),
            new("against Rust, time: share", RustTime("share"), 1.05, "The loop is bound by its stores; the instructions say what is computed."),
            new("against Rust, time: dma", RustTime("dma"), 1.05, Dma),
            new("against Rust, time: thin", RustTime("thin"), 1.3, Thin),
            new("against Rust, instructions: queue", Rust("queue"), 1.10, Queue),
            new("against Rust, instructions: share", Rust("share"), 1.10),
            new("against Rust, instructions: thin", Rust("thin"), 1.5, Thin),
            new("bytes allocated by share, unshare and a queue's request", new[] { "thin", "share", "scope", "queue", "bookkeeping" }.Max(row => f.Bytes.Get(0, row)), 0),
            new("bytes allocated by `new Dma` and Dispose", f.Bytes.Get(0, "dma"), 48),
            new("`new Dma` and Dispose against SafeHandle, time", f.Benchmark("DmaOwnerBenchmarks", "Dma").Nanoseconds / f.Benchmark("DmaOwnerBenchmarks", "SafeHandle").Nanoseconds, 0.25),
            new("`Checked`: ns of a share and unshare with 1,000 live shares", f.TimesJit.Get(0, 1000, "checked"), 150),
            new("`Checked`: instructions with 100,000 live shares against 10", f.Instructions.Get(0, 100_000, "bookkeeping") / f.Instructions.Get(0, 10, "bookkeeping"), 1.1, "A page of memory with 64 live shares is searched by halving; with 10 there is none such."),
            new("keystroke, 10 HALs, 500 files: bytes against the empty generator", Keystroke(10, 500, "empty", 2), 1.3),
            new("keystroke, 10 HALs, 500 files: time against the empty generator", Keystroke(10, 500, "empty", 1), 1.3, Keystroke10),
            new("keystroke, 10 HALs, 500 files: time against LibraryImport", Keystroke(10, 500, "libraryimport", 1), 0.25, "In both most of it is the look at the 500 files, which every generator pays."),
            new("keystroke, 1 HAL, 500 files (69,000 lines): time against the empty generator", Keystroke(1, 500, "empty", 1), 1.1, Keystroke10),
            new("keystroke, 10 HALs, 2,000 files: time against the empty generator", Keystroke(10, 2000, "empty", 1), 1.1, Keystroke10),
            new("cold, 1,000 HALs: time against LibraryImport", Keystroke(1000, 500, "libraryimport", 0), 0.06, "Of the five methods two have spans and one a string; the prototype's had more to marshal."),
            new("cold, 1,000 HALs: time against the empty generator", Keystroke(1000, 500, "empty", 0), 1.8, "It writes 1,000 files, which the compiler parses, and the empty one writes none. In a profile of the generator's own code nearly all is the compiler binding the signatures of the members, and the writing is little. Nothing was tried against it yet."),
            new("analyzers, HAL not referenced: % of compile time", 100 * AnalyzerRatio("absent", 0, "compile"), 0.02, "It is a fixed cost of each compilation, and no part of it grows with the code: the names of the references, and one look into the sources' own types. Before, the type was looked up through all references."),
            new("analyzers, referenced and not called: % of compile time", 100 * AnalyzerRatio("unused", 0, "compile"), 0.3, Unused),
            new("analyzers, referenced and not called: against CA2000", AnalyzerRatio("unused", 0, "ca2000"), 1.0 / 300, UnusedPeer),
            new("analyzers, every method uses the HAL: all rules against CA2000", AnalyzerRatio("dense", 500, "ca2000"), 0.5, Dense),
            new("analyzers, every method uses the HAL: all rules against the bare graphs", AnalyzerRatio("dense", 500, "graph"), 4, Dense),
            new("analyzers, 10 times the methods: times the cost", Analyzer("dense", 5000, "hal") / Analyzer("dense", 500, "hal"), 12, Dense),
            new("analyzers, 10 times the statements of a method (100 to 1,000): times the cost", Analyzer("method", 1000, "hal") / Analyzer("method", 100, "hal"), 12, Dense),
        ];

        page.AppendLine("## Goals\n\n| | at most | measured | |\n|---|---|---|---|");
        foreach (Goal goal in goals)
        {
            page.AppendLine(goal.Row);
        }

        page.AppendLine("\nThat no step of the generator runs again that need not is asserted by `tests/Hal.Generators.Tests`, not timed.\n");
        Goal[] missed = goals.Where(goal => !goal.IsMet).ToArray();
        if (missed.Length > 0)
        {
            page.AppendLine("### What is missed, and why\n");
            foreach (IGrouping<string, Goal> reason in missed.GroupBy(goal => goal.WhenMissed))
            {
                page.AppendLine($"- {string.Join("; ", reason.Select(goal => char.ToUpperInvariant(goal.Subject[0]) + goal.Subject[1..]))}. {reason.Key}");
            }

            page.AppendLine();
        }
    }

    private static void RunTime(StringBuilder page, Figures f, string docs)
    {
        page.AppendLine("""
            ## Run time: one operation of a driver

            The loops stand in `benchmarks/Loops/Loops.cs`, their twins in `benchmarks/Rust/loops.rs`; the HAL beneath makes one store for each Share and Unshare.
            `thin` share, a store, unshare; `share` with a shadow and a descriptor; `scope` by `SharedScope`; `abandon` a share given up; `queue` the queue of
            `samples/VirtioBlk`: two buffers added, fence, popped; `dma` one page allocated, written, given back; `mmio` a window mapped, a register read, one written.
            `direct` calls a static class, `binding` is the generated struct, `interface` an object chosen at run time among four platforms, `pointer` a
            function pointer, `class` a class as type argument. Every other variant is derived from the text of `binding` at build time.

            Instructions of an operation, native code (`benchmarks/instructions.sh`, callgrind):

            """);
        VariantTable(page, (row, variant) => f.Instructions.Get(0, row, variant));
        page.AppendLine("\n![Instructions of one operation](images/instructions.svg)\n\nTime against the direct call, by the JIT (native):\n");
        VariantTable(page, (row, variant) => f.TimesJit.Get(1, row, variant), (row, variant) => f.TimesNative.Get(1, row, variant));
        page.AppendLine("\nTime of the binding against Rust, by the JIT (native):\n");
        page.AppendLine("| " + string.Join(" | ", Rows) + " |\n|" + string.Concat(Enumerable.Repeat("---|", Rows.Length)));
        page.AppendLine("| " + string.Join(" | ", Rows.Select(row => $"{Text(f.TimesJit.Get(2, row, "binding"))} ({Text(f.TimesNative.Get(2, row, "binding"))})")) + " |");
        page.AppendLine("\nOwners of DMA memory: allocate a page, write to it, give it back (`benchmarks/RunTime`, BenchmarkDotNet):\n\n| | ns, best | bytes |\n|---|---|---|");
        foreach ((string method, string name) in new[] { ("Dma", "`Dma<THal>`"), ("Struct", "a struct, which a copy gives back twice"), ("Finalizer", "a class with a finalizer"), ("SafeHandle", "a SafeHandle") })
        {
            (double ns, double bytes) = f.Benchmark("DmaOwnerBenchmarks", method);
            page.AppendLine($"| {name} | {Text(ns)} | {Text(bytes)} |");
        }

        page.AppendLine(
            $"\nA register read and written through `MmioRegion` takes {Text(f.Benchmark("MmioBenchmarks", "Region").Nanoseconds)} ns, through a bare pointer "
            + $"{Text(f.Benchmark("MmioBenchmarks", "Pointer").Nanoseconds)} ns: bounds and alignment of each access are checked.\n");
        string[] bars = ["direct", "binding", "interface", "delegate", "rust"];
        string[] rows = ["thin", "share", "scope", "mmio"];
        Plots.Bars(
            Path.Combine(docs, "images", "instructions.svg"), "Instructions of one operation, native code", "instructions", rows,
            bars.Select(variant => (variant, rows.Select(row => f.Instructions.Get(0, row, variant)).ToArray())).ToArray());
    }

    private static void VariantTable(StringBuilder page, Func<string, string, double> figure, Func<string, string, double>? second = null)
    {
        page.AppendLine("| | " + string.Join(" | ", Variants) + " |\n|---|" + string.Concat(Enumerable.Repeat("---|", Variants.Length)));
        foreach (string row in Rows)
        {
            page.AppendLine($"| {row} | " + string.Join(" | ", Variants.Select(variant =>
                Text(figure(row, variant)) + (second is null ? string.Empty : $" ({Text(second(row, variant))})"))) + " |");
        }
    }

    private static void Checked(StringBuilder page, Figures f, string docs)
    {
        string[] live = f.TimesJit.Keys.Where(key => key[1] == "checked").Select(key => key[0]).ToArray();
        page.AppendLine("## The checked HAL\n\nA share of 64 bytes and its unshare on `Checked<THal>`, by the number of other shares that are live:\n");
        page.AppendLine("| live shares | " + string.Join(" | ", live) + " |\n|---|" + string.Concat(Enumerable.Repeat("---|", live.Length)));
        page.AppendLine("| ns, best, as it comes | " + string.Join(" | ", live.Select(n => Text(f.TimesJit.Get(0, n, "checked")))) + " |");
        page.AppendLine("| ns, best, without stacks | " + string.Join(" | ", live.Select(n => Text(f.TimesJit.Get(0, n, "bookkeeping")))) + " |");
        page.AppendLine("| instructions, native, without stacks | " + string.Join(" | ", live.Select(n => Text(f.Instructions.Get(0, n, "bookkeeping")))) + " |");
        page.AppendLine("\n![Cost of a checked share by live shares](images/checked.svg)\n\nA platform that does not name `Checked` pays nothing: it is a type argument, not a switch.\n");
        Plots.Curves(
            Path.Combine(docs, "images", "checked.svg"), "A checked share and unshare", "live shares", "ns",
            [("as it comes", live.Where(n => n != "0").Select(n => (double.Parse(n, System.Globalization.CultureInfo.InvariantCulture), f.TimesJit.Get(0, n, "checked"))).ToArray())]);
    }

    private static void Generator(StringBuilder page, Figures f, string docs)
    {
        (string Count, string Files)[] sizes = f.Generators.Keys.Where(key => key[0] == "hal").Select(key => (key[1], key[2])).ToArray();
        page.AppendLine("""
            ## Generator

            CPU time of one run over a project with so many marked declarations and so many files that have nothing to do with them: cold, and after an edit of such a file.
            `empty` finds the marked classes and writes nothing; `libraryimport` and `json` are the SDK's own, on as many classes of theirs: five methods
            each as a HAL has, and one serialised record.

            """);
        foreach ((string title, int column) in new[] { ("Cold, ms", 0), ("Keystroke, ms", 1), ("Keystroke, KB allocated", 2) })
        {
            page.AppendLine($"| {title} | " + string.Join(" | ", sizes.Select(size => $"{size.Count} in {size.Files}")) + " |\n|---|" + string.Concat(Enumerable.Repeat("---|", sizes.Length)));
            foreach (string generator in Generators)
            {
                page.AppendLine($"| {generator} | " + string.Join(" | ", sizes.Select(size => Text(f.Generators.Get(column, generator, size.Count, size.Files)))) + " |");
            }

            page.AppendLine();
        }

        page.AppendLine("![A keystroke by marked declarations](images/keystroke.svg)\n");
        Plots.Curves(
            Path.Combine(docs, "images", "keystroke.svg"), "KB of a keystroke, 500 other files", "marked declarations", "KB",
            Generators.Select(generator => (generator, sizes.Where(size => size.Files == "500").Select(size =>
                (double.Parse(size.Count, System.Globalization.CultureInfo.InvariantCulture), f.Generators.Get(2, generator, size.Count, size.Files))).ToArray())).ToArray());
    }

    private static void Analyzers(StringBuilder page, Figures f, string docs)
    {
        (string Code, string Size)[] sizes = f.Analyzers.Keys.Where(key => key[2] == "hal").Select(key => (key[0], key[1])).ToArray();
        string[] subjects = ["compile", "hal", "ca2000", "idisposable", "graph", .. f.Analyzers.Keys.Select(key => key[2]).Where(s => s.StartsWith("hal:", StringComparison.Ordinal)).Distinct()];
        page.AppendLine("""
            ## Analyzers

            Own time in ms as the compiler's driver counts it, the best of the rounds; it is wall time, so that what else the machine does is in it: on a busy machine
            two runs of the dense code differ by a factor of two or more, and the quotients of the goals with them. `absent`: the code of this repository's generator and analyzers, renamed so that it never says `Hal`, which does not
            reference the package; `unused`: the same, referencing it; `mixed`: with one file more, whose one method uses the HAL; `dense`: so many methods that all use the HAL; `method`: one method of so many statements. `hal` is
            all rules together, `hal:...` one analyzer of them (every flow rule listens to the one pass of ContractAnalyzer), `graph` builds every control flow graph and looks
            at none, `compile` is the compiler without analyzers. CA2000 and IDisposableAnalyzers are not run over methods of more than 1,000 statements.

            """);
        page.AppendLine("| code | lines | " + string.Join(" | ", subjects) + " |\n|---|---|" + string.Concat(Enumerable.Repeat("---|", subjects.Length)));
        foreach ((string code, string size) in sizes)
        {
            page.AppendLine(
                $"| {code}{(size == "0" ? string.Empty : " " + size)} | {Text(f.Analyzers.Get(0, code, size, "hal"))} | "
                + string.Join(" | ", subjects.Select(s => f.Analyzers.Has(code, size, s) ? Text(f.Analyzers.Get(1, code, size, s)) : "")) + " |");
        }

        page.AppendLine("\n![Own time by the number of methods](images/analyzers-methods.svg)\n\n![Own time by the statements of one method](images/analyzers-statements.svg)\n");
        string[] curves = ["hal", "ca2000", "idisposable", "graph", "compile"];
        foreach ((string code, string file, string x) in new[] { ("dense", "analyzers-methods.svg", "methods"), ("method", "analyzers-statements.svg", "statements") })
        {
            Plots.Curves(
                Path.Combine(docs, "images", file), $"Own time by {x}", x, "ms",
                curves.Select(s => (s, sizes.Where(size => size.Code == code && f.Analyzers.Has(code, size.Size, s)).Select(size =>
                    (double.Parse(size.Size, System.Globalization.CultureInfo.InvariantCulture), f.Analyzers.Get(1, code, size.Size, s))).ToArray())).ToArray());
        }
    }

    private static void Build(StringBuilder page, Figures f) => page.AppendLine($"""
        ## Build and start-up

        A program of a few lines, and the same with a HAL class and a driver over it (`benchmarks/build.sh`); the best of the
        rounds, in turn:

        | | without the package | with it | |
        |---|---|---|---|
        | clean build, ms | {Text(f.Build.Get(0, "build"))} | {Text(f.Build.Get(1, "build"))} | {Text(f.Build.Get(1, "build") - f.Build.Get(0, "build"))} ms more |
        | native binary, bytes | {Text(f.Build.Get(0, "native"))} | {Text(f.Build.Get(1, "native"))} | {Text((f.Build.Get(1, "native") - f.Build.Get(0, "native")) / 1024)} KB more |
        | start to end of the native program, ms | {Text(f.Build.Get(0, "startup"))} | {Text(f.Build.Get(1, "startup"))} | |
        """);
}
