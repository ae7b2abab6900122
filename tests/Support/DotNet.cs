using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;

namespace Hal.Tests.Support;

/// <summary>Runs the .NET command as a user does, and gives what it printed.</summary>
internal static class DotNet
{
    /// <returns>The exit code and the output, standard error included.</returns>
    public static (int ExitCode, string Output) Run(string folder, params string[] arguments) => Run(folder, TimeSpan.FromMinutes(15), arguments);

    public static (int ExitCode, string Output) Run(string folder, TimeSpan limit, IReadOnlyCollection<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What the test host sets for itself is not the user's: it would steer the build to other files.
        foreach (string name in new[] { "MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILDFASTSHUTDOWN", "VSTEST_HOST_DEBUG" })
        {
            start.Environment.Remove(name);
        }

        // No process of the build outlives it: the folders that it works in are deleted.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        void Append(object? sender, DataReceivedEventArgs line)
        {
            if (line.Data is not null)
            {
                lock (output)
                {
                    output.Append(line.Data).Append('\n');
                }
            }
        }

        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took more than {limit}:\n{output}");
        }

        process.WaitForExit(); // The output is complete only then.
        return (process.ExitCode, output.ToString());
    }
}
