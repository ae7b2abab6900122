using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using Hal.Tests.Support;
using Xunit;

namespace Hal.Performance.Tests;

/// <summary>benchmarks/Loops, built once for all tests of a class, with outputs of its own.</summary>
public sealed class BuiltLoops : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("halgen-loops-").FullName;
    private readonly string _dll;

    public BuiltLoops()
    {
        (int exitCode, string output) = DotNet.Run(
            Repository.Root, "build", Path.Combine("benchmarks", "Loops"), "-c", "Release", "--artifacts-path", _folder, "-nologo", "-v", "quiet", "-nodeReuse:false");
        Assert.True(exitCode == 0, output);
        _dll = Path.Combine(_folder, "bin", "Loops", "release", "Loops.dll");
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A build server may hold a file for a moment longer; the folder is a temporary one.
        }
    }

    /// <summary>What a command of the program writes.</summary>
    internal string[] Lines(params string[] arguments) => Run(arguments, []).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The machine code that the JIT makes for one loop and what it calls, with addresses made alike.</summary>
    internal MachineCode CodeOf(string variant, string row)
    {
        string listing = Path.Combine(_folder, $"{variant}-{row}.txt");
        Run(
            ["run", variant, row, "1"],
            new()
            {
                ["DOTNET_JitStdOutFile"] = listing,
                ["DOTNET_JitDisasm"] = "*",
                ["DOTNET_JitDisasmDiffable"] = "1",
                ["DOTNET_TieredCompilation"] = "0",
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_ReadyToRun"] = "1",
            });
        return MachineCode.Parse(File.ReadAllText(listing));
    }

    private string Run(string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(_dll);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"Loops {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        return output;
    }
}
