using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Hal.Benchmarks;

/// <summary>What run.sh has measured: lines of words and numbers, a file for each measurement.</summary>
internal sealed class Figures(string folder)
{
    /// <summary>Instructions of one operation by (row, variant); the rows of "bookkeeping" are numbers of live shares.</summary>
    public Table Instructions { get; } = new(folder, "instructions.txt", keys: 2);

    /// <summary>Best ns, ratio to direct and ratio to Rust by (row, variant), by the JIT.</summary>
    public Table TimesJit { get; } = new(folder, "times-jit.txt", keys: 2);

    /// <summary>The same of the native binary.</summary>
    public Table TimesNative { get; } = new(folder, "times-native.txt", keys: 2);

    /// <summary>Bytes that an operation allocates, by row.</summary>
    public Table Bytes { get; } = new(folder, "bytes.txt", keys: 1);

    /// <summary>Cold ms, keystroke ms, keystroke KB by (generator, marked classes, other files).</summary>
    public Table Generators { get; } = new(folder, "generators.txt", keys: 3);

    /// <summary>Lines and ms by (code, size, subject).</summary>
    public Table Analyzers { get; } = new(folder, "analyzers.txt", keys: 2, numbers: 1, moreKeys: 1);

    /// <summary>Without and with the package, by (what).</summary>
    public Table Build { get; } = new(folder, "build.txt", keys: 1);

    /// <summary>Median ns and bytes of a benchmark of BenchmarkDotNet, by class and method.</summary>
    public (double Nanoseconds, double Bytes) Benchmark(string type, string method)
    {
        string path = Path.Combine(folder, "benchmarkdotnet", "results", $"Hal.Benchmarks.{type}-report-brief.json");
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement found = report.RootElement.GetProperty("Benchmarks").EnumerateArray().Single(b => b.GetProperty("Method").GetString() == method);
        return (found.GetProperty("Statistics").GetProperty("Min").GetDouble(), found.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetDouble());
    }

    /// <summary>The figures of one measurement.</summary>
    internal sealed class Table
    {
        private readonly Dictionary<string, double[]> _rows = [];
        private readonly string _file;

        public Table(string folder, string file, int keys, int numbers = 0, int moreKeys = 0)
        {
            _file = file;
            string path = Path.Combine(folder, file);
            if (!File.Exists(path))
            {
                throw new FileNotFoundException($"{path} is missing: run benchmarks/run.sh without --page first.");
            }

            foreach (string[] words in File.ReadLines(path).Where(line => line.Length > 0).Select(line => line.Split(' ')))
            {
                IEnumerable<string> key = words.Take(keys).Concat(words.Skip(keys + numbers).Take(moreKeys));
                IEnumerable<string> values = words.Skip(keys).Take(numbers).Concat(words.Skip(keys + numbers + moreKeys));
                _rows[string.Join(' ', key)] = values.Select(word => word == "-" ? double.NaN : double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            }
        }

        /// <summary>The keys, in the order of the measurement.</summary>
        public IEnumerable<string[]> Keys => _rows.Keys.Select(key => key.Split(' '));

        public bool Has(params object[] key) => _rows.ContainsKey(Join(key));

        public double Get(int column, params object[] key) =>
            _rows.TryGetValue(Join(key), out double[]? row) ? row[column] : throw new KeyNotFoundException($"{_file} has no line for '{Join(key)}'.");

        private static string Join(object[] key) => string.Join(' ', key.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
    }
}
