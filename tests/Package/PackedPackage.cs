using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.RegularExpressions;
using Hal.Tests.Support;
using Xunit;

namespace Hal.Package.Tests;

/// <summary>
/// The package, packed twice from nothing, and every consumer built against it: restored from one folder into a cache of its own, so neither a registry nor what
/// this machine has seen before plays a part.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("halgen-package-").FullName;
    private readonly string _output;

    public PackedPackage()
    {
        First = Pack("first");
        Second = Pack("second");
        WriteConsumers();
        (_, _output) = DotNet.Run(ConsumerFolder, "msbuild", "All.proj", "-restore", "-nologo", "-verbosity:quiet", "-consoleLoggerParameters:NoSummary", "-nodeReuse:false");
    }

    /// <summary>The files of the first package, by name.</summary>
    internal ImmutableSortedDictionary<string, byte[]> First { get; }

    internal ImmutableSortedDictionary<string, byte[]> Second { get; }

    internal string SymbolPackage => Path.Combine(_folder, "first", $"HalGen.{Version}.snupkg");

    private string ConsumerFolder => Path.Combine(_folder, "consumers");

    private string Version { get; set; } = string.Empty;

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

    /// <summary>What the build said of a consumer: <c>file(line): error HAL1001: message</c>, each once.</summary>
    internal IReadOnlyList<string> Said(string consumer)
    {
        Assert.True(Directory.Exists(Path.Combine(ConsumerFolder, consumer)), $"There is no consumer {consumer}.");
        string project = Path.Combine(consumer, consumer + ".csproj");
        return _output.Split('\n')
            .Where(line => line.Contains(project) && Regex.IsMatch(line, @": (error|warning) "))
            .Select(line => Regex.Replace(line.Trim(), @"^.*?([^/\\]+\(\d+,\d+\))", "$1").Split(" [")[0])
            .Distinct()
            .ToArray();
    }

    /// <summary>The ids of what the build said, ordered.</summary>
    internal IReadOnlyList<string> Ids(string consumer) =>
        Said(consumer).Select(line => Regex.Match(line, @": (error|warning) (\w+):").Groups[2].Value).Distinct().Order(StringComparer.Ordinal).ToArray();

    /// <summary>Runs what a consumer was built to.</summary>
    internal string Run(string consumer)
    {
        string dll = Path.Combine(ConsumerFolder, consumer, "bin", "Debug", "net10.0", consumer + ".dll");
        Assert.True(File.Exists(dll), $"{consumer} was not built:\n{_output}");
        return DotNet.Run(ConsumerFolder, "exec", dll).Output.Trim();
    }

    private ImmutableSortedDictionary<string, byte[]> Pack(string name)
    {
        // Its own folder for everything that a build leaves, deleted before each pack: both are made from the sources alone, under the same paths.
        string artifacts = Repository.PathOf("artifacts", "package-tests");
        if (Directory.Exists(artifacts))
        {
            Directory.Delete(artifacts, recursive: true);
        }

        string output = Path.Combine(_folder, name);
        (int exitCode, string log) = DotNet.Run(
            Repository.Root,
            "pack",
            "src/Hal.Abstractions",
            "-c",
            "Release",
            "-o",
            output,
            "-nodeReuse:false",
            "-p:UseArtifactsOutput=true",
            "-p:ArtifactsPath=" + artifacts);
        Assert.True(exitCode == 0, log);
        Assert.DoesNotContain("warning", log);
        Directory.Delete(artifacts, recursive: true);

        string package = Assert.Single(Directory.GetFiles(output, "HalGen.*.nupkg"));
        Version = Path.GetFileNameWithoutExtension(package)["HalGen.".Length..];
        using ZipArchive archive = ZipFile.OpenRead(package);
        return archive.Entries.ToImmutableSortedDictionary(
            entry => entry.FullName,
            entry =>
            {
                using Stream content = entry.Open();
                using var bytes = new MemoryStream();
                content.CopyTo(bytes);
                return bytes.ToArray();
            },
            StringComparer.Ordinal);
    }

    private void WriteConsumers()
    {
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{Path.Combine(_folder, "first")}" />
              </packageSources>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(_folder, "cache")}" />
              </config>
            </configuration>
            """);

        // Whatever stands above the temporary folder is none of the consumers'.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        foreach (Consumer consumer in Consumer.All)
        {
            Write($"{consumer.Name}/{consumer.Name}.csproj", consumer.Project(Version));
            Write($"{consumer.Name}/Program.cs", consumer.Source);
        }

        Write("All.proj", $"""
            <Project DefaultTargets="Build">
              <ItemGroup>
                <Consumer Include="*/*.csproj" />
                <Consumer Update="OldCompiler/OldCompiler.csproj" AdditionalProperties="CompilerApiVersion=roslyn4.6" />
              </ItemGroup>
              <Target Name="Restore">
                <MSBuild Projects="@(Consumer)" Targets="Restore" Properties="Restoring=true" />
              </Target>
              <Target Name="Build">
                <MSBuild Projects="@(Consumer)" ContinueOnError="true" BuildInParallel="true" />
              </Target>
            </Project>
            """);
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(ConsumerFolder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
