using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Hal.Tests.Support;
using Xunit;

namespace Hal.Generators.Tests;

/// <summary>
/// Compares generated files with those under <c>Snapshots/CASE/</c>, one file for each generated one; a missing file fails, and so does a surplus one. Set
/// HALGEN_ACCEPT_SNAPSHOTS=1 to write what is generated now, and read the difference before committing it. CI refuses the variable.
/// </summary>
internal static class Snapshot
{
    private const string AcceptVariable = "HALGEN_ACCEPT_SNAPSHOTS";

    public static string Folder { get; } = Repository.PathOf("tests", "Hal.Generators.Tests", "Snapshots");

    public static void Verify(string name, IEnumerable<(string HintName, string Text)> files)
    {
        bool accept = Environment.GetEnvironmentVariable(AcceptVariable) is "1";
        bool isCi = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
        Verify(Path.Combine(Folder, name), files.ToDictionary(file => file.HintName, file => file.Text), accept, isCi);
    }

    internal static void Verify(string folder, Dictionary<string, string> actual, bool accept, bool isCi)
    {
        if (accept)
        {
            Assert.False(isCi, $"{AcceptVariable} is set in CI, where snapshots are only compared.");
            Accept(folder, actual);
        }

        Dictionary<string, string> expected = Directory.Exists(folder)
            ? Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText)
            : new Dictionary<string, string>();
        string remedy = $"Run the test with {AcceptVariable}=1 if this is meant.";
        foreach (string hintName in actual.Keys.Except(expected.Keys))
        {
            Assert.Fail($"{hintName} is generated, but {folder} has no such file. {remedy}");
        }

        foreach (string hintName in expected.Keys.Except(actual.Keys))
        {
            Assert.Fail($"{folder} has {hintName}, which is not generated. {remedy}");
        }

        foreach (string hintName in actual.Keys)
        {
            Assert.True(expected[hintName] == actual[hintName], $"{hintName} differs from {folder}. {remedy} Generated now:\n{actual[hintName]}");
        }
    }

    private static void Accept(string folder, Dictionary<string, string> actual)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach ((string hintName, string text) in actual)
        {
            File.WriteAllText(Path.Combine(folder, hintName), text);
        }
    }
}
